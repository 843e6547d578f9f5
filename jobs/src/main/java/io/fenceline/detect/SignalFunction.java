// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import io.fenceline.model.EnrichedEvent;
import io.fenceline.signal.Signal;
import io.fenceline.signal.Signals;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** Turns enriched events into the few facts that patterns read, see {@link Signals}. */
final class SignalFunction implements FlatMapFunction<EnrichedEvent, Signal> {
  private static final long serialVersionUID = 1L;

  @Override
  public void flatMap(EnrichedEvent enriched, Collector<Signal> out) {
    Signals.of(enriched).forEach(out::collect);
  }
}
