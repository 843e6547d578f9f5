// SPDX-License-Identifier: Apache-2.0
package io.fenceline.job;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** Which files the job reads, where it delivers, and how it runs. */
public final class PipelineOptions {
  /** Files to read. */
  public static final ConfigOption<List<String>> SOURCE_FILES =
      ConfigOptions.key("source.files")
          .stringType()
          .asList()
          .noDefaultValue()
          .withDescription(
              "Files and directories to read instead of Kafka, one inference event per line; .gz is"
                  + " understood.");

  /** Directory for files. */
  public static final ConfigOption<String> SINK_FILES_DIRECTORY =
      ConfigOptions.key("sink.files.directory")
          .stringType()
          .noDefaultValue()
          .withDescription("Directory for alerts, events and dead letters as JSON lines.");

  /** Addresses of the Kafka brokers to deliver to. */
  public static final ConfigOption<String> SINK_KAFKA_BOOTSTRAP_SERVERS =
      ConfigOptions.key("sink.kafka.bootstrap-servers")
          .stringType()
          .noDefaultValue()
          .withDescription("Kafka brokers to deliver to, as host:port, separated by commas.");

  /** Topic of alerts. */
  public static final ConfigOption<String> SINK_KAFKA_ALERTS_TOPIC =
      ConfigOptions.key("sink.kafka.alerts-topic")
          .stringType()
          .noDefaultValue()
          .withDescription("Topic for alerts; without it no alert goes to Kafka.");

  /** Topic of window statistics. */
  public static final ConfigOption<String> SINK_KAFKA_WINDOWS_TOPIC =
      ConfigOptions.key("sink.kafka.windows-topic")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Topic for statistics of models over windows; without it none go to Kafka.");

  /** Topic of enriched events. */
  public static final ConfigOption<String> SINK_KAFKA_EVENTS_TOPIC =
      ConfigOptions.key("sink.kafka.events-topic")
          .stringType()
          .noDefaultValue()
          .withDescription("Topic for enriched events; without it no event goes to Kafka.");

  /** Topic of dead letters. */
  public static final ConfigOption<String> SINK_KAFKA_DEAD_LETTER_TOPIC =
      ConfigOptions.key("sink.kafka.dead-letter-topic")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Topic for dead letters with their original bytes: only where whoever may read the"
                  + " source may read it.");

  /** Further settings of the Kafka producer. */
  public static final ConfigOption<Map<String, String>> SINK_KAFKA_PROPERTIES =
      ConfigOptions.key("sink.kafka.properties")
          .mapType()
          .defaultValue(Map.of())
          .withDescription("Settings of the Kafka producer, as source.kafka.properties.");

  /** Directory for documents that Elasticsearch refused. */
  public static final ConfigOption<String> ELASTICSEARCH_REJECTED_DIRECTORY =
      ConfigOptions.key("elasticsearch.rejected-directory")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Directory for documents that Elasticsearch refused for good, as JSON lines with the"
                  + " reason; this or elasticsearch.rejected-topic is needed.");

  /** Topic for documents that Elasticsearch refused. */
  public static final ConfigOption<String> ELASTICSEARCH_REJECTED_TOPIC =
      ConfigOptions.key("elasticsearch.rejected-topic")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Topic, on the brokers of sink.kafka, for documents that Elasticsearch refused for"
                  + " good.");

  /** Which enriched events are delivered. */
  public static final ConfigOption<DeliveredEvents> DELIVERY_EVENTS =
      ConfigOptions.key("delivery.events")
          .enumType(DeliveredEvents.class)
          .defaultValue(DeliveredEvents.ALL)
          .withDescription(
              "Which enriched events are delivered. Alerts, window statistics and dead letters"
                  + " always are.");

  /** Parallelism of the job. */
  public static final ConfigOption<Integer> PARALLELISM =
      ConfigOptions.key("job.parallelism")
          .intType()
          .noDefaultValue()
          .withDescription("Parallel instances of each operator; without it the cluster decides.");

  /** Time between checkpoints. */
  public static final ConfigOption<Duration> CHECKPOINT_INTERVAL =
      ConfigOptions.key("job.checkpoint-interval")
          .durationType()
          .defaultValue(Duration.ofSeconds(30))
          .withDescription(
              "Time between checkpoints: after a failure at most this much is read again.");

  /** Whether topics are looked for first. */
  public static final ConfigOption<Boolean> CHECK_TOPICS =
      ConfigOptions.key("job.check-topics")
          .booleanType()
          .defaultValue(true)
          .withDescription(
              "Whether to look for all topics before the job is submitted. Set it to false where the"
                  + " machine that submits cannot reach Kafka.");

  private PipelineOptions() {}
}
