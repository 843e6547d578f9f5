// SPDX-License-Identifier: Apache-2.0
package io.fenceline.ingest;

import java.io.Serializable;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;

/**
 * What to read from Kafka; {@link KafkaOptions} says what each setting means.
 *
 * @param bootstrapServers {@code host:port}, separated by commas
 * @param topics at least one
 * @param groupId consumer group
 * @param start where to begin without a savepoint
 * @param startTimestamp epoch milliseconds, for {@link Start#TIMESTAMP} only
 * @param bounded true to end at the records that are there at the start
 * @param properties of Kafka's client; may hold secrets, so {@link #toString} hides the values
 */
public record KafkaInput(
    String bootstrapServers,
    List<String> topics,
    String groupId,
    Start start,
    long startTimestamp,
    boolean bounded,
    Map<String, String> properties)
    implements Serializable {

  /** Where a job without savepoint begins. */
  public enum Start {
    EARLIEST,
    LATEST,
    GROUP_OFFSETS,
    TIMESTAMP;

    /** The spelling in configurations: {@code group-offsets}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Checks that there is something to read. */
  public KafkaInput {
    requireSomething(KafkaOptions.BOOTSTRAP_SERVERS, bootstrapServers.isBlank());
    requireSomething(KafkaOptions.TOPICS, topics.isEmpty());
    requireSomething(KafkaOptions.GROUP_ID, groupId.isBlank());
    topics = List.copyOf(topics);
    properties = Map.copyOf(properties);
  }

  /** All records of some topics from the beginning, without further settings. */
  public static KafkaInput of(String bootstrapServers, List<String> topics, boolean bounded) {
    return new KafkaInput(
        bootstrapServers,
        topics,
        KafkaOptions.GROUP_ID.defaultValue(),
        Start.EARLIEST,
        0,
        bounded,
        Map.of());
  }

  /** The input of a configuration. */
  public static KafkaInput from(ReadableConfig config) {
    Start start = config.get(KafkaOptions.START);
    return new KafkaInput(
        config.getOptional(KafkaOptions.BOOTSTRAP_SERVERS).orElse(""),
        config.getOptional(KafkaOptions.TOPICS).orElse(List.of()),
        config.get(KafkaOptions.GROUP_ID),
        start,
        start == Start.TIMESTAMP ? startTimestamp(config) : 0,
        config.get(KafkaOptions.BOUNDED),
        config.get(KafkaOptions.PROPERTIES));
  }

  @Override
  public String toString() {
    return "KafkaInput[" + bootstrapServers + ", " + topics + ", " + properties.keySet() + "]";
  }

  /**
   * Where a configuration says that {@link Start#TIMESTAMP} is, epoch milliseconds.
   *
   * @throws IllegalArgumentException naming the option, if it is no time
   */
  public static long startTimestamp(ReadableConfig config) {
    String text = config.get(KafkaOptions.START_TIMESTAMP);
    try {
      return Instant.parse(text).toEpochMilli();
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          KafkaOptions.START_TIMESTAMP.key()
              + " is '"
              + text
              + "'; give a time such as 2026-03-03T08:00:00Z",
          e);
    }
  }

  private static void requireSomething(ConfigOption<?> option, boolean missing) {
    if (missing) {
      throw new IllegalArgumentException(option.key() + " is not set; give it to say what to read");
    }
  }
}
