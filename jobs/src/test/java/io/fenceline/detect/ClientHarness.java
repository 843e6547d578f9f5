// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import io.fenceline.model.Detection;
import io.fenceline.model.EnrichedEvent;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** Runs a detector of clients alone, or some. */
final class ClientHarness implements AutoCloseable {
  private final KeyedOneInputStreamOperatorTestHarness<String, EnrichedEvent, Detection> harness;

  private ClientHarness(ClientDetector<?>... detectors) throws Exception {
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            operator(detectors), enriched -> enriched.event().clientKey(), Types.STRING);
  }

  /** The operator that runs detectors, with nothing but these. */
  static KeyedProcessOperator<String, EnrichedEvent, Detection> operator(
      ClientDetector<?>... detectors) {
    return new ClientDetectorsOperator(List.of(detectors));
  }

  static ClientHarness of(ClientDetector<?>... detectors) throws Exception {
    return of(new HashMapStateBackend(), detectors);
  }

  static ClientHarness of(StateBackend backend, ClientDetector<?>... detectors) throws Exception {
    ClientHarness opened = new ClientHarness(detectors);
    opened.harness.setStateBackend(backend);
    opened.harness.open();
    return opened;
  }

  static ClientHarness restored(OperatorSubtaskState state, ClientDetector<?>... detectors)
      throws Exception {
    return restored(new HashMapStateBackend(), state, detectors);
  }

  static ClientHarness restored(
      StateBackend backend, OperatorSubtaskState state, ClientDetector<?>... detectors)
      throws Exception {
    ClientHarness restored = new ClientHarness(detectors);
    restored.harness.setStateBackend(backend);
    restored.harness.initializeState(state);
    restored.harness.open();
    return restored;
  }

  ClientHarness send(EnrichedEvent event) throws Exception {
    harness.processElement(event, event.event().timestamp());
    return this;
  }

  ClientHarness watermark(long timestamp) throws Exception {
    harness.processWatermark(timestamp);
    return this;
  }

  /** All detections so far. */
  List<Detection> found() {
    return harness.extractOutputValues();
  }

  List<String> reasons() {
    return found().stream().map(Detection::reason).toList();
  }

  long snapshotBytes() throws Exception {
    return snapshot().getStateSize();
  }

  OperatorSubtaskState snapshot() throws Exception {
    return harness.snapshot(1, 1);
  }

  /** Clients of whom anything is kept, on any state backend. */
  int stateEntries() {
    KeyedStateBackend<?> state =
        ((AbstractStreamOperator<?>) harness.getOperator()).getKeyedStateBackend();
    try (Stream<?> keys = state.getKeys("memory", VoidNamespace.INSTANCE)) {
      return (int) keys.count();
    }
  }

  int timers() {
    return harness.numEventTimeTimers();
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }
}
