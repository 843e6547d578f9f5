// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.memory;

import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Records from memory. Nothing can be restored from its checkpoints. */
public final class MemorySource<T> implements Source<T, NoSplit, NoSplit> {
  private static final long serialVersionUID = 1L;

  private final Feed<T> feed;
  private final boolean endless;

  /** A source that ends where all its feeds do. */
  public MemorySource(Feed<T> feed) {
    this(feed, false);
  }

  private MemorySource(Feed<T> feed, boolean endless) {
    this.feed = feed;
    this.endless = endless;
  }

  /** A source that waits, behind the last record, until the job is cancelled. */
  public static <T> MemorySource<T> endless(Feed<T> feed) {
    return new MemorySource<>(feed, true);
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public SourceReader<T, NoSplit> createReader(SourceReaderContext context) {
    return new MemoryReader<>(
        feed.open(context.getIndexOfSubtask(), context.currentParallelism()), endless);
  }

  @Override
  public SplitEnumerator<NoSplit, NoSplit> createEnumerator(
      SplitEnumeratorContext<NoSplit> context) {
    return new Enumerator();
  }

  @Override
  public SplitEnumerator<NoSplit, NoSplit> restoreEnumerator(
      SplitEnumeratorContext<NoSplit> context, NoSplit checkpoint) {
    return new Enumerator();
  }

  @Override
  public SimpleVersionedSerializer<NoSplit> getSplitSerializer() {
    return NoSplit.SERIALIZER;
  }

  @Override
  public SimpleVersionedSerializer<NoSplit> getEnumeratorCheckpointSerializer() {
    return NoSplit.SERIALIZER;
  }

  /** Has nothing to give: a reader knows its part by its number. */
  private static final class Enumerator implements SplitEnumerator<NoSplit, NoSplit> {
    @Override
    public void start() {}

    @Override
    public void addReader(int subtask) {}

    @Override
    public void handleSplitRequest(int subtask, String host) {}

    @Override
    public void addSplitsBack(java.util.List<NoSplit> splits, int subtask) {}

    @Override
    public NoSplit snapshotState(long checkpoint) {
      return NoSplit.NONE;
    }

    @Override
    public void close() {}
  }
}
