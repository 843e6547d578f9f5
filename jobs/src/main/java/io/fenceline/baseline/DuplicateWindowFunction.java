// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import io.fenceline.model.DuplicateCount;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Sums up the duplicates of a model by window. What is found after its window was closed counts in
 * the first window that is open: no count is lost, and no window comes twice.
 *
 * <p>State per model: a sum for each open window, bounded by the out-of-orderness, and the end of
 * the last closed window, cleared when no duplicate came for the idle time.
 */
final class DuplicateWindowFunction
    extends KeyedProcessFunction<String, DuplicateCount, DuplicateCount> {
  private static final long serialVersionUID = 1L;

  private final long windowMillis;
  private final long idleMillis;
  private transient ListState<DuplicateCount> open;
  private transient ValueState<Long> closedUntil;

  DuplicateWindowFunction(BaselineSettings settings) {
    windowMillis = settings.windowMillis();
    idleMillis = settings.modelIdleMillis();
  }

  @Override
  public void open(OpenContext context) {
    open =
        getRuntimeContext()
            .getListState(
                new ListStateDescriptor<>("open", TypeInformation.of(DuplicateCount.class)));
    closedUntil =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("closed-until", TypeInformation.of(Long.class)));
  }

  @Override
  public void processElement(DuplicateCount found, Context context, Collector<DuplicateCount> out)
      throws Exception {
    Long closed = closedUntil.value();
    long first =
        Math.max(context.timerService().currentWatermark() + 1, closed == null ? 0 : closed);
    long start = Math.floorDiv(Math.max(found.start(), first), windowMillis) * windowMillis;
    long records = found.records();
    List<DuplicateCount> others = new ArrayList<>();
    for (DuplicateCount count : open.get()) {
      if (count.start() == start) {
        records += count.records();
      } else {
        others.add(count);
      }
    }
    others.add(new DuplicateCount(found.model(), start, start + windowMillis, records));
    open.update(others);
    context.timerService().registerEventTimeTimer(start + windowMillis - 1);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<DuplicateCount> out)
      throws Exception {
    List<DuplicateCount> others = new ArrayList<>();
    for (DuplicateCount count : open.get()) {
      if (count.end() == timestamp + 1) {
        out.collect(count);
        closedUntil.update(count.end());
        context.timerService().registerEventTimeTimer(count.end() + idleMillis);
      } else {
        others.add(count);
      }
    }
    open.update(others);
    Long closed = closedUntil.value();
    if (closed != null && timestamp >= closed + idleMillis) {
      closedUntil.clear();
    }
  }
}
