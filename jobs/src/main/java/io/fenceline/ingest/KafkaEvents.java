// SPDX-License-Identifier: Apache-2.0
package io.fenceline.ingest;

import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/** The Kafka source: records are decoded in its own task, once. */
public final class KafkaEvents {
  private static final String MAX_POLL_RECORDS = "5000";
  private static final String MAX_FETCH_BYTES = String.valueOf(8 << 20);

  private KafkaEvents() {}

  /**
   * A source that turns every record into an event or a dead letter.
   *
   * @param extraPaths fields outside the contract to keep, as in {@link EventDecoder}
   */
  public static Source<Ingested, ?, ?> source(
      KafkaInput input, IngestSettings settings, Set<String> extraPaths) {
    Deserializer deserializer = new Deserializer(settings, extraPaths, Clock.systemUTC());
    KafkaSourceBuilder<Ingested> builder = builder(input, deserializer);
    if (input.bounded()) {
      builder.setBounded(OffsetsInitializer.latest());
    }
    return source(builder.build(), deserializer, settings);
  }

  /**
   * A source that ends: before the first record of each partition whose timestamp is that or later,
   * or at what is there at the start. Timestamps are those of Kafka's records.
   *
   * @param input where it begins is said there
   * @param end epoch milliseconds
   */
  public static Source<Ingested, ?, ?> until(
      long end, KafkaInput input, IngestSettings settings, Set<String> extraPaths) {
    Deserializer deserializer = new Deserializer(settings, extraPaths, Clock.systemUTC());
    return source(
        builder(input, deserializer).setBounded(OffsetsInitializer.timestamp(end)).build(),
        deserializer,
        settings);
  }

  private static Source<Ingested, ?, ?> source(
      KafkaSource<Ingested> source, Deserializer deserializer, IngestSettings settings) {
    return new KafkaEventSource(source, deserializer, settings.outOfOrderness().toMillis());
  }

  private static KafkaSourceBuilder<Ingested> builder(KafkaInput input, Deserializer deserializer) {
    return KafkaSource.<Ingested>builder()
        .setBootstrapServers(input.bootstrapServers())
        .setTopics(input.topics())
        .setGroupId(input.groupId())
        .setStartingOffsets(start(input))
        .setProperties(properties(input))
        .setDeserializer(deserializer);
  }

  private static OffsetsInitializer start(KafkaInput input) {
    return switch (input.start()) {
      case EARLIEST -> OffsetsInitializer.earliest();
      case LATEST -> OffsetsInitializer.latest();
      case GROUP_OFFSETS -> OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
      case TIMESTAMP -> OffsetsInitializer.timestamp(input.startTimestamp());
    };
  }

  /** Large fetches halve the client's cost per record; what the operator sets wins. */
  private static Properties properties(KafkaInput input) {
    Properties properties = new Properties();
    properties.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
    properties.setProperty(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, MAX_FETCH_BYTES);
    input.properties().forEach(properties::setProperty);
    return properties;
  }

  /** Makes events of one subtask's records, and knows how far each partition's time has come. */
  static final class Deserializer
      implements KafkaRecordDeserializationSchema<Ingested>, PartitionTimes {
    private static final long serialVersionUID = 1L;
    private static final byte[] NOTHING = {};

    private final IngestSettings settings;
    private final Set<String> extraPaths;
    private final Clock clock;
    private transient RecordIntake intake;
    private transient Map<String, Map<Integer, String>> names;

    Deserializer(IngestSettings settings, Set<String> extraPaths, Clock clock) {
      this.settings = settings;
      this.extraPaths = Set.copyOf(extraPaths);
      this.clock = clock;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
      intake = new RecordIntake(settings, extraPaths, clock);
      names = new HashMap<>();
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Ingested> out)
        throws IOException {
      byte[] value = record.value() == null ? NOTHING : record.value();
      String source = name(record.topic(), record.partition());
      out.collect(intake.accept(value, source, record.offset(), record.timestamp()));
    }

    @Override
    public long newest(TopicPartition partition) {
      return intake.newest(name(partition.topic(), partition.partition()));
    }

    @Override
    public void resume(TopicPartition partition, long newest) {
      intake.resume(name(partition.topic(), partition.partition()), newest);
    }

    private String name(String topic, int partition) {
      return names
          .computeIfAbsent(topic, any -> new HashMap<>())
          .computeIfAbsent(partition, number -> topic + "/" + number);
    }

    @Override
    public TypeInformation<Ingested> getProducedType() {
      return TypeInformation.of(Ingested.class);
    }
  }
}
