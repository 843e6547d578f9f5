// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import io.fenceline.command.evaluation.AlertHistory;
import io.fenceline.ingest.LogFileSource;
import io.fenceline.ingest.LogInput;
import io.fenceline.job.DetectionPipeline;
import io.fenceline.job.JobEnvironment;
import io.fenceline.job.JobSettings;
import io.fenceline.job.Sinks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A run of the job with shipped settings from a file to the revisions of alerts: events are judged,
 * but not delivered.
 *
 * @param files where the revisions are
 * @param account what the job says of itself
 */
record AlertRun(OutputFiles files, JobAccount account) {

  static AlertRun of(Path log, Path output, int parallelism) throws Exception {
    return of(log, output, JobEnvironment.local(parallelism, Duration.ZERO), Sinks.NONE);
  }

  /**
   * Runs a log through the job.
   *
   * @param sinks where everything but alerts goes
   */
  static AlertRun of(Path log, Path output, StreamExecutionEnvironment env, Sinks sinks)
      throws Exception {
    OutputFiles files = OutputFiles.in(output);
    // Rules in SQL have tests of their own; planning them for each of these runs would not pay.
    JobSettings settings =
        JobSettings.from(Configuration.fromMap(Map.of("rules.shipped", "false")));
    DetectionPipeline.build(
        env,
        LogFileSource.of(
            List.of(LogInput.of(log)), settings.ingest(), settings.privacy().policy().extraPaths()),
        sinks.withAlerts(files.alertRevisionSink()),
        settings);
    return new AlertRun(files, LocalJob.run(env, FileRun.silent(), 0));
  }

  /** The alerts, each in all its revisions. */
  List<AlertHistory> alerts() throws IOException {
    return AlertHistory.read(files.alertRevisions());
  }

  /**
   * Each revision of each alert once, as its document: after a failure some are in the file twice.
   */
  SortedSet<String> revisions() throws IOException {
    return new TreeSet<>(Files.readAllLines(files.alertRevisions()));
  }
}
