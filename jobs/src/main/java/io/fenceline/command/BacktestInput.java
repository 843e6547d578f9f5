// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import io.fenceline.ingest.Ingested;
import io.fenceline.ingest.KafkaEvents;
import io.fenceline.ingest.KafkaInput;
import io.fenceline.ingest.KafkaOptions;
import io.fenceline.ingest.LogFileSource;
import io.fenceline.job.DeliveredEvents;
import io.fenceline.job.JobSettings;
import io.fenceline.job.PipelineOptions;
import io.fenceline.job.TopicCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Traffic of the past: files, or a range of a Kafka topic. */
final class BacktestInput {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--input",
      paramLabel = "PATH",
      arity = "1..*",
      description = {
        "Files or directories, one JSON object per line; .gz is understood.",
        "'-' reads standard input."
      })
  private List<String> inputs = new ArrayList<>();

  @Option(
      names = "--topic",
      paramLabel = "T",
      description = "Kafka topic of inference logs to read instead, from --from to --to.")
  private String topic;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "S",
      description =
          "Its brokers; source.kafka.bootstrap-servers of --config if missing. What else Kafka's"
              + " client needs is taken from source.kafka.properties.")
  private String bootstrapServers;

  @Option(
      names = "--from",
      paramLabel = "INSTANT",
      description = "First record timestamp, such as 2026-03-03T00:00:00Z.")
  private String from;

  @Option(
      names = "--to",
      paramLabel = "INSTANT",
      description = "Record timestamp to stop at; that one is not read.")
  private String to;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Configuration file (YAML), see deploy/OPTIONS.md.")
  private Path config;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Parallel subtasks of the job; the results do not depend on it.")
  private int parallelism = Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors()));

  /**
   * A source that ends.
   *
   * @param name what it is, in words
   */
  record Opened(
      String name, Source<Ingested, ?, ?> source, Configuration options, int parallelism) {}

  /**
   * Checks the options, touching nothing.
   *
   * @throws ParameterException if one makes no sense
   */
  void check() {
    if (parallelism < 1) {
      throw wrong("--parallelism is " + parallelism + "; give at least 1.");
    }
    if (inputs.isEmpty() == (topic == null)) {
      throw wrong("Name either --input or --topic.");
    }
    if (topic == null && (from != null || to != null || bootstrapServers != null)) {
      throw wrong("--from, --to and --bootstrap-servers go with --topic; files are read whole.");
    }
    if (topic != null && instant("--to", to) <= instant("--from", from)) {
      throw wrong("--to is not after --from; exchange them.");
    }
  }

  /**
   * Opens the input.
   *
   * @param standardInput kept while the job may read it
   * @throws ParameterException if an option makes no sense
   * @throws CommandFailure if the configuration or the topic cannot be used
   */
  Opened open(StandardInput standardInput) throws IOException, InterruptedException {
    Configuration options = Configurations.options(config);
    options.set(PipelineOptions.DELIVERY_EVENTS, DeliveredEvents.ALL);
    JobSettings settings = JobSettings.from(options);
    if (topic != null) {
      return topic(options, settings);
    }
    LogFileSource source = FileJob.source(spec, inputs, standardInput, settings);
    return new Opened(String.join(", ", source.names()), source, options, parallelism);
  }

  private Opened topic(Configuration options, JobSettings settings) throws InterruptedException {
    long begin = instant("--from", from);
    long end = instant("--to", to);
    options.set(KafkaOptions.TOPICS, List.of(topic));
    options.set(KafkaOptions.START, KafkaInput.Start.TIMESTAMP);
    options.set(KafkaOptions.START_TIMESTAMP, Instant.ofEpochMilli(begin).toString());
    options.set(KafkaOptions.BOUNDED, true);
    if (bootstrapServers != null) {
      options.set(KafkaOptions.BOOTSTRAP_SERVERS, bootstrapServers);
    } else if (options.getOptional(KafkaOptions.BOOTSTRAP_SERVERS).isEmpty()) {
      throw wrong(
          "--topic needs --bootstrap-servers, or source.kafka.bootstrap-servers in --config.");
    }
    try {
      KafkaInput input = KafkaInput.from(options);
      TopicCheck.source(options);
      return new Opened(
          "topic %s from %s to %s".formatted(topic, from, to),
          KafkaEvents.until(
              end, input, settings.ingest(), settings.privacy().policy().extraPaths()),
          options,
          parallelism);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(e.getMessage(), e);
    }
  }

  private long instant(String option, String text) {
    if (text == null) {
      throw wrong("--topic needs " + option + ", such as 2026-03-03T00:00:00Z.");
    }
    try {
      return Instant.parse(text).toEpochMilli();
    } catch (DateTimeParseException e) {
      throw wrong(option + " is " + text + "; give a time such as 2026-03-03T00:00:00Z.");
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
