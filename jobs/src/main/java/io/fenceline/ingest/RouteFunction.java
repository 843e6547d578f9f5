// SPDX-License-Identifier: Apache-2.0
package io.fenceline.ingest;

import io.fenceline.metric.OwnMetrics;
import io.fenceline.metric.Tally;
import io.fenceline.model.DeadLetter;
import io.fenceline.model.DeadLetterReason;
import io.fenceline.model.InferenceEvent;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.accumulators.LongMaximum;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Takes events and dead letters apart: events go on, dead letters leave by {@link #DEAD_LETTERS}.
 *
 * <p>Counts, as metrics and as accumulators: {@code read = accepted + dead-lettered}, and {@code
 * dead-lettered} is the sum over the reasons. Both begin anew after a recovery.
 */
public final class RouteFunction extends ProcessFunction<Ingested, InferenceEvent> {
  /** Where dead letters leave. */
  public static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("dead-letters", TypeInformation.of(DeadLetter.class));

  /** Accumulator of all records. */
  public static final String READ = "read";

  /** Accumulator of records that became events. */
  public static final String ACCEPTED = "accepted";

  /** Accumulator of records set aside; with a dot and a reason's code behind it, of that reason. */
  public static final String DEAD_LETTERED = "dead-lettered";

  /** Accumulator of the newest event time read, epoch milliseconds. */
  public static final String NEWEST = "newest-event-time";

  private static final long serialVersionUID = 1L;

  private transient Tally read;
  private transient Tally accepted;
  private transient LongCounter deadLettered;
  private transient Map<DeadLetterReason, Tally> reasons;
  private transient LongMaximum newest;

  /** The accumulator of one reason. */
  public static String deadLettered(DeadLetterReason reason) {
    return DEAD_LETTERED + "." + reason.code();
  }

  @Override
  public void open(OpenContext context) {
    MetricGroup operator = getRuntimeContext().getMetricGroup();
    MetricGroup own = OwnMetrics.of(operator);
    read = new Tally(getRuntimeContext(), READ, own.counter("read"));
    accepted = new Tally(getRuntimeContext(), ACCEPTED, own.counter("accepted"));
    deadLettered = new LongCounter();
    getRuntimeContext().addAccumulator(DEAD_LETTERED, deadLettered);
    newest = new LongMaximum();
    getRuntimeContext().addAccumulator(NEWEST, newest);
    reasons = new EnumMap<>(DeadLetterReason.class);
    for (DeadLetterReason reason : DeadLetterReason.values()) {
      reasons.put(
          reason,
          new Tally(
              getRuntimeContext(),
              deadLettered(reason),
              OwnMetrics.of(operator, "reason", reason.code()).counter("dead_lettered")));
    }
  }

  @Override
  public void processElement(Ingested ingested, Context context, Collector<InferenceEvent> out) {
    read.increment();
    if (ingested.isAccepted()) {
      accepted.increment();
      newest.add(ingested.event().timestamp());
      out.collect(ingested.event());
    } else {
      DeadLetter letter = ingested.deadLetter();
      deadLettered.add(1L);
      reasons.get(letter.reason()).increment();
      context.output(DEAD_LETTERS, letter);
    }
  }
}
