// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import io.fenceline.model.Detection;
import io.fenceline.model.EnrichedEvent;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Runs all detectors that judge a client by its own requests, in one operator: with one for each,
 * most of what a request cost was to look its client up in the state of each.
 *
 * <p>State per client and model: one {@link ClientMemory}, none if no detector remembers anything,
 * and a timer while there is one. Detectors may be added, removed and put in another order between
 * savepoints, see {@link ClientMemorySnapshot}.
 */
final class ClientDetectors extends KeyedProcessFunction<String, EnrichedEvent, Detection> {
  private static final long serialVersionUID = 1L;

  /** No time at which anything is due. */
  private static final long UNCHANGED = Long.MIN_VALUE;

  private final ClientDetector<?>[] detectors;
  private transient ClientMemorySerializer serializer;
  private transient ValueState<ClientMemory> memories;
  private transient Outputs findings;

  /**
   * The operator of some detectors.
   *
   * @throws IllegalArgumentException if there are too many for a {@link ClientMemory}, or two of
   *     one name
   */
  ClientDetectors(List<? extends ClientDetector<?>> detectors) {
    this.detectors = detectors.toArray(ClientDetector<?>[]::new);
    ClientMemory.checkNames(names());
  }

  private List<String> names() {
    return Stream.of(detectors).map(ClientDetector::name).toList();
  }

  @Override
  public void open(OpenContext context) {
    serializer =
        new ClientMemorySerializer(
            names(), Stream.of(detectors).<TypeSerializer<?>>map(this::serializer).toList());
    memories = getRuntimeContext().getState(new ValueStateDescriptor<>("memory", serializer));
    findings = new Outputs();
  }

  private TypeSerializer<?> serializer(ClientDetector<?> detector) {
    return getRuntimeContext().createSerializer(TypeInformation.of(detector.type()));
  }

  @Override
  public void processElement(EnrichedEvent request, Context context, Collector<Detection> out)
      throws Exception {
    if (request.enrichment().late()) {
      return;
    }
    ClientMemory kept = memories.value();
    ClientMemory memory =
        kept == null ? new ClientMemory(serializer.names()) : kept.with(serializer.names());
    findings.of(context, out);
    boolean changed = false;
    long first = ClientMemory.NO_TIMER;
    for (int slot = 0; slot < detectors.length; slot++) {
      long due = judge(slot, detectors[slot], memory, request);
      if (due != UNCHANGED) {
        changed = true;
        first = Math.min(first, due);
      }
    }
    if (changed && memory.isEmpty()) {
      memories.clear();
    } else if (changed) {
      cleanUpBy(first, memory, context.timerService());
      memories.update(memory);
    }
  }

  /**
   * When the record that is kept now can be cleaned up, {@link ClientMemory#NO_TIMER} if none is
   * any more, {@link #UNCHANGED} if all is as before.
   */
  private <S> long judge(
      int slot, ClientDetector<S> detector, ClientMemory memory, EnrichedEvent request) {
    long timestamp = request.event().timestamp();
    S kept = detector.type().cast(memory.get(slot));
    S known = kept != null && memory.over(slot) > timestamp ? kept : null;
    if (!(known == null ? detector.concerns(request) : detector.concerns(known, request))) {
      return UNCHANGED;
    }
    S none = detector.none();
    S after = detector.judge(known == null ? none : known, request, findings);
    if (after.equals(none)) {
      return memory.remove(slot) ? ClientMemory.NO_TIMER : UNCHANGED;
    }
    long over = detector.idle().overAfter(timestamp);
    if (kept != null && over <= memory.over(slot)) {
      if (after.equals(kept)) {
        return UNCHANGED;
      }
      over = memory.over(slot);
    }
    memory.put(slot, after, over);
    return detector.idle().cleanUpAfter(over);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Detection> out)
      throws Exception {
    ClientMemory kept = memories.value();
    if (kept == null || timestamp < kept.timer()) {
      return;
    }
    ClientMemory memory = kept.with(serializer.names());
    memory.timer(ClientMemory.NO_TIMER);
    long first = ClientMemory.NO_TIMER;
    for (int slot = 0; slot < detectors.length; slot++) {
      if (memory.has(slot)) {
        long due = detectors[slot].idle().cleanUpAfter(memory.over(slot));
        if (due <= timestamp) {
          memory.remove(slot);
        } else {
          first = Math.min(first, due);
        }
      }
    }
    if (memory.isEmpty()) {
      memories.clear();
    } else {
      cleanUpBy(first, memory, context.timerService());
      memories.update(memory);
    }
  }

  /** One timer is enough for all that is remembered of a client: the next comes when it fires. */
  private static void cleanUpBy(long due, ClientMemory memory, TimerService timers) {
    if (due < memory.timer()) {
      if (memory.timer() != ClientMemory.NO_TIMER) {
        timers.deleteEventTimeTimer(memory.timer());
      }
      memory.timer(due);
      timers.registerEventTimeTimer(due);
    }
  }

  /** Hands findings on; one object for all requests, as an operator runs in one thread. */
  private static final class Outputs implements Findings {
    private KeyedProcessFunction<?, ?, Detection>.Context context;
    private Collector<Detection> out;

    void of(
        KeyedProcessFunction<?, ?, Detection>.Context ofRequest, Collector<Detection> detections) {
      context = ofRequest;
      out = detections;
    }

    @Override
    public long judged() {
      return context.timestamp();
    }

    @Override
    public void collect(Detection detection) {
      out.collect(detection);
    }

    @Override
    public <T> void collect(OutputTag<T> output, T value) {
      context.output(output, value);
    }
  }
}
