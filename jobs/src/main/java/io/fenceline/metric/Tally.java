// SPDX-License-Identifier: Apache-2.0
package io.fenceline.metric;

import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.Counter;

/**
 * A count that is seen twice: as a metric, by whoever watches the job, and as an accumulator, by
 * the command that ran it. Both begin anew after a recovery.
 */
public final class Tally {
  private final Counter metric;
  private final LongCounter accumulator = new LongCounter();

  /**
   * Registers the accumulator.
   *
   * @param accumulator its name, unique in the operator
   * @param metric registered already
   */
  public Tally(RuntimeContext context, String accumulator, Counter metric) {
    this.metric = metric;
    context.addAccumulator(accumulator, this.accumulator);
  }

  /** One more. */
  public void increment() {
    add(1);
  }

  /** So many more. */
  public void add(long more) {
    metric.inc(more);
    accumulator.add(more);
  }

  /** How many so far. */
  public long count() {
    return metric.getCount();
  }
}
