// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.job;

import io.fenceline.benchmark.trace.Traffic;
import io.fenceline.command.local.LocalKafka;
import io.fenceline.command.local.ServiceArtifacts;
import io.fenceline.ingest.Ingested;
import io.fenceline.ingest.KafkaEvents;
import io.fenceline.ingest.KafkaInput;
import io.fenceline.job.JobEnvironment;
import io.fenceline.job.JobSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.AbstractDeserializationSchema;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Traffic in a topic of a broker on this machine, in a process of its own. */
final class KafkaTopic implements AutoCloseable {
  private static final String TOPIC = "inference";

  private final LocalKafka broker;
  private final long events;

  private KafkaTopic(LocalKafka broker, long events) {
    this.broker = broker;
    this.events = events;
  }

  /** Starts a broker and writes all of the traffic. */
  static KafkaTopic of(Traffic traffic, int partitions) throws Exception {
    KafkaTopic topic =
        new KafkaTopic(LocalKafka.start(ServiceArtifacts.below(Path.of(""))), traffic.events());
    try {
      topic.fill(traffic, partitions);
      return topic;
    } catch (Exception e) {
      topic.close();
      throw e;
    }
  }

  private void fill(Traffic traffic, int partitions) throws Exception {
    Map<String, Object> address =
        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
    try (Admin admin = Admin.create(address)) {
      admin.createTopics(List.of(new NewTopic(TOPIC, partitions, (short) 1))).all().get();
    }
    Map<String, Object> producer =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            broker.bootstrapServers(),
            ProducerConfig.LINGER_MS_CONFIG,
            20,
            ProducerConfig.BATCH_SIZE_CONFIG,
            1 << 17);
    AtomicReference<Exception> refused = new AtomicReference<>();
    Traffic.Player player = traffic.player();
    try (KafkaProducer<byte[], byte[]> out =
        new KafkaProducer<>(producer, new ByteArraySerializer(), new ByteArraySerializer())) {
      while (player.number() < events) {
        player.advance();
        out.send(
            new ProducerRecord<>(TOPIC, player.copy() % partitions, null, player.json()),
            (place, failure) -> {
              if (failure != null) {
                refused.compareAndSet(null, failure);
              }
            });
      }
    }
    if (refused.get() != null) {
      throw refused.get();
    }
  }

  /** The job's own source. */
  Source<Ingested, ?, ?> source(JobSettings settings) {
    return KafkaEvents.source(
        KafkaInput.of(broker.bootstrapServers(), List.of(TOPIC), true),
        settings.ingest(),
        settings.privacy().policy().extraPaths());
  }

  /** Reads all records with Flink's source, as large fetches as the job's, and does nothing. */
  Run discard() throws Exception {
    StreamExecutionEnvironment env = JobEnvironment.local(1, Duration.ZERO);
    KafkaSource<byte[]> source =
        KafkaSource.<byte[]>builder()
            .setBootstrapServers(broker.bootstrapServers())
            .setTopics(TOPIC)
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setBounded(OffsetsInitializer.latest())
            .setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "5000")
            .setProperty(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, "8388608")
            .setValueOnlyDeserializer(new Bytes())
            .build();
    env.fromSource(source, WatermarkStrategy.noWatermarks(), "topic")
        .uid("topic")
        .map(new Received())
        .uid("received")
        .sinkTo(new DiscardingSink<>())
        .uid("nowhere");
    return Run.of(env, Received.RECORDS, Received.RECORDS);
  }

  @Override
  public void close() {
    broker.close();
  }

  private static final class Bytes extends AbstractDeserializationSchema<byte[]> {
    private static final long serialVersionUID = 1L;

    @Override
    public byte[] deserialize(byte[] message) {
      return message;
    }
  }
}
