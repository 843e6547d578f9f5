// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.job;

import io.fenceline.benchmark.Process;
import io.fenceline.benchmark.memory.MemorySource;
import io.fenceline.ingest.IngestOptions;
import io.fenceline.ingest.Ingested;
import io.fenceline.ingest.RouteFunction;
import io.fenceline.job.DetectionPipeline;
import io.fenceline.job.JobEnvironment;
import io.fenceline.job.JobSettings;
import io.fenceline.job.Sinks;
import io.fenceline.rule.RuleOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.state.rocksdb.RocksDBOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.FileUtils;

/** The job as it is, from its source to documents that nobody takes. */
final class WholeJob {
  /** With a filter and partitioned indices beside it: as advised in {@code deploy/README.md}. */
  private static final MemorySize WRITE_BUFFER = MemorySize.ofMebiBytes(4);

  private final Workload workload;
  private final JobSettings settings;

  WholeJob(Workload workload) {
    this.workload = workload;
    Configuration options = new Configuration();
    options.set(RuleOptions.SHIPPED, workload.rules());
    options.set(IngestOptions.OUT_OF_ORDERNESS, workload.outOfOrderness());
    settings = JobSettings.from(options);
  }

  /** The settings of the job's stages. */
  JobSettings settings() {
    return settings;
  }

  /** Its own source in memory. */
  Source<Ingested, ?, ?> memory() {
    return new MemorySource<>(
        new DecodedTraffic(
            workload.traffic(), settings.ingest(), settings.privacy().policy().extraPaths()));
  }

  /** The same, but the job goes on behind the last event. */
  Source<Ingested, ?, ?> endless() {
    return MemorySource.endless(
        new DecodedTraffic(
            workload.traffic(), settings.ingest(), settings.privacy().policy().extraPaths()));
  }

  /** A source of clients that ask once each. */
  Source<Ingested, ?, ?> oneRequestEach(int clients) {
    return new MemorySource<>(
        new OneRequestEach(
            workload.traffic(),
            clients,
            settings.ingest(),
            settings.privacy().policy().extraPaths()));
  }

  /** Runs it to the end of a source. */
  Run run(Source<Ingested, ?, ?> source) throws Exception {
    Path checkpoints = Files.createTempDirectory("benchmark");
    try {
      StreamExecutionEnvironment env = environment(checkpoints);
      Sinks sinks = Sinks.ofDocuments(Nowhere.outlet());
      DetectionPipeline.build(
          env, source, workload.documents() ? sinks : sinks.withEvents(), settings);
      return Run.of(env, RouteFunction.READ, "delivered.alerts");
    } finally {
      // The ended job may still be deleting there itself.
      FileUtils.deleteDirectoryQuietly(checkpoints.toFile());
    }
  }

  /** Starts it, with all documents made and dropped. */
  JobClient start(Source<Ingested, ?, ?> source) throws Exception {
    StreamExecutionEnvironment env = environment(Path.of(""));
    DetectionPipeline.build(env, source, Sinks.ofDocuments(Nowhere.outlet()), settings);
    return env.executeAsync();
  }

  /**
   * Runs it to the end of a source that keeps the pace of the clock.
   *
   * @param warmUp alerts of this first time do not count
   * @param measured alerts of the time behind it do; what the end of the input lets out does not
   */
  Latency latency(Source<Ingested, ?, ?> source, Clock clock, Duration warmUp, Duration measured)
      throws Exception {
    StreamExecutionEnvironment env = environment(Path.of(""));
    DetectionPipeline.build(
        env,
        source,
        Sinks.ofDocuments(Nowhere.outlet()).withAlerts(Lateness.outlet(clock, warmUp, measured)),
        settings);
    Process.reset();
    List<Long> noted = env.execute().getAccumulatorResult(Lateness.NOTED);
    Process.Spent spent = Process.sinceBeginning();
    long waited = workload.outOfOrderness().toMillis();
    return new Latency(
        noted.stream().map(late -> late - waited).sorted().toList(),
        (double) spent.cpuNanos() / spent.wallNanos());
  }

  /** As on a cluster: what the job wants of Flink, and the state where it was asked for. */
  private StreamExecutionEnvironment environment(Path checkpoints) {
    StreamExecutionEnvironment env =
        JobEnvironment.local(workload.parallelism(), workload.checkpointInterval());
    Configuration flink = JobEnvironment.settings();
    flink.set(StateBackendOptions.STATE_BACKEND, workload.state().backend());
    flink.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
    flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
    flink.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    flink.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, Duration.ofMinutes(10));
    flink.set(RocksDBConfigurableOptions.USE_BLOOM_FILTER, true);
    flink.set(RocksDBConfigurableOptions.WRITE_BUFFER_SIZE, WRITE_BUFFER);
    flink.set(RocksDBOptions.USE_PARTITIONED_INDEX_FILTERS, true);
    env.configure(flink);
    return JobEnvironment.withPatternsOnHeap(env);
  }
}
