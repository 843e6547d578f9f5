// SPDX-License-Identifier: Apache-2.0
package io.fenceline.job;

import io.fenceline.model.DeadLetter;
import io.fenceline.sink.Document;
import io.fenceline.sink.elasticsearch.ElasticsearchOptions;
import io.fenceline.sink.elasticsearch.ElasticsearchSettings;
import io.fenceline.sink.elasticsearch.ElasticsearchSink;
import io.fenceline.sink.elasticsearch.RejectedDocuments;
import io.fenceline.sink.file.JsonLinesSink;
import io.fenceline.sink.file.RejectedDocumentsFile;
import io.fenceline.sink.kafka.KafkaBrokers;
import io.fenceline.sink.kafka.KafkaDeadLetters;
import io.fenceline.sink.kafka.KafkaDocuments;
import io.fenceline.sink.kafka.RejectedDocumentsTopic;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;

/** The sinks that a configuration names. */
final class ConfiguredSinks {
  private final ReadableConfig config;
  private final List<Outlet<Document>> events = new ArrayList<>();
  private final List<Outlet<Document>> alerts = new ArrayList<>();
  private final List<Outlet<Document>> windows = new ArrayList<>();
  private final List<Outlet<Document>> duplicates = new ArrayList<>();
  private final List<Outlet<Document>> deadLetters = new ArrayList<>();
  private final List<Outlet<DeadLetter>> payloads = new ArrayList<>();

  private ConfiguredSinks(ReadableConfig config) {
    this.config = config;
  }

  /**
   * Reads the options.
   *
   * @throws IllegalArgumentException if nothing takes alerts, or an option needs another
   */
  static Sinks of(ReadableConfig config) {
    ConfiguredSinks sinks = new ConfiguredSinks(config);
    sinks.elasticsearch();
    sinks.kafka();
    sinks.files();
    if (sinks.alerts.isEmpty()) {
      throw new IllegalArgumentException(
          "Nothing takes the alerts; set elasticsearch.urls, sink.kafka.alerts-topic or"
              + " sink.files.directory");
    }
    return new Sinks(
        sinks.events,
        sinks.alerts,
        sinks.windows,
        sinks.duplicates,
        sinks.deadLetters,
        sinks.payloads,
        List.of());
  }

  private void elasticsearch() {
    if (config.getOptional(ElasticsearchOptions.URLS).isEmpty()) {
      return;
    }
    Outlet<Document> outlet =
        Outlet.elasticsearch(
            ElasticsearchSink.builder()
                .settings(ElasticsearchSettings.from(config))
                .rejectedDocuments(rejected())
                .build());
    events.add(outlet);
    alerts.add(outlet);
    windows.add(outlet);
    duplicates.add(outlet);
    deadLetters.add(outlet);
  }

  private RejectedDocuments rejected() {
    if (config.getOptional(PipelineOptions.ELASTICSEARCH_REJECTED_TOPIC).isPresent()) {
      return new RejectedDocumentsTopic(
          brokers(PipelineOptions.ELASTICSEARCH_REJECTED_TOPIC),
          config.get(PipelineOptions.ELASTICSEARCH_REJECTED_TOPIC));
    }
    return config
        .getOptional(PipelineOptions.ELASTICSEARCH_REJECTED_DIRECTORY)
        .map(directory -> new RejectedDocumentsFile(Path.of(directory)))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    ElasticsearchOptions.URLS.key()
                        + " needs a place for documents that Elasticsearch refuses; set "
                        + PipelineOptions.ELASTICSEARCH_REJECTED_TOPIC.key()
                        + ", or "
                        + PipelineOptions.ELASTICSEARCH_REJECTED_DIRECTORY.key()
                        + " on disks that outlive the TaskManagers"));
  }

  private void kafka() {
    config
        .getOptional(PipelineOptions.SINK_KAFKA_ALERTS_TOPIC)
        .ifPresent(topic -> alerts.add(documents(topic, PipelineOptions.SINK_KAFKA_ALERTS_TOPIC)));
    config
        .getOptional(PipelineOptions.SINK_KAFKA_EVENTS_TOPIC)
        .ifPresent(topic -> events.add(documents(topic, PipelineOptions.SINK_KAFKA_EVENTS_TOPIC)));
    config
        .getOptional(PipelineOptions.SINK_KAFKA_WINDOWS_TOPIC)
        .ifPresent(
            topic -> windows.add(documents(topic, PipelineOptions.SINK_KAFKA_WINDOWS_TOPIC)));
    config
        .getOptional(PipelineOptions.SINK_KAFKA_DEAD_LETTER_TOPIC)
        .ifPresent(
            topic ->
                payloads.add(
                    Outlet.kafka(
                        KafkaDeadLetters.sink(
                            brokers(PipelineOptions.SINK_KAFKA_DEAD_LETTER_TOPIC), topic))));
  }

  private Outlet<Document> documents(String topic, ConfigOption<String> option) {
    return Outlet.kafka(KafkaDocuments.sink(brokers(option), topic));
  }

  private void files() {
    config
        .getOptional(PipelineOptions.SINK_FILES_DIRECTORY)
        .map(Path::of)
        .ifPresent(
            directory -> {
              events.add(lines(directory.resolve("events.jsonl")));
              alerts.add(lines(directory.resolve("alerts.jsonl")));
              windows.add(lines(directory.resolve("windows.jsonl")));
              duplicates.add(lines(directory.resolve("duplicates.jsonl")));
              deadLetters.add(lines(directory.resolve("dead-letters.jsonl")));
            });
  }

  private static Outlet<Document> lines(Path file) {
    return Outlet.file(new JsonLinesSink(file));
  }

  private KafkaBrokers brokers(ConfigOption<?> because) {
    ConfigOption<String> option = PipelineOptions.SINK_KAFKA_BOOTSTRAP_SERVERS;
    String bootstrap =
        config
            .getOptional(option)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        option.key() + " is not set, but " + because.key() + " needs it"));
    return new KafkaBrokers(bootstrap, config.get(PipelineOptions.SINK_KAFKA_PROPERTIES));
  }
}
