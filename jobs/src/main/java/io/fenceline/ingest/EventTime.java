// SPDX-License-Identifier: Apache-2.0
package io.fenceline.ingest;

import java.time.Clock;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Event time of the job: bounded out-of-orderness over accepted events, for each partition by
 * itself. Dead letters do not advance it, and an event from the future advances it to this
 * machine's clock at most.
 */
public final class EventTime {
  private EventTime() {}

  /** The strategy for sources of this package. */
  public static WatermarkStrategy<Ingested> strategy(IngestSettings settings) {
    return strategy(settings, Clock.systemUTC());
  }

  static WatermarkStrategy<Ingested> strategy(IngestSettings settings, Clock clock) {
    long outOfOrderness = settings.outOfOrderness().toMillis();
    return WatermarkStrategy.<Ingested>forGenerator(
            context -> new BehindNewest(outOfOrderness, clock))
        .withTimestampAssigner(
            (ingested, recordTimestamp) ->
                ingested.isAccepted() ? ingested.event().timestamp() : recordTimestamp)
        .withIdleness(settings.idleTimeout());
  }

  /** Where event time stands when that is the newest event of a partition. */
  static Watermark watermark(long newest, long outOfOrderness) {
    return new Watermark(newest - outOfOrderness - 1);
  }

  /**
   * Stands the allowed out-of-orderness, and one millisecond, behind the newest event. Besides
   * Flink's wall-clock interval it moves with every second of event time, so that a replay, which
   * reads hours in seconds, keeps no more in its buffers than live traffic does.
   */
  private static final class BehindNewest implements WatermarkGenerator<Ingested> {
    private static final long STEP = 1_000;

    private final long outOfOrderness;
    private final Clock clock;
    private long newest = Long.MIN_VALUE;
    private long emitted = Long.MIN_VALUE;

    BehindNewest(long outOfOrderness, Clock clock) {
      this.outOfOrderness = outOfOrderness;
      this.clock = clock;
    }

    @Override
    public void onEvent(Ingested ingested, long timestamp, WatermarkOutput output) {
      if (!ingested.isAccepted()) {
        return;
      }
      long time = ingested.event().timestamp();
      if (time > newest) {
        newest = Math.max(newest, Math.min(time, clock.millis()));
        if (emitted == Long.MIN_VALUE || newest - emitted >= STEP) {
          emit(output);
        }
      }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      if (newest > emitted) {
        emit(output);
      }
    }

    private void emit(WatermarkOutput output) {
      emitted = newest;
      output.emitWatermark(watermark(newest, outOfOrderness));
    }
  }
}
