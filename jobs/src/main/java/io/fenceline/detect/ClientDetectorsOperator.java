// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import io.fenceline.model.Detection;
import io.fenceline.model.EnrichedEvent;
import io.fenceline.state.KeySweep;
import io.fenceline.state.WriteBackCache;
import java.util.List;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Runs {@link ClientDetectors}, and sweeps out what is over of silent clients. */
final class ClientDetectorsOperator extends KeyedProcessOperator<String, EnrichedEvent, Detection> {
  private static final long serialVersionUID = 1L;

  /** Of the heap of a TaskManager: one in so many bytes is for clients that asked last. */
  private static final int CACHED_PART = 32;

  private transient KeySweep<String> sweep;

  ClientDetectorsOperator(List<? extends ClientDetector<?>> detectors) {
    super(new ClientDetectors(detectors));
  }

  @Override
  public void open() throws Exception {
    super.open();
    ClientDetectors function = (ClientDetectors) userFunction;
    function.keepIn(
        getKeyedStateBackend(),
        WriteBackCache.partOfHeap(
            getContainingTask().getEnvironment().getTaskManagerInfo().getConfiguration(),
            CACHED_PART));
    sweep =
        new KeySweep<>(
            getKeyedStateBackend(), function.memoryState().getName(), function.sweepMillis());
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    ((ClientDetectors) userFunction).save();
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    sweep.advance(mark.getTimestamp(), ((ClientDetectors) userFunction)::forgetWhatIsOver);
    super.processWatermark(mark);
  }

  @Override
  public void processElement(StreamRecord<EnrichedEvent> request) throws Exception {
    sweep.taken();
    super.processElement(request);
  }

  @Override
  public void close() throws Exception {
    if (sweep != null) {
      sweep.close();
    }
    super.close();
  }
}
