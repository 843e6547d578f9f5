// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.backtest;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenceline.command.report.DocumentFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * The time that a backtest covers. Instants are epoch milliseconds.
 *
 * @param from begin of the first window with traffic
 * @param to end of the last one
 * @param requests judged in time, by the begin of their ten minutes
 */
public record Period(long from, long to, Map<Long, Long> requests) {
  private static final double DAY = 86_400_000;

  /**
   * From the windows of a run.
   *
   * @throws IOException if the file cannot be read
   */
  public static Period read(Path windows) throws IOException {
    long from = Long.MAX_VALUE;
    long to = Long.MIN_VALUE;
    Map<Long, Long> requests = new TreeMap<>();
    for (JsonNode window : DocumentFile.read(windows)) {
      long start = Instant.parse(window.at("/event/start").asText()).toEpochMilli();
      from = Math.min(from, start);
      to = Math.max(to, Instant.parse(window.at("/event/end").asText()).toEpochMilli());
      requests.merge(
          Math.floorDiv(start, RuleHits.BUCKET_MILLIS) * RuleHits.BUCKET_MILLIS,
          window.at("/fenceline/window/requests").asLong(),
          Long::sum);
    }
    return from > to ? new Period(0, 0, requests) : new Period(from, to, requests);
  }

  /** Its length in days. */
  public double days() {
    return (to - from) / DAY;
  }

  /**
   * How much one column of a chart or a line of bars stands for, so that there are not too many.
   */
  public long stepMillis(int mostColumns) {
    long[] steps = {1, 3, 6, 36, 72, 144, 1008};
    for (long step : steps) {
      if ((to - from) / (step * RuleHits.BUCKET_MILLIS) < mostColumns) {
        return step * RuleHits.BUCKET_MILLIS;
      }
    }
    return steps[steps.length - 1] * RuleHits.BUCKET_MILLIS;
  }
}
