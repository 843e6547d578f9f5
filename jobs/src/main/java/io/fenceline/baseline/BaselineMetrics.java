// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import io.fenceline.metric.OwnMetrics;
import io.fenceline.metric.Tally;
import java.time.Clock;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.TimerService;

/**
 * What a subtask that judges clients tells of itself. Gauges are read by the reporter's thread,
 * which may see them a moment late.
 */
final class BaselineMetrics {
  /** Records whose event was there already. */
  final Tally duplicate;

  /** Events that came behind the watermark and were not judged. */
  final Tally late;

  private final ActiveClients active;
  private TimerService time;
  private long newest = Long.MIN_VALUE;

  BaselineMetrics(RuntimeContext context, long windowMillis, Clock clock) {
    MetricGroup own = OwnMetrics.of(context.getMetricGroup());
    duplicate = new Tally(context, "duplicate", own.counter("duplicate"));
    late = new Tally(context, "behind-watermark", own.counter("behind_watermark"));
    active = new ActiveClients(windowMillis);
    LongSupplier clients = active::count;
    own.gauge("active_clients", clients::getAsLong);
    // Others may have moved event time on further than any event that came here.
    DoubleSupplier behindNewest = () -> Math.max(0, behind(newest));
    own.gauge("watermark_behind_newest_millis", behindNewest::getAsDouble);
    DoubleSupplier behindClock = () -> behind(clock.millis());
    own.gauge("watermark_behind_clock_millis", behindClock::getAsDouble);
  }

  /** An event came in. */
  void received(long eventTime, TimerService timers) {
    time = timers;
    newest = Math.max(newest, eventTime);
  }

  /** A client's requests were judged. */
  void judged(String clientKey, long eventTime) {
    active.seen(clientKey, eventTime);
  }

  /** Milliseconds; not a number before the first event, the first watermark and after the last. */
  private double behind(long moment) {
    TimerService timers = time;
    if (timers == null) {
      return Double.NaN;
    }
    long watermark = timers.currentWatermark();
    boolean known = watermark != Long.MIN_VALUE && watermark != Long.MAX_VALUE;
    return known ? (double) (moment - watermark) : Double.NaN;
  }
}
