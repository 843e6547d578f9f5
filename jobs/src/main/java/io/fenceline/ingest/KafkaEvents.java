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
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

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
  public static KafkaSource<Ingested> source(
      KafkaInput input, IngestSettings settings, Set<String> extraPaths) {
    KafkaSourceBuilder<Ingested> builder = builder(input, settings, extraPaths);
    if (input.bounded()) {
      builder.setBounded(OffsetsInitializer.latest());
    }
    return builder.build();
  }

  /**
   * A source that ends: before the first record of each partition whose timestamp is that or later,
   * or at what is there at the start. Timestamps are those of Kafka's records.
   *
   * @param input where it begins is said there
   * @param end epoch milliseconds
   */
  public static KafkaSource<Ingested> until(
      long end, KafkaInput input, IngestSettings settings, Set<String> extraPaths) {
    return builder(input, settings, extraPaths)
        .setBounded(OffsetsInitializer.timestamp(end))
        .build();
  }

  private static KafkaSourceBuilder<Ingested> builder(
      KafkaInput input, IngestSettings settings, Set<String> extraPaths) {
    return KafkaSource.<Ingested>builder()
        .setBootstrapServers(input.bootstrapServers())
        .setTopics(input.topics())
        .setGroupId(input.groupId())
        .setStartingOffsets(start(input))
        .setProperties(properties(input))
        .setDeserializer(deserializer(settings, extraPaths, Clock.systemUTC()));
  }

  static KafkaRecordDeserializationSchema<Ingested> deserializer(
      IngestSettings settings, Set<String> extraPaths, Clock clock) {
    return new Deserializer(settings, Set.copyOf(extraPaths), clock);
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

  private static final class Deserializer implements KafkaRecordDeserializationSchema<Ingested> {
    private static final long serialVersionUID = 1L;
    private static final byte[] NOTHING = {};

    private final IngestSettings settings;
    private final Set<String> extraPaths;
    private final Clock clock;
    private transient RecordIntake intake;
    private transient Map<String, Map<Integer, String>> names;

    Deserializer(IngestSettings settings, Set<String> extraPaths, Clock clock) {
      this.settings = settings;
      this.extraPaths = extraPaths;
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
      out.collect(intake.accept(value, name(record), record.offset(), record.timestamp()));
    }

    private String name(ConsumerRecord<byte[], byte[]> record) {
      return names
          .computeIfAbsent(record.topic(), topic -> new HashMap<>())
          .computeIfAbsent(record.partition(), partition -> record.topic() + "/" + partition);
    }

    @Override
    public TypeInformation<Ingested> getProducedType() {
      return TypeInformation.of(Ingested.class);
    }
  }
}
