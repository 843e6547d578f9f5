// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.peer;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;

/** Lets requests pass whose class is another than the client's last. */
final class SwitchFilter extends RichFilterFunction<Request> {
  private static final long serialVersionUID = 1L;

  private transient ValueState<Integer> label;

  @Override
  public void open(OpenContext context) {
    label = getRuntimeContext().getState(new ValueStateDescriptor<>("label", Integer.class));
  }

  @Override
  public boolean filter(Request request) throws Exception {
    Integer last = label.value();
    if (last != null && last == request.label()) {
      return false;
    }
    label.update(request.label());
    return last != null;
  }
}
