// SPDX-License-Identifier: Apache-2.0
package io.fenceline.job;

import io.fenceline.ingest.Ingested;
import io.fenceline.ingest.KafkaEvents;
import io.fenceline.ingest.KafkaInput;
import io.fenceline.ingest.KafkaOptions;
import io.fenceline.ingest.LogFileSource;
import io.fenceline.ingest.LogInput;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Entry point on a cluster: {@code flink run fenceline-jobs.jar --config fenceline.yaml}. */
public final class FencelineJob {
  private static final String USAGE =
      "Usage: flink run fenceline-jobs.jar --config FILE; deploy/OPTIONS.md lists what FILE may"
          + " hold";

  private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);

  private FencelineJob() {}

  /**
   * Reads the configuration, builds the pipeline and submits it.
   *
   * @throws IllegalArgumentException naming the option, file or line at fault, and the way out
   */
  public static void main(String[] arguments) throws Exception {
    JobConfiguration loaded = JobConfiguration.load(configFile(arguments));
    loaded.warnings().forEach(warning -> System.err.println("fenceline: " + warning));
    ReadableConfig config = loaded.configuration();
    StreamExecutionEnvironment env = JobEnvironment.onCluster(environment(config));
    build(env, config);
    TopicCheck.run(config);
    env.execute();
  }

  /** Builds the pipeline that a configuration describes, without speaking to any service. */
  static void build(StreamExecutionEnvironment env, ReadableConfig config) {
    JobSettings settings = JobSettings.from(config);
    DetectionPipeline.build(env, source(config, settings), ConfiguredSinks.of(config), settings);
  }

  static Configuration environment(ReadableConfig config) {
    Configuration flink = JobEnvironment.settings();
    Duration interval = config.get(PipelineOptions.CHECKPOINT_INTERVAL);
    if (interval.compareTo(SHORTEST_INTERVAL) < 0) {
      throw new IllegalArgumentException(
          PipelineOptions.CHECKPOINT_INTERVAL.key()
              + ": expected at least 1 s, found "
              + interval.toMillis()
              + " ms; without checkpoints nothing would survive a failure");
    }
    flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, interval);
    Optional<Integer> parallelism = config.getOptional(PipelineOptions.PARALLELISM);
    if (parallelism.isPresent()) {
      if (parallelism.get() < 1) {
        throw new IllegalArgumentException(
            PipelineOptions.PARALLELISM.key()
                + ": expected 1 or more, found "
                + parallelism.get()
                + "; leave it out to let the cluster decide");
      }
      flink.set(CoreOptions.DEFAULT_PARALLELISM, parallelism.get());
    }
    return flink;
  }

  private static Source<Ingested, ?, ?> source(ReadableConfig config, JobSettings settings) {
    boolean kafka = config.getOptional(KafkaOptions.TOPICS).isPresent();
    if (kafka == config.getOptional(PipelineOptions.SOURCE_FILES).isPresent()) {
      throw new IllegalArgumentException(
          (kafka ? "Two sources" : "Nothing to read")
              + "; set either "
              + KafkaOptions.TOPICS.key()
              + " or "
              + PipelineOptions.SOURCE_FILES.key());
    }
    Set<String> extraPaths = settings.privacy().policy().extraPaths();
    if (kafka) {
      return KafkaEvents.source(KafkaInput.from(config), settings.ingest(), extraPaths);
    }
    List<LogInput> files =
        config.get(PipelineOptions.SOURCE_FILES).stream().map(Path::of).map(LogInput::of).toList();
    return LogFileSource.of(files, settings.ingest(), extraPaths);
  }

  /** Absolute, since this is often not the process that the operator sits at. */
  static Path configFile(String[] arguments) {
    if (arguments.length == 2 && arguments[0].equals("--config")) {
      return Path.of(arguments[1]).toAbsolutePath();
    }
    if (arguments.length == 1 && arguments[0].startsWith("--config=")) {
      return Path.of(arguments[0].substring("--config=".length())).toAbsolutePath();
    }
    throw new IllegalArgumentException(
        "Expected --config FILE, found " + arguments.length + " argument(s). " + USAGE);
  }
}
