// SPDX-License-Identifier: Apache-2.0
package io.fenceline.ingest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;

/**
 * The connector's reader, whose checkpoints also hold the newest time of each partition. A restored
 * reader says at once how far event time has come: a log without new records would otherwise hold
 * back for ever what was read, but not judged, before the checkpoint.
 */
final class KafkaEventReader implements SourceReader<Ingested, KafkaPartitionSplit> {
  private final SourceReader<Ingested, KafkaPartitionSplit> reader;
  private final PartitionTimes times;
  private final long outOfOrderness;
  private final List<TimedPartition> restored = new ArrayList<>();

  /**
   * Wraps a reader.
   *
   * @param outOfOrderness how far the watermark stands behind the newest event, milliseconds
   */
  KafkaEventReader(
      SourceReader<Ingested, KafkaPartitionSplit> reader,
      PartitionTimes times,
      long outOfOrderness) {
    this.reader = reader;
    this.times = times;
    this.outOfOrderness = outOfOrderness;
  }

  @Override
  public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
    return reader.snapshotState(checkpointId).stream()
        .<KafkaPartitionSplit>map(
            split -> new TimedPartition(split, times.newest(split.getTopicPartition())))
        .toList();
  }

  @Override
  public void addSplits(List<KafkaPartitionSplit> splits) {
    for (KafkaPartitionSplit split : splits) {
      if (split instanceof TimedPartition timed && timed.newest() != RecordIntake.NO_TIME) {
        times.resume(timed.getTopicPartition(), timed.newest());
        restored.add(timed);
      }
    }
    reader.addSplits(splits);
  }

  @Override
  public void start() {
    reader.start();
  }

  @Override
  public InputStatus pollNext(ReaderOutput<Ingested> output) throws Exception {
    for (TimedPartition partition : restored) {
      output
          .createOutputForSplit(partition.splitId())
          .emitWatermark(EventTime.watermark(partition.newest(), outOfOrderness));
    }
    restored.clear();
    return reader.pollNext(output);
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return reader.isAvailable();
  }

  @Override
  public void notifyNoMoreSplits() {
    reader.notifyNoMoreSplits();
  }

  @Override
  public void handleSourceEvents(SourceEvent event) {
    reader.handleSourceEvents(event);
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    reader.notifyCheckpointComplete(checkpointId);
  }

  @Override
  public void notifyCheckpointAborted(long checkpointId) throws Exception {
    reader.notifyCheckpointAborted(checkpointId);
  }

  @Override
  public void pauseOrResumeSplits(Collection<String> toPause, Collection<String> toResume) {
    reader.pauseOrResumeSplits(toPause, toResume);
  }

  @Override
  public void close() throws Exception {
    reader.close();
  }
}
