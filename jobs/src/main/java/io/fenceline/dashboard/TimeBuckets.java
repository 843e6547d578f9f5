// SPDX-License-Identifier: Apache-2.0
package io.fenceline.dashboard;

import java.util.List;

/**
 * Equal intervals over a time span that is not known before its end: the shortest of a ladder that
 * makes at most {@value #MOST} intervals of what was seen. Each step is a multiple of the one
 * before, so that finer intervals can be put together into coarser ones.
 */
final class TimeBuckets {
  static final int MOST = 100;

  private static final List<Long> SECONDS =
      List.of(
          1L, 5L, 10L, 30L, 60L, 300L, 600L, 1800L, 3600L, 10800L, 43200L, 86400L, 604800L,
          2419200L, 29030400L);

  private int step;
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;

  /**
   * Takes a time in epoch milliseconds.
   *
   * @return true if intervals grew, so that what is kept per interval must be put together
   */
  boolean extend(long at) {
    first = Math.min(first, at);
    last = Math.max(last, at);
    int before = step;
    while (step < SECONDS.size() - 1
        && bucket(last) / millis() - bucket(first) / millis() >= MOST) {
      step++;
    }
    return step != before;
  }

  /** Start of the interval that holds a time. */
  long bucket(long at) {
    return Math.floorDiv(at, millis()) * millis();
  }

  /** What was seen, in whole intervals; nothing if nothing was. */
  PanelData.Span span() {
    return first > last
        ? PanelData.Span.NONE
        : new PanelData.Span(bucket(first), bucket(last) + millis(), millis());
  }

  private long millis() {
    return SECONDS.get(step) * 1000;
  }
}
