// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import io.fenceline.model.EnrichedEvent;
import io.fenceline.model.InferenceEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.TimestampedCollector;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Runs {@link ClientBaselineFunction} at the end of each tick for all clients that wait for it, and
 * now and then over all clients to forget those that fell silent.
 *
 * <p>Timers of each client would do the same at several times the cost, in a queue longer than
 * there are clients. The ticks are no state of their own: they are found again from the requests
 * that wait.
 */
final class ClientBaselineOperator
    extends CoBroadcastWithKeyedOperator<String, InferenceEvent, ModelReference, EnrichedEvent> {
  private static final long serialVersionUID = 1L;

  private transient TimestampedCollector<EnrichedEvent> collector;

  /** Number of the newest time of sweeping, counted from the epoch. */
  private transient long swept;

  ClientBaselineOperator(BaselineSettings settings) {
    super(new ClientBaselineFunction(settings), List.of(ClientBaselineFunction.REFERENCES));
  }

  @Override
  public void open() throws Exception {
    super.open();
    collector = new TimestampedCollector<>(output);
    swept = Long.MIN_VALUE;
    ClientBaselineFunction function = function();
    this.<String>getKeyedStateBackend()
        .applyToAllKeys(
            VoidNamespace.INSTANCE,
            VoidNamespaceSerializer.INSTANCE,
            function.waitingState(),
            (key, waiting) -> function.waitAgain(waiting.get()));
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    ClientBaselineFunction function = function();
    BroadcastState<String, ReferenceTimeline> references =
        getOperatorStateBackend().getBroadcastState(ClientBaselineFunction.REFERENCES);
    while (function.ticks().isAnyOver(mark.getTimestamp())) {
      Map.Entry<Long, Set<String>> tick = function.ticks().first();
      long end = tick.getKey();
      collector.setAbsoluteTimestamp(end);
      for (String clientKey : tick.getValue()) {
        setCurrentKey(clientKey);
        function.judgeUntil(
            end,
            clientKey,
            references,
            collector,
            found ->
                output.collect(ClientBaselineFunction.DUPLICATES, new StreamRecord<>(found, end)));
      }
    }
    long sweep = Math.floorDiv(mark.getTimestamp(), function.sweepMillis());
    if (sweep > swept) {
      swept = sweep;
      this.<String>getKeyedStateBackend()
          .applyToAllKeys(
              VoidNamespace.INSTANCE,
              VoidNamespaceSerializer.INSTANCE,
              function.clientState(),
              (key, client) -> function.sweep(client, mark.getTimestamp()));
    }
    super.processWatermark(mark);
  }

  private ClientBaselineFunction function() {
    return (ClientBaselineFunction) userFunction;
  }
}
