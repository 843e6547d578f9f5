// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import io.fenceline.ingest.LogFileSource;
import io.fenceline.job.BuiltJob;
import io.fenceline.job.DetectionPipeline;
import io.fenceline.job.JobEnvironment;
import io.fenceline.job.JobSettings;
import io.fenceline.job.Sinks;
import io.fenceline.job.Variant;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job over files, ready to run, as often as wanted.
 *
 * @param options what is configured, accepted by {@link JobSettings}
 * @param standardInput kept while the job may read it
 */
record ReadyJob(
    LogFileSource source, Configuration options, int parallelism, StandardInput standardInput)
    implements AutoCloseable {

  /**
   * Runs to the end of the input.
   *
   * @param variants detection with other settings beside the configured one
   */
  Summary run(Sinks sinks, List<Variant> variants, Progress progress) throws Exception {
    long begun = System.nanoTime();
    StreamExecutionEnvironment env =
        JobEnvironment.local(parallelism, Duration.ZERO, variants.size());
    BuiltJob built =
        DetectionPipeline.build(env, source, sinks, JobSettings.from(options), variants);
    JobAccount account = LocalJob.run(env, progress, 0);
    return new Summary(
        String.join(", ", source.names()), account, System.nanoTime() - begun, built);
  }

  @Override
  public void close() throws IOException {
    standardInput.close();
  }
}
