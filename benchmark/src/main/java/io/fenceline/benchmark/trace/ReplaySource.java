// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.trace;

import io.fenceline.ingest.IngestSettings;
import io.fenceline.ingest.Ingested;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Traffic from memory, as JSON that is decoded in the source's task as the job's own sources do it.
 * Each reader plays the copies that fall to it. Nothing can be restored from its checkpoints.
 */
public final class ReplaySource implements Source<Ingested, NoSplit, NoSplit> {
  private static final long serialVersionUID = 1L;

  private final Traffic traffic;
  private final IngestSettings settings;
  private final Set<String> extraPaths;

  /**
   * A source.
   *
   * @param extraPaths fields outside the contract to keep, as of the privacy policy
   */
  public ReplaySource(Traffic traffic, IngestSettings settings, Set<String> extraPaths) {
    this.traffic = traffic;
    this.settings = settings;
    this.extraPaths = Set.copyOf(extraPaths);
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public SourceReader<Ingested, NoSplit> createReader(SourceReaderContext context) {
    return new ReplayReader(
        traffic.player(),
        traffic.events(),
        context.getIndexOfSubtask(),
        context.currentParallelism(),
        settings,
        extraPaths);
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
    public void addSplitsBack(List<NoSplit> splits, int subtask) {}

    @Override
    public NoSplit snapshotState(long checkpoint) {
      return NoSplit.NONE;
    }

    @Override
    public void close() {}
  }
}
