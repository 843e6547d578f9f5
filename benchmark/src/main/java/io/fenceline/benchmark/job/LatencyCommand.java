// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.job;

import io.fenceline.benchmark.Machine;
import io.fenceline.benchmark.Page;
import io.fenceline.benchmark.memory.MemorySource;
import io.fenceline.benchmark.trace.Traffic;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.flink.util.TimeUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures how long after its last event an alert leaves the job, by the clock. */
@Command(
    name = "latency",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "How long an alert takes from its last event to leaving the job, by the clock.")
public final class LatencyCommand implements Callable<Integer> {
  @Option(
      names = "--input",
      defaultValue = "deploy/local/sample/recorded-attacks.jsonl.gz",
      description = "The recording that is played.")
  private Path input;

  @Option(names = "--rate", defaultValue = "10000", description = "Events per second.")
  private int rate;

  @Option(names = "--clients", defaultValue = "100000", description = "About how many.")
  private int clients;

  @Option(names = "--seconds", defaultValue = "120", description = "That are measured.")
  private int seconds;

  @Option(names = "--warm-up", defaultValue = "60", description = "Seconds before these.")
  private int warmUp;

  @Option(
      names = "--out-of-orderness",
      defaultValue = "5 s",
      description = "As ingest.out-of-orderness; waiting for it is no part of the figures.")
  private String outOfOrderness;

  @Override
  public Integer call() throws Exception {
    double load = Machine.load();
    Workload workload =
        Workload.of(input, Long.MAX_VALUE, clients)
            .withOutOfOrderness(TimeUtils.parseDuration(outOfOrderness));
    Traffic.Player player = workload.traffic().player();
    double speed = rate / player.perSecond();
    WholeJob job = new WholeJob(workload);
    Clock clock = Clock.systemUTC();
    Latency latency =
        job.latency(
            new MemorySource<>(
                new PacedTraffic(
                    workload.traffic(),
                    speed,
                    warmUp + seconds,
                    job.settings().ingest(),
                    job.settings().privacy().policy().extraPaths())),
            clock,
            Duration.ofSeconds(warmUp),
            Duration.ofSeconds(seconds));
    if (latency.alerts() == 0) {
      throw new IllegalStateException("no alert in " + seconds + " s: nothing was measured");
    }
    Page.put("latency", load, text(player, speed, latency));
    return 0;
  }

  private String text(Traffic.Player player, double speed, Latency latency) {
    return String.format(
        Locale.ROOT,
        """
        The sample, %.1f times faster than recorded, by %,d clients, in the pace of the clock: %,d events per second, out-of-orderness %s, parallelism 1, state on the heap.
        The process used %.0f %% of one processor, compilation and garbage collection included.
        Measured from the time of the event that completed a revision of an alert to its document leaving the job, less the out-of-orderness; the first %d s and what the end of the input lets out are left out.

        | documents of alerts | median, ms | 90 %%, ms | 99 %%, ms | longest, ms |
        |--:|--:|--:|--:|--:|
        | %,d | %,d | %,d | %,d | %,d |
        """,
        speed,
        player.clients(),
        rate,
        outOfOrderness,
        latency.busy() * 100,
        warmUp,
        latency.alerts(),
        latency.share(0.5),
        latency.share(0.9),
        latency.share(0.99),
        latency.share(1));
  }
}
