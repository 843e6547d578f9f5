// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import io.fenceline.model.InferenceEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Adds up windows of each model inside the task that reads them, so that a model with all the
 * traffic costs its key one record per task and window instead of one per request.
 *
 * <p>It is an operator of its own because a plain function neither sees watermarks nor has timers
 * without a key. State (operator state, split freely on rescaling because partials add up in any
 * order): one {@link WindowAccumulator} per model and open window, at most {@value #MODELS} models
 * a window; windows close with the watermark, or are handed on as far as they are when the task's
 * input becomes idle, since the others' time no longer waits for it. Events behind the watermark
 * are not counted here, as they are not judged either.
 */
final class LocalWindowOperator extends AbstractStreamOperator<WindowPartial>
    implements OneInputStreamOperator<InferenceEvent, WindowPartial> {
  private static final long serialVersionUID = 1L;

  /** Whoever can write model names into the log must not be able to fill the heap with them. */
  private static final int MODELS = 4096;

  private final long windowMillis;
  private transient TreeMap<Long, Map<String, WindowAccumulator>> windows;
  private transient ListState<WindowPartial> saved;
  private transient long watermark;

  /** What the last event was added to, which is mostly what the next one belongs to. */
  private transient WindowAccumulator last;

  LocalWindowOperator(long windowMillis) {
    this.windowMillis = windowMillis;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    windows = new TreeMap<>();
    watermark = Long.MIN_VALUE;
    saved =
        context
            .getOperatorStateStore()
            .getListState(
                new ListStateDescriptor<>("partials", TypeInformation.of(WindowPartial.class)));
    for (WindowPartial partial : saved.get()) {
      accumulator(partial.start(), partial.model().key()).add(partial);
    }
  }

  @Override
  public void processElement(StreamRecord<InferenceEvent> element) {
    InferenceEvent event = element.getValue();
    if (event.timestamp() <= watermark) {
      return;
    }
    long start = Math.floorDiv(event.timestamp(), windowMillis) * windowMillis;
    if (last == null || !last.isOf(start, event.model())) {
      String model = event.model().key();
      Map<String, WindowAccumulator> models = windows.get(start);
      if (models != null && models.size() >= MODELS && !models.containsKey(model)) {
        return;
      }
      last = accumulator(start, model);
    }
    last.add(event);
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    watermark = mark.getTimestamp();
    last = null;
    while (!windows.isEmpty() && windows.firstKey() + windowMillis - 1 <= watermark) {
      handOn(windows.pollFirstEntry());
    }
    super.processWatermark(mark);
  }

  @Override
  public void processWatermarkStatus(WatermarkStatus status) throws Exception {
    if (status.isIdle()) {
      last = null;
      while (!windows.isEmpty()) {
        handOn(windows.pollFirstEntry());
      }
    }
    super.processWatermarkStatus(status);
  }

  private void handOn(Map.Entry<Long, Map<String, WindowAccumulator>> window) {
    long end = window.getKey() + windowMillis - 1;
    for (WindowAccumulator sum : window.getValue().values()) {
      output.collect(new StreamRecord<>(sum.toPartial(), end));
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    saved.clear();
    for (Map<String, WindowAccumulator> models : windows.values()) {
      for (WindowAccumulator accumulator : models.values()) {
        saved.add(accumulator.toPartial());
      }
    }
  }

  private WindowAccumulator accumulator(long start, String model) {
    return windows
        .computeIfAbsent(start, s -> new HashMap<>())
        .computeIfAbsent(model, m -> new WindowAccumulator(start));
  }
}
