// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.job;

import io.fenceline.benchmark.Process;
import io.fenceline.benchmark.memory.Feed;
import io.fenceline.benchmark.trace.Traffic;
import io.fenceline.ingest.IngestSettings;
import io.fenceline.ingest.Ingested;
import io.fenceline.ingest.RecordIntake;
import java.time.Clock;
import java.util.Iterator;
import java.util.Set;

/**
 * Clients of which each asks once. The heap is looked at twice on the way, after collections: what
 * it grew by between is what that many clients take.
 *
 * @param between how many clients there are from the first look to the second
 */
record OneRequestEach(Traffic traffic, int between, IngestSettings settings, Set<String> extraPaths)
    implements Feed<Ingested> {
  private static final int BEFORE = 10_000;

  /** Between two requests, in milliseconds of event time. */
  private static final long PACE = 10;

  @Override
  public Iterator<Ingested> open(int own, int readers) {
    Traffic.Player player = traffic.player();
    RecordIntake intake = new RecordIntake(settings, extraPaths, Clock.systemUTC());
    return new Iterator<>() {
      private int number;

      @Override
      public boolean hasNext() {
        if (number == BEFORE || number == BEFORE + between) {
          Process.lookAtHeap();
        }
        return number < BEFORE + between;
      }

      @Override
      public Ingested next() {
        number++;
        player.advance();
        long time = traffic.start() + number * PACE;
        return intake.accept(player.json(number, time), "memory", number, time);
      }
    };
  }
}
