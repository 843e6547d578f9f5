// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.job;

import io.fenceline.benchmark.memory.Feed;
import io.fenceline.benchmark.trace.Traffic;
import io.fenceline.ingest.IngestSettings;
import io.fenceline.ingest.Ingested;
import io.fenceline.ingest.RecordIntake;
import java.time.Clock;
import java.util.Iterator;
import java.util.Set;

/**
 * Traffic as JSON that is decoded in the source's task as the job's own sources do it. Each reader
 * plays the copies whose number leaves its own when divided by the readers there are.
 *
 * @param extraPaths fields outside the contract to keep, as of the privacy policy
 */
record DecodedTraffic(Traffic traffic, IngestSettings settings, Set<String> extraPaths)
    implements Feed<Ingested> {

  @Override
  public Iterator<Ingested> open(int own, int readers) {
    return new Reading(
        traffic, own, readers, new RecordIntake(settings, extraPaths, Clock.systemUTC()));
  }

  private static final class Reading implements Iterator<Ingested> {
    private final Traffic.Player player;
    private final long events;
    private final int own;
    private final int readers;
    private final String name;
    private final RecordIntake intake;
    private long position;
    private boolean ready;

    Reading(Traffic traffic, int own, int readers, RecordIntake intake) {
      player = traffic.player();
      events = traffic.events();
      this.own = own;
      this.readers = readers;
      name = "memory/" + own;
      this.intake = intake;
    }

    @Override
    public boolean hasNext() {
      while (!ready && player.number() < events) {
        player.advance();
        ready = player.copy() % readers == own;
      }
      return ready;
    }

    @Override
    public Ingested next() {
      ready = false;
      return intake.accept(player.json(), name, position++, player.time());
    }
  }
}
