// SPDX-License-Identifier: Apache-2.0
package io.fenceline.ingest;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.Counter;

/** Reads the one split, or ends at once if another reader has it. */
final class LogReader implements SourceReader<Ingested, LogSplit> {
  private final RecordIntake intake;
  private final int maxRecordBytes;
  private final Counter read;
  private CompletableFuture<Void> told = new CompletableFuture<>();
  private LogSplit assigned = new LogSplit(List.of());
  private LogMerge merge;
  private boolean noMore;

  /** Counts records in Flink's own counter. */
  LogReader(Counter read, RecordIntake intake, int maxRecordBytes) {
    this.read = read;
    this.intake = intake;
    this.maxRecordBytes = maxRecordBytes;
  }

  @Override
  public void start() {}

  @Override
  public InputStatus pollNext(ReaderOutput<Ingested> output) throws Exception {
    if (assigned.files().isEmpty()) {
      return noMore ? InputStatus.END_OF_INPUT : InputStatus.NOTHING_AVAILABLE;
    }
    if (merge == null) {
      merge = new LogMerge(assigned.files(), intake, maxRecordBytes, LogMerge.MAX_OPEN);
    }
    Ingested next = merge.next();
    if (next == null) {
      return end();
    }
    read.inc();
    output.collect(next);
    return InputStatus.MORE_AVAILABLE;
  }

  /**
   * There is one split in all, but a reader that has ended before it was told so makes Flink call
   * the task failed, as the message finds nobody: with a log of a few lines that is a race.
   */
  private InputStatus end() {
    if (noMore) {
      return InputStatus.END_OF_INPUT;
    }
    told = new CompletableFuture<>();
    return InputStatus.NOTHING_AVAILABLE;
  }

  @Override
  public List<LogSplit> snapshotState(long checkpoint) {
    if (assigned.files().isEmpty()) {
      return List.of();
    }
    return List.of(merge == null ? assigned : new LogSplit(merge.progress()));
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return told;
  }

  @Override
  public void addSplits(List<LogSplit> splits) {
    if (splits.size() != 1 || !assigned.files().isEmpty()) {
      throw new IllegalStateException("there is one split in all; end and restart the job");
    }
    assigned = splits.get(0);
    told.complete(null);
  }

  @Override
  public void notifyNoMoreSplits() {
    noMore = true;
    told.complete(null);
  }

  @Override
  public void close() throws Exception {
    if (merge != null) {
      merge.close();
    }
  }
}
