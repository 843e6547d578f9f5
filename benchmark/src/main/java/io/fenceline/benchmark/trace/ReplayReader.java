// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.trace;

import io.fenceline.benchmark.Process;
import io.fenceline.ingest.IngestSettings;
import io.fenceline.ingest.Ingested;
import io.fenceline.ingest.RecordIntake;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;

/** Plays every copy whose number leaves the reader's own when divided by the readers there are. */
final class ReplayReader implements SourceReader<Ingested, NoSplit> {
  private final Traffic.Player player;
  private final long events;
  private final int own;
  private final int readers;
  private final String name;
  private final RecordIntake intake;
  private long position;

  ReplayReader(
      Traffic.Player player,
      long events,
      int own,
      int readers,
      IngestSettings settings,
      Set<String> extraPaths) {
    this.player = player;
    this.events = events;
    this.own = own;
    this.readers = readers;
    name = "memory/" + own;
    intake = new RecordIntake(settings, extraPaths, Clock.systemUTC());
  }

  @Override
  public void start() {}

  @Override
  public InputStatus pollNext(ReaderOutput<Ingested> output) {
    do {
      if (player.number() == events) {
        return InputStatus.END_OF_INPUT;
      }
      player.advance();
    } while (player.copy() % readers != own);
    if (position == 0) {
      Process.markBeginning();
    }
    output.collect(intake.accept(player.json(), name, position++, player.time()));
    return InputStatus.MORE_AVAILABLE;
  }

  @Override
  public List<NoSplit> snapshotState(long checkpoint) {
    return List.of();
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void addSplits(List<NoSplit> splits) {}

  @Override
  public void notifyNoMoreSplits() {}

  @Override
  public void close() {}
}
