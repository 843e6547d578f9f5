// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import org.apache.flink.api.common.state.ListState;

/**
 * Records of the current key that wait for their time, so that they are taken in the same order
 * however they arrive.
 *
 * @param <T> what waits
 */
final class Waiting<T> {
  private final ListState<T> state;
  private final ToLongFunction<T> due;
  private final Comparator<T> order;

  /**
   * @param due event time from which a record may be taken
   * @param order of those that are taken together
   */
  Waiting(ListState<T> state, ToLongFunction<T> due, Comparator<T> order) {
    this.state = state;
    this.due = due;
    this.order = order;
  }

  void add(T record) throws Exception {
    state.add(record);
  }

  /** Takes out, in order, what is due by a time. */
  List<T> takeUntil(long time) throws Exception {
    List<T> ready = new ArrayList<>();
    List<T> rest = new ArrayList<>();
    for (T record : state.get()) {
      (due.applyAsLong(record) <= time ? ready : rest).add(record);
    }
    if (!ready.isEmpty()) {
      state.update(rest);
      ready.sort(order);
    }
    return ready;
  }
}
