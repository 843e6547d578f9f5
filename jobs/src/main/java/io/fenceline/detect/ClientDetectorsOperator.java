// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import io.fenceline.model.Detection;
import io.fenceline.model.EnrichedEvent;
import java.util.List;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;

/**
 * Runs {@link ClientDetectors}, and now and then goes over all clients to clean up what is over. A
 * timer of each client for that would take more memory than what is kept of a client that asked
 * once.
 */
final class ClientDetectorsOperator extends KeyedProcessOperator<String, EnrichedEvent, Detection> {
  private static final long serialVersionUID = 1L;

  /** Number of the newest time of sweeping, counted from the epoch. */
  private transient long swept;

  ClientDetectorsOperator(List<? extends ClientDetector<?>> detectors) {
    super(new ClientDetectors(detectors));
  }

  @Override
  public void open() throws Exception {
    super.open();
    swept = Long.MIN_VALUE;
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    ClientDetectors function = (ClientDetectors) userFunction;
    long sweep = Math.floorDiv(mark.getTimestamp(), function.sweepMillis());
    if (sweep > swept) {
      swept = sweep;
      this.<String>getKeyedStateBackend()
          .applyToAllKeys(
              VoidNamespace.INSTANCE,
              VoidNamespaceSerializer.INSTANCE,
              function.memoryState(),
              (key, memory) -> function.sweep(memory, mark.getTimestamp()));
    }
    super.processWatermark(mark);
  }
}
