// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.peer;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * {@link Question#SWITCHES} as the job counts what happens several times within a while: one keyed
 * function, one array of numbers per client. Like the peers it never forgets a client's last class.
 */
final class SwitchCounter extends KeyedProcessFunction<Integer, Request, Found> {
  private static final long serialVersionUID = 1L;

  private static final int LABEL = 0;
  private static final int COUNT = 1;
  private static final int NEXT = 2;
  private static final int TIMES = 3;

  private transient ValueState<long[]> state;

  @Override
  public void open(OpenContext context) {
    state = getRuntimeContext().getState(new ValueStateDescriptor<>("switches", long[].class));
  }

  @Override
  public void processElement(Request request, Context context, Collector<Found> out)
      throws Exception {
    long[] seen = state.value();
    if (seen == null) {
      seen = new long[TIMES + Question.SWITCHES_NEEDED];
      seen[LABEL] = request.label();
      state.update(seen);
    } else if (seen[LABEL] != request.label()) {
      seen[LABEL] = request.label();
      if (add(seen, request.time())) {
        seen[COUNT] = 0;
        out.collect(new Found(request.client(), request.time()));
      }
      state.update(seen);
    }
  }

  /** Whether it is the eighth within the window. */
  private static boolean add(long[] seen, long time) {
    seen[TIMES + (int) seen[NEXT]] = time;
    seen[NEXT] = (seen[NEXT] + 1) % Question.SWITCHES_NEEDED;
    seen[COUNT] = Math.min(seen[COUNT] + 1, Question.SWITCHES_NEEDED);
    return seen[COUNT] == Question.SWITCHES_NEEDED
        && time - seen[TIMES + (int) seen[NEXT]] < Question.WINDOW;
  }
}
