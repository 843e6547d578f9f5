// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import io.fenceline.model.EnrichedEvent;
import io.fenceline.model.InferenceEvent;
import io.fenceline.state.KeySweep;
import io.fenceline.state.WriteBackCache;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.TimestampedCollector;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Runs {@link ClientBaselineFunction} at the end of each tick for all clients that wait for it, and
 * sweeps out those that fell silent.
 *
 * <p>Timers of each client would do the same at several times the cost, in a queue longer than
 * there are clients. The ticks are no state of their own: they are found again from the requests
 * that wait.
 */
final class ClientBaselineOperator
    extends CoBroadcastWithKeyedOperator<String, InferenceEvent, ModelReference, EnrichedEvent> {
  private static final long serialVersionUID = 1L;

  /** Of the heap of a TaskManager: one in so many bytes is for clients that asked last. */
  private static final int CACHED_PART = 8;

  private transient TimestampedCollector<EnrichedEvent> collector;

  private transient KeySweep<String> sweep;

  ClientBaselineOperator(BaselineSettings settings) {
    this(settings, WaitingRequests.MOST_IN_MEMORY);
  }

  /**
   * @param mostInMemory requests that wait in memory, in each task
   */
  ClientBaselineOperator(BaselineSettings settings, int mostInMemory) {
    super(
        new ClientBaselineFunction(settings, mostInMemory),
        List.of(ClientBaselineFunction.REFERENCES));
  }

  @Override
  public void open() throws Exception {
    super.open();
    collector = new TimestampedCollector<>(output);
    ClientBaselineFunction function = function();
    function.keepIn(
        getKeyedStateBackend(),
        WriteBackCache.partOfHeap(
            getContainingTask().getEnvironment().getTaskManagerInfo().getConfiguration(),
            CACHED_PART));
    sweep =
        new KeySweep<>(
            getKeyedStateBackend(), function.clientState().getName(), function.sweepMillis());
    WaitingRequests waiting = function.waiting();
    forAll(
        WaitingRequests.OVERFLOW,
        request -> waiting.addOverflow(function.tickAfter(request.timestamp()), request));
    forAll(
        WaitingRequests.SAVED,
        request -> waiting.addSaved(function.tickAfter(request.timestamp()), request));
  }

  private void forAll(ListStateDescriptor<InferenceEvent> state, Consumer<InferenceEvent> requests)
      throws Exception {
    this.<String>getKeyedStateBackend()
        .applyToAllKeys(
            VoidNamespace.INSTANCE,
            VoidNamespaceSerializer.INSTANCE,
            state,
            (key, waiting) -> waiting.get().forEach(requests));
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    function().save(this::setCurrentKey);
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    ClientBaselineFunction function = function();
    BroadcastState<String, ReferenceTimeline> references =
        getOperatorStateBackend().getBroadcastState(ClientBaselineFunction.REFERENCES);
    while (function.waiting().isAnyOver(mark.getTimestamp())) {
      Map.Entry<Long, Map<String, List<InferenceEvent>>> tick = function.waiting().first();
      long end = tick.getKey();
      collector.setAbsoluteTimestamp(end);
      for (Map.Entry<String, List<InferenceEvent>> client : tick.getValue().entrySet()) {
        setCurrentKey(client.getKey());
        function.judge(
            end,
            client.getKey(),
            client.getValue(),
            references,
            collector,
            found ->
                output.collect(ClientBaselineFunction.DUPLICATES, new StreamRecord<>(found, end)));
      }
    }
    sweep.advance(mark.getTimestamp(), function::forgetIfSilent);
    super.processWatermark(mark);
  }

  @Override
  public void processElement1(StreamRecord<InferenceEvent> request) throws Exception {
    sweep.taken();
    super.processElement1(request);
  }

  @Override
  public void close() throws Exception {
    if (sweep != null) {
      sweep.close();
    }
    super.close();
  }

  private ClientBaselineFunction function() {
    return (ClientBaselineFunction) userFunction;
  }
}
