// SPDX-License-Identifier: Apache-2.0
package io.fenceline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fenceline.model.DeadLetterReason;
import io.fenceline.model.Origin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitSerializer;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.util.Collector;
import org.apache.flink.util.InstantiationUtil;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class KafkaEventsTest {
  private static final long OUT_OF_ORDERNESS = 30_000;

  @Test
  void everyRecordBecomesOneEventOrDeadLetterEvenOneWithoutValue() throws Exception {
    KafkaEvents.Deserializer schema = opened();
    Collected out = new Collected();

    schema.deserialize(record(3, 41, Records.bytes(Records.FULL)), out);
    schema.deserialize(record(3, 42, null), out);
    schema.deserialize(record(2, 1, Records.bytes("{")), out);

    assertThat(out.records).hasSize(3);
    assertThat(out.records.get(0).event().origin()).isEqualTo(new Origin("requests/3", 41));
    assertThat(out.records.get(1).deadLetter().origin()).isEqualTo(new Origin("requests/3", 42));
    assertThat(out.records.get(1).deadLetter().reason()).isEqualTo(DeadLetterReason.MALFORMED_JSON);
    assertThat(out.records.get(1).deadLetter().observedAt()).isEqualTo(1_000_042);
    assertThat(out.records.get(2).deadLetter().origin()).isEqualTo(new Origin("requests/2", 1));
  }

  @Test
  void theSourceIsBoundedOnDemandAndCanBeShipped() throws Exception {
    KafkaInput input = KafkaInput.of("broker:9092", List.of("requests"), true);

    Source<Ingested, ?, ?> source =
        KafkaEvents.source(input, IngestSettings.defaults(), Set.of("team"));

    assertThat(source.getBoundedness()).isEqualTo(Boundedness.BOUNDED);
    assertThat(InstantiationUtil.serializeObject(source)).isNotEmpty();
  }

  @Test
  void whatWasLateBeforeARecoveryIsLateAfterIt() throws Exception {
    TopicPartition partition = new TopicPartition("requests", 3);
    KafkaEvents.Deserializer first = opened();
    Collected before = new Collected();
    first.deserialize(record(3, 0, Records.bytes(Records.FULL)), before);
    long newest = before.records.get(0).event().timestamp();
    SplitsOnly checkpointed = new SplitsOnly(List.of(new KafkaPartitionSplit(partition, 1, 9)));
    TimedPartitionSerializer serializer =
        new TimedPartitionSerializer(new KafkaPartitionSplitSerializer());

    List<KafkaPartitionSplit> snapshot = reader(checkpointed, first).snapshotState(1);
    byte[] bytes = serializer.serialize(snapshot.get(0));
    KafkaPartitionSplit restored = serializer.deserialize(serializer.getVersion(), bytes);
    KafkaEvents.Deserializer second = opened();
    reader(new SplitsOnly(List.of()), second).addSplits(List.of(restored));

    assertThat(restored).isEqualTo(snapshot.get(0));
    assertThat(restored.getStartingOffset()).isEqualTo(1);
    assertThat(restored.getStoppingOffset()).contains(9L);
    assertThat(second.newest(partition)).isEqualTo(newest);
    Collected after = new Collected();
    String late =
        Records.FULL.replaceFirst(
            "\"timestamp\":\"[^\"]*\"",
            "\"timestamp\":\"" + Instant.ofEpochMilli(newest - 60_000) + "\"");
    second.deserialize(record(3, 1, Records.bytes(late)), after);
    assertThat(after.records.get(0).deadLetter().reason()).isEqualTo(DeadLetterReason.LATE);
  }

  @Test
  void aRestoredReaderSaysOnceHowFarTimeHasComeEvenIfNothingIsToRead() throws Exception {
    KafkaPartitionSplit quiet =
        new TimedPartition(new KafkaPartitionSplit(new TopicPartition("requests", 3), 7), 50_000);
    KafkaPartitionSplit unread =
        new TimedPartition(
            new KafkaPartitionSplit(new TopicPartition("requests", 4), 0), RecordIntake.NO_TIME);
    KafkaEventReader reader = reader(new SplitsOnly(List.of()), opened());
    reader.addSplits(List.of(quiet, unread));
    Watermarks output = new Watermarks("", new ArrayList<>());

    reader.pollNext(output);
    reader.pollNext(output);

    assertThat(output.emitted()).containsExactly("requests-3 " + (50_000 - OUT_OF_ORDERNESS - 1));
  }

  @Test
  void aSavepointOfTheConnectorAloneIsReadToo() throws Exception {
    KafkaPartitionSplitSerializer old = new KafkaPartitionSplitSerializer();
    KafkaPartitionSplit split = new KafkaPartitionSplit(new TopicPartition("requests", 3), 41);

    KafkaPartitionSplit read =
        new TimedPartitionSerializer(old).deserialize(old.getVersion(), old.serialize(split));

    assertThat(read).isEqualTo(split);
    KafkaEvents.Deserializer times = opened();
    reader(new SplitsOnly(List.of()), times).addSplits(List.of(read));
    assertThat(times.newest(split.getTopicPartition())).isEqualTo(RecordIntake.NO_TIME);
  }

  @Test
  void readsItsSettingsAndShowsNoSecret() {
    Configuration config = new Configuration();
    config.setString("source.kafka.bootstrap-servers", "broker:9092");
    config.setString("source.kafka.topics", "a;b");
    config.setString("source.kafka.start", "group-offsets");
    config.setString("source.kafka.properties", "sasl.jaas.config:hidden");

    KafkaInput input = KafkaInput.from(config);

    assertThat(input.topics()).containsExactly("a", "b");
    assertThat(input.start()).isEqualTo(KafkaInput.Start.GROUP_OFFSETS);
    assertThat(input.properties()).isEqualTo(Map.of("sasl.jaas.config", "hidden"));
    assertThat(input.toString()).doesNotContain("hidden");
  }

  @Test
  void saysWhichSettingIsMissingOrWrong() {
    Configuration config = new Configuration();
    assertThatThrownBy(() -> KafkaInput.from(config))
        .hasMessageContaining("source.kafka.bootstrap-servers");
    config.setString("source.kafka.start", "timestamp");
    config.setString("source.kafka.start-timestamp", "yesterday");
    assertThatThrownBy(() -> KafkaInput.from(config))
        .hasMessageContaining("source.kafka.start-timestamp is 'yesterday'");
  }

  private static KafkaEventReader reader(SplitsOnly splits, PartitionTimes times) {
    return new KafkaEventReader(splits, times, OUT_OF_ORDERNESS);
  }

  private static KafkaEvents.Deserializer opened() throws Exception {
    KafkaEvents.Deserializer schema =
        InstantiationUtil.clone(
            new KafkaEvents.Deserializer(IngestSettings.defaults(), Set.of(), Records.CLOCK));
    schema.open(null);
    return schema;
  }

  /** Watermarks with the split that they are of. */
  private record Watermarks(String split, List<String> emitted) implements ReaderOutput<Ingested> {
    @Override
    public SourceOutput<Ingested> createOutputForSplit(String of) {
      return new Watermarks(of, emitted);
    }

    @Override
    public void releaseOutputForSplit(String of) {}

    @Override
    public void emitWatermark(Watermark watermark) {
      emitted.add(split + " " + watermark.getTimestamp());
    }

    @Override
    public void collect(Ingested record) {}

    @Override
    public void collect(Ingested record, long timestamp) {}

    @Override
    public void markIdle() {}

    @Override
    public void markActive() {}
  }

  /** A reader that has these splits in its state. */
  private record SplitsOnly(List<KafkaPartitionSplit> splits)
      implements SourceReader<Ingested, KafkaPartitionSplit> {
    @Override
    public void start() {}

    @Override
    public InputStatus pollNext(ReaderOutput<Ingested> output) {
      return InputStatus.END_OF_INPUT;
    }

    @Override
    public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
      return splits;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void addSplits(List<KafkaPartitionSplit> more) {}

    @Override
    public void notifyNoMoreSplits() {}

    @Override
    public void close() {}
  }

  private static ConsumerRecord<byte[], byte[]> record(int partition, long offset, byte[] value) {
    return new ConsumerRecord<>(
        "requests",
        partition,
        offset,
        1_000_000 + offset,
        TimestampType.CREATE_TIME,
        -1,
        -1,
        null,
        value,
        new RecordHeaders(),
        Optional.empty());
  }

  private static final class Collected implements Collector<Ingested> {
    private final List<Ingested> records = new ArrayList<>();

    @Override
    public void collect(Ingested record) {
      records.add(record);
    }

    @Override
    public void close() {}
  }
}
