// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import io.fenceline.ingest.RouteFunction;
import io.fenceline.model.DeadLetterReason;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of every record, from the job's accumulators. When the job has ended, {@code read =
 * events + duplicates + deadLettered}.
 *
 * @param read records read
 * @param events enriched events delivered
 * @param duplicates records that were byte for byte one read before
 * @param deadLettered records set aside
 * @param deadLetterReasons those by {@link DeadLetterReason#code()}, only reasons that occurred
 * @param late events among the delivered that came behind the watermark and were not judged
 * @param alertRevisions revisions of alerts delivered, those of variants of detection included
 * @param windows window statistics delivered
 * @param droppedRows rows of rules in SQL that lacked time or entity, by rule, only where there
 *     were some
 * @param newestEventTime newest event time read, epoch milliseconds; {@link Progress#NO_EVENT_TIME}
 *     before the first event
 */
public record JobAccount(
    long read,
    long events,
    long duplicates,
    long deadLettered,
    Map<String, Long> deadLetterReasons,
    long late,
    long alertRevisions,
    long windows,
    Map<String, Long> droppedRows,
    long newestEventTime) {
  private static final String DROPPED = "rule.dropped.";

  /** Reads the accumulators of a running or finished job; what is not there yet counts 0. */
  static JobAccount of(Map<String, Object> accumulators) {
    Map<String, Long> reasons = new TreeMap<>();
    for (DeadLetterReason reason : DeadLetterReason.values()) {
      long count = number(accumulators, RouteFunction.deadLettered(reason));
      if (count > 0) {
        reasons.put(reason.code(), count);
      }
    }
    return new JobAccount(
        number(accumulators, RouteFunction.READ),
        number(accumulators, "delivered.events"),
        number(accumulators, "duplicate"),
        number(accumulators, RouteFunction.DEAD_LETTERED),
        reasons,
        number(accumulators, "behind-watermark"),
        alertRevisions(accumulators),
        number(accumulators, "delivered.windows"),
        droppedRows(accumulators),
        accumulators.get(RouteFunction.NEWEST) instanceof Long newest
            ? newest
            : Progress.NO_EVENT_TIME);
  }

  /** True if every record is accounted for, given that all events are delivered. */
  boolean isBalanced() {
    return read == events + duplicates + deadLettered;
  }

  /** Those of all variants of detection, too. */
  private static long alertRevisions(Map<String, Object> accumulators) {
    return accumulators.keySet().stream()
        .filter(name -> name.startsWith("delivered.alerts"))
        .mapToLong(name -> number(accumulators, name))
        .sum();
  }

  private static Map<String, Long> droppedRows(Map<String, Object> accumulators) {
    Map<String, Long> dropped = new TreeMap<>();
    for (String name : accumulators.keySet()) {
      if (name.startsWith(DROPPED) && number(accumulators, name) > 0) {
        dropped.put(name.substring(DROPPED.length()), number(accumulators, name));
      }
    }
    return dropped;
  }

  private static long number(Map<String, Object> accumulators, String name) {
    return accumulators.get(name) instanceof Long value ? value : 0;
  }
}
