// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.backtest;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts by time, of days in UTC or of other steps. */
final class Days {
  private Days() {}

  /** Every day of a period, those without traffic too. */
  static List<LocalDate> of(Period period) {
    if (period.from() >= period.to()) {
      return List.of();
    }
    return day(period.from()).datesUntil(day(period.to() - 1).plusDays(1)).toList();
  }

  /** Counts by day. */
  static Map<LocalDate, Long> count(Map<Long, Long> buckets) {
    Map<LocalDate, Long> days = new TreeMap<>();
    buckets.forEach((time, count) -> days.merge(day(time), count, Long::sum));
    return days;
  }

  /** Counts by the begin of a step. */
  static Map<Long, Long> steps(Map<Long, Long> buckets, long stepMillis) {
    Map<Long, Long> steps = new TreeMap<>();
    buckets.forEach(
        (time, count) ->
            steps.merge(Math.floorDiv(time, stepMillis) * stepMillis, count, Long::sum));
    return steps;
  }

  private static LocalDate day(long instant) {
    return Instant.ofEpochMilli(instant).atZone(ZoneOffset.UTC).toLocalDate();
  }
}
