// SPDX-License-Identifier: Apache-2.0
package io.fenceline.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeySweepTest {
  private static final long INTERVAL = 1_000;

  static List<StateBackend> backends() {
    return List.of(new HashMapStateBackend(), new EmbeddedRocksDBStateBackend());
  }

  @ParameterizedTest
  @MethodSource("backends")
  void aPassTakesSomeKeysWithEachWatermarkAndSeesEachOnce(StateBackend backend) throws Exception {
    try (var harness = opened(backend)) {
      Swept operator = (Swept) harness.getOperator();
      send(harness, 0, 1_000, INTERVAL);
      harness.processWatermark(0);
      operator.seen.clear();

      harness.processWatermark(INTERVAL);
      assertThat(operator.seen).hasSize(KeySweep.FEWEST);
      for (int i = 1; i < 10; i++) {
        harness.processWatermark(INTERVAL + i);
      }
      assertThat(operator.seen).hasSize(1_000).doesNotHaveDuplicates();
      assertThat(operator.keys()).as("over at the first watermark of the pass").isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void keysMayComeAndGoDuringAPass(StateBackend backend) throws Exception {
    try (var harness = opened(backend)) {
      Swept operator = (Swept) harness.getOperator();
      send(harness, 0, 1_000, 10 * INTERVAL);
      harness.processWatermark(INTERVAL);
      send(harness, 0, 1_000, -1);
      send(harness, 1_000, 1_100, 10 * INTERVAL);
      for (int i = 1; i < 10; i++) {
        harness.processWatermark(INTERVAL + i);
      }
      assertThat(operator.keys()).as("what was not over stayed").hasSize(100);

      for (int i = 0; i < 10; i++) {
        harness.processWatermark(20 * INTERVAL + i);
      }
      assertThat(operator.keys()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void aPassKeepsUpWithRecordsHoweverFewWatermarksThereAre(StateBackend backend) throws Exception {
    int most = 0;
    try (var harness = opened(backend)) {
      Swept operator = (Swept) harness.getOperator();
      for (int second = 0; second < 30; second++) {
        send(harness, second * 2_000, (second + 1) * 2_000, (second + 1) * INTERVAL);
        harness.processWatermark(second * INTERVAL);
        most = Math.max(most, operator.keys().size());
      }
    }
    assertThat(most).as("of 60,000, each over after a second").isBetween(2_000, 8_000);
  }

  @ParameterizedTest
  @MethodSource("backends")
  void anOperatorMayBeClosedInTheMiddleOfAPass(StateBackend backend) throws Exception {
    try (var harness = opened(backend)) {
      send(harness, 0, 1_000, 10 * INTERVAL);
      harness.processWatermark(INTERVAL);
      assertThat(((Swept) harness.getOperator()).keys()).hasSize(1_000);
    }
  }

  private static void send(
      KeyedOneInputStreamOperatorTestHarness<Integer, Integer, Integer> harness,
      int from,
      int to,
      long over)
      throws Exception {
    for (int key = from; key < to; key++) {
      harness.processElement(key, over);
    }
  }

  private static KeyedOneInputStreamOperatorTestHarness<Integer, Integer, Integer> opened(
      StateBackend backend) throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(new Swept(), key -> key, Types.INT, 128, 1, 0);
    harness.setStateBackend(backend);
    harness.open();
    return harness;
  }

  /** Keeps of each key the time from which it is over, or nothing if that is negative. */
  private static final class Swept extends AbstractStreamOperator<Integer>
      implements OneInputStreamOperator<Integer, Integer> {
    private static final long serialVersionUID = 1L;

    private final transient List<Object> seen = new ArrayList<>();
    private transient ValueState<Long> over;
    private transient KeySweep<Integer> sweep;

    @Override
    public void open() throws Exception {
      super.open();
      over = getPartitionedState(new ValueStateDescriptor<>("over", Types.LONG));
      sweep = new KeySweep<>(getKeyedStateBackend(), "over", INTERVAL);
    }

    @Override
    public void processElement(StreamRecord<Integer> key) throws Exception {
      sweep.taken();
      if (key.getTimestamp() < 0) {
        over.clear();
      } else {
        over.update(key.getTimestamp());
      }
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
      sweep.advance(
          mark.getTimestamp(),
          watermark -> {
            seen.add(getCurrentKey());
            Long known = over.value();
            if (known != null && known <= watermark) {
              over.clear();
            }
          });
      super.processWatermark(mark);
    }

    Set<Integer> keys() {
      KeyedStateBackend<Integer> backend = getKeyedStateBackend();
      try (var keys = backend.getKeys("over", VoidNamespace.INSTANCE)) {
        return new HashSet<>(keys.toList());
      }
    }

    @Override
    public void close() throws Exception {
      sweep.close();
      super.close();
    }
  }
}
