// SPDX-License-Identifier: Apache-2.0
package io.fenceline.job;

import io.fenceline.ingest.KafkaOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Asks Kafka for the configured topics before the job is submitted. A job that runs finds out after
 * a minute at the earliest, restarts for ever, and its error names no option.
 */
public final class TopicCheck {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final ReadableConfig config;
  private final Duration patience;

  TopicCheck(ReadableConfig config, Duration patience) {
    this.config = config;
    this.patience = patience;
  }

  /**
   * Looks at the topics of the source and of all sinks.
   *
   * @throws IllegalArgumentException naming the option at fault and the way out
   */
  static void run(ReadableConfig config) throws InterruptedException {
    if (config.get(PipelineOptions.CHECK_TOPICS)) {
      TopicCheck check = new TopicCheck(config, PATIENCE);
      check.source();
      check.sinks();
    }
  }

  /**
   * Looks at the topics to which the main job delivers, from which rules of their own job read.
   *
   * @throws IllegalArgumentException naming the option at fault and the way out
   */
  static void delivered(ReadableConfig config) throws InterruptedException {
    if (config.get(PipelineOptions.CHECK_TOPICS)) {
      new TopicCheck(config, PATIENCE).sinks();
    }
  }

  /**
   * Looks at the topics of the source only.
   *
   * @throws IllegalArgumentException naming the option at fault and the way out
   */
  public static void source(ReadableConfig config) throws InterruptedException {
    if (config.get(PipelineOptions.CHECK_TOPICS)) {
      new TopicCheck(config, PATIENCE).source();
    }
  }

  void source() throws InterruptedException {
    List<Topic> topics = new ArrayList<>();
    config
        .getOptional(KafkaOptions.TOPICS)
        .ifPresent(all -> all.forEach(name -> topics.add(new Topic(KafkaOptions.TOPICS, name))));
    ask(new Brokers(KafkaOptions.BOOTSTRAP_SERVERS, KafkaOptions.PROPERTIES), topics);
  }

  void sinks() throws InterruptedException {
    List<Topic> topics = new ArrayList<>();
    for (ConfigOption<String> option :
        List.of(
            PipelineOptions.SINK_KAFKA_ALERTS_TOPIC,
            PipelineOptions.SINK_KAFKA_EVENTS_TOPIC,
            PipelineOptions.SINK_KAFKA_WINDOWS_TOPIC,
            PipelineOptions.SINK_KAFKA_DEAD_LETTER_TOPIC,
            PipelineOptions.ELASTICSEARCH_REJECTED_TOPIC)) {
      config.getOptional(option).ifPresent(name -> topics.add(new Topic(option, name)));
    }
    ask(
        new Brokers(
            PipelineOptions.SINK_KAFKA_BOOTSTRAP_SERVERS, PipelineOptions.SINK_KAFKA_PROPERTIES),
        topics);
  }

  private void ask(Brokers brokers, List<Topic> topics) throws InterruptedException {
    if (topics.isEmpty()) {
      return;
    }
    Map<String, Object> client = new HashMap<>(config.get(brokers.properties()));
    client.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, config.get(brokers.servers()));
    try (Admin admin = Admin.create(client)) {
      Set<String> names = Set.copyOf(topics.stream().map(Topic::name).toList());
      DescribeTopicsOptions options =
          new DescribeTopicsOptions().timeoutMs((int) patience.toMillis());
      Map<String, KafkaFuture<TopicDescription>> found =
          admin.describeTopics(names, options).topicNameValues();
      for (Topic topic : topics) {
        await(found.get(topic.name()), brokers, topic);
      }
    } catch (KafkaException e) {
      throw refused(
          brokers.servers(),
          "Kafka's client cannot be made (" + e.getClass().getSimpleName() + ", see its cause)",
          "mend the address or " + brokers.properties().key(),
          e);
    }
  }

  private void await(KafkaFuture<TopicDescription> answer, Brokers brokers, Topic topic)
      throws InterruptedException {
    try {
      answer.get();
    } catch (ExecutionException e) {
      throw explain(e.getCause(), brokers, topic);
    }
  }

  private IllegalArgumentException explain(Throwable cause, Brokers brokers, Topic topic) {
    String properties = brokers.properties().key();
    if (cause instanceof UnknownTopicOrPartitionException) {
      return refused(
          topic.option(),
          "topic " + topic.name() + " does not exist at " + brokers.servers().key(),
          "create it, or mend its name",
          cause);
    }
    if (cause instanceof InvalidTopicException) {
      return refused(
          topic.option(),
          "Kafka allows no topic named '" + topic.name() + "'",
          "use letters, digits, '.', '_' and '-'",
          cause);
    }
    if (cause instanceof TimeoutException) {
      return refused(
          brokers.servers(),
          "no broker answered at "
              + config.get(brokers.servers())
              + " in "
              + patience.toSeconds()
              + " s",
          "mend the address or security.protocol in "
              + properties
              + "; if only the cluster can reach it, set "
              + PipelineOptions.CHECK_TOPICS.key()
              + ": false",
          cause);
    }
    if (cause instanceof AuthenticationException) {
      return refused(
          brokers.properties(),
          "Kafka did not accept the credentials or the certificate",
          "mend security.protocol, sasl.* and ssl.* in it",
          cause);
    }
    if (cause instanceof AuthorizationException) {
      return refused(
          topic.option(),
          "Kafka does not show topic " + topic.name() + " to the user of " + properties,
          "give that user Read on topics of the source, Write on those of sinks",
          cause);
    }
    return refused(
        topic.option(),
        "Kafka did not describe topic " + topic.name(),
        "see the cause; " + PipelineOptions.CHECK_TOPICS.key() + ": false leaves this check out",
        cause);
  }

  private static IllegalArgumentException refused(
      ConfigOption<?> option, String found, String wayOut, Throwable cause) {
    return new IllegalArgumentException(option.key() + ": " + found + "; " + wayOut, cause);
  }

  /** The options that say how a Kafka is reached. */
  private record Brokers(
      ConfigOption<String> servers, ConfigOption<Map<String, String>> properties) {}

  private record Topic(ConfigOption<?> option, String name) {}
}
