// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.job;

import io.fenceline.benchmark.Process;
import io.fenceline.benchmark.Process.Spent;
import io.fenceline.benchmark.trace.Traffic;
import io.fenceline.ingest.RouteFunction;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * What a run of a job cost and found.
 *
 * @param events read
 * @param spent from the first record to the end of the job
 * @param found alerts, every revision, or another count that runs must agree in
 * @param deadLetters set aside; there should be none
 * @param documentBytes of all documents
 */
record Run(long events, Spent spent, long found, long deadLetters, long documentBytes) {
  private static final double NANOS = 1e9;
  private static final double MILLION = 1e6;

  /**
   * Runs a job to its end.
   *
   * @param read accumulator of events
   * @param found accumulator of what runs must agree in
   */
  static Run of(StreamExecutionEnvironment env, String read, String found) throws Exception {
    Process.reset();
    Map<String, Object> counted = env.execute().getAllAccumulatorResults();
    return new Run(
        number(counted, read),
        Process.sinceBeginning(),
        number(counted, found),
        number(counted, RouteFunction.DEAD_LETTERED),
        counted.keySet().stream()
            .filter(name -> name.startsWith(Nowhere.counter("")))
            .mapToLong(name -> number(counted, name))
            .sum());
  }

  /** Makes the lines of traffic and does nothing with them; what is found are their bytes. */
  static Run ofLines(Traffic traffic) {
    Traffic.Player player = traffic.player();
    Process.reset();
    Process.beginNow();
    long bytes = 0;
    while (player.number() < traffic.events()) {
      player.advance();
      bytes += player.json().length;
    }
    return new Run(player.number(), Process.sinceBeginning(), bytes, 0, 0);
  }

  private static long number(Map<String, Object> counted, String name) {
    return counted.get(name) instanceof Long value ? value : 0;
  }

  /** Processor seconds of the process per million events. */
  double cpuPerMillion() {
    return spent.cpuNanos() / NANOS / (events / MILLION);
  }

  double wallSeconds() {
    return spent.wallNanos() / NANOS;
  }

  double bytesPerEvent() {
    return (double) spent.bytes() / events;
  }

  /** All of it, in a line for people. */
  String summary() {
    return String.format(
        Locale.ROOT,
        "%.2f CPU-s per million events; wall %.1f s, %,.0f events/s; allocated %,.0f bytes per"
            + " event; %,d events, %,d alerts, %,d dead letters, %,d bytes of documents",
        cpuPerMillion(),
        wallSeconds(),
        events / wallSeconds(),
        bytesPerEvent(),
        events,
        found,
        deadLetters,
        documentBytes);
  }
}
