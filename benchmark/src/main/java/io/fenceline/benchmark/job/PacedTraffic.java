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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Traffic whose events come when the clock says what stands in them, faster than it was recorded.
 * One reader plays all of it.
 *
 * @param traffic what is played; its start is not used
 * @param speed how many times faster than recorded
 * @param seconds how long by the clock
 * @param extraPaths fields outside the contract to keep, as of the privacy policy
 */
record PacedTraffic(
    Traffic traffic, double speed, int seconds, IngestSettings settings, Set<String> extraPaths)
    implements Feed<Ingested> {

  @Override
  public Iterator<Ingested> open(int own, int readers) {
    Clock clock = Clock.systemUTC();
    Traffic.Player player = traffic.player();
    RecordIntake intake = new RecordIntake(settings, extraPaths, clock);
    long begin = clock.millis();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return clock.millis() - begin < TimeUnit.SECONDS.toMillis(seconds);
      }

      @Override
      public Ingested next() {
        player.advance();
        long time = begin + (long) ((player.time() - traffic.start()) / speed);
        for (long early; (early = time - clock.millis()) > 0; ) {
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(early));
        }
        return intake.accept(player.json(player.copy(), time), "memory", player.number(), time);
      }
    };
  }
}
