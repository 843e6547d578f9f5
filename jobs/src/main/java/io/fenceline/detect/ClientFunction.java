// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import io.fenceline.model.Detection;
import io.fenceline.model.EnrichedEvent;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * A detector that judges each request of a client by one record it keeps of that client on that
 * model. The record is over after the idle time, judged by the next request's own time.
 *
 * @param <S> the record, bounded in size
 */
abstract class ClientFunction<S> extends KeyedProcessFunction<String, EnrichedEvent, Detection> {
  private static final long serialVersionUID = 1L;

  private final Class<S> type;
  private final IdleTime idle;
  private transient ValueState<S> memory;
  private transient ValueState<Long> expiry;

  ClientFunction(Class<S> type, long idleMillis) {
    this.type = type;
    this.idle = new IdleTime(idleMillis);
  }

  /** What is known of a client of whom nothing is remembered. */
  abstract S none();

  /** False for a request that can neither be evidence nor change what is remembered. */
  abstract boolean concerns(EnrichedEvent request);

  /** What is known of the client after this request; {@link #none()} keeps no state. */
  abstract S judge(S known, EnrichedEvent request, Collector<Detection> out);

  @Override
  public void open(OpenContext context) {
    memory =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("client", TypeInformation.of(type)));
    expiry =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("expiry", TypeInformation.of(Long.class)));
  }

  @Override
  public void processElement(EnrichedEvent request, Context context, Collector<Detection> out)
      throws Exception {
    if (request.enrichment().late() || !concerns(request)) {
      return;
    }
    long timestamp = request.event().timestamp();
    S kept = memory.value();
    Long end = kept == null ? null : expiry.value();
    boolean known = kept != null && end > timestamp;
    S before = known ? kept : none();
    S after = judge(before, request, out);
    if (after.equals(none())) {
      if (kept != null) {
        memory.clear();
      }
      return;
    }
    if (!after.equals(kept)) {
      memory.update(after);
    }
    long over = idle.overAfter(timestamp);
    if (kept == null) {
      end = expiry.value();
    }
    if (end == null || end < over) {
      expiry.update(over);
      context.timerService().registerEventTimeTimer(idle.cleanUpAfter(over));
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Detection> out)
      throws Exception {
    if (expiry.value() != null && idle.cleanUpAfter(expiry.value()) <= timestamp) {
      memory.clear();
      expiry.clear();
    }
  }
}
