// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenceline.model.DuplicateCount;
import io.fenceline.model.Model;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class DuplicateWindowFunctionTest {
  private static final BaselineSettings SETTINGS = BaselineSettings.defaults();
  private static final long WINDOW = SETTINGS.windowMillis();
  private static final Model MODEL = new Model("m", "1", "", "");

  @Test
  void duplicatesOfAWindowAreOneCountAtItsEnd() throws Exception {
    try (var harness = opened()) {
      send(harness, 10, 2);
      send(harness, WINDOW - 1, 3);
      send(harness, WINDOW, 1);
      harness.processWatermark(WINDOW - 2);
      assertThat(harness.extractOutputValues()).isEmpty();
      harness.processWatermark(2 * WINDOW);

      assertThat(harness.extractOutputValues())
          .containsExactly(
              new DuplicateCount(MODEL, 0, WINDOW, 5),
              new DuplicateCount(MODEL, WINDOW, 2 * WINDOW, 1));
    }
  }

  @Test
  void whatIsFoundBehindTheWatermarkCountsInTheOpenWindow() throws Exception {
    try (var harness = opened()) {
      harness.processWatermark(2 * WINDOW + 5);
      send(harness, 10, 2);
      harness.processWatermark(3 * WINDOW);

      assertThat(harness.extractOutputValues())
          .containsExactly(new DuplicateCount(MODEL, 2 * WINDOW, 3 * WINDOW, 2));
    }
  }

  @Test
  void aClosedWindowDoesNotComeAgainAfterARestart() throws Exception {
    OperatorSubtaskState state;
    try (var harness = opened()) {
      send(harness, 10, 2);
      harness.processWatermark(WINDOW);
      state = harness.snapshot(1, 1);
    }
    try (var harness = unopened()) {
      harness.initializeState(state);
      harness.open();
      send(harness, 20, 4);
      harness.processWatermark(2 * WINDOW);

      assertThat(harness.extractOutputValues())
          .containsExactly(new DuplicateCount(MODEL, WINDOW, 2 * WINDOW, 4));
    }
  }

  @Test
  void nothingIsKeptOfAModelWithoutDuplicates() throws Exception {
    try (var harness = opened()) {
      send(harness, 10, 2);
      harness.processWatermark(WINDOW + SETTINGS.modelIdleMillis());

      assertThat(harness.numKeyedStateEntries()).isZero();
      assertThat(harness.numEventTimeTimers()).isZero();
    }
  }

  private static void send(
      KeyedOneInputStreamOperatorTestHarness<String, DuplicateCount, DuplicateCount> harness,
      long tick,
      long records)
      throws Exception {
    harness.processElement(new DuplicateCount(MODEL, tick, tick + 1, records), tick);
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, DuplicateCount, DuplicateCount>
      unopened() throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(new DuplicateWindowFunction(SETTINGS)),
        count -> count.model().key(),
        Types.STRING);
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, DuplicateCount, DuplicateCount>
      opened() throws Exception {
    var harness = unopened();
    harness.open();
    return harness;
  }
}
