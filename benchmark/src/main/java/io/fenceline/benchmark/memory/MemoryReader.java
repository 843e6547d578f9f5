// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.memory;

import io.fenceline.benchmark.Process;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;

/**
 * Hands on what there is; its first record begins the measurement, its last may not end the job.
 */
final class MemoryReader<T> implements SourceReader<T, NoSplit> {
  private final boolean endless;
  private Iterator<T> records;
  private boolean begun;

  MemoryReader(Iterator<T> records, boolean endless) {
    this.records = records;
    this.endless = endless;
  }

  @Override
  public void start() {}

  @Override
  public InputStatus pollNext(ReaderOutput<T> output) {
    if (!records.hasNext()) {
      // Nobody should find in memory what was only read from.
      records = Collections.emptyIterator();
      return endless ? InputStatus.NOTHING_AVAILABLE : InputStatus.END_OF_INPUT;
    }
    if (!begun) {
      begun = true;
      Process.beginNow();
    }
    output.collect(records.next());
    return InputStatus.MORE_AVAILABLE;
  }

  @Override
  public List<NoSplit> snapshotState(long checkpoint) {
    return List.of();
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return records.hasNext() || !endless
        ? CompletableFuture.completedFuture(null)
        : new CompletableFuture<>();
  }

  @Override
  public void addSplits(List<NoSplit> splits) {}

  @Override
  public void notifyNoMoreSplits() {}

  @Override
  public void close() {}
}
