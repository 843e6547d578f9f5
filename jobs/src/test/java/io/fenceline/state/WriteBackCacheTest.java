// SPDX-License-Identifier: Apache-2.0
package io.fenceline.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class WriteBackCacheTest {
  private static final int VALUE_BYTES = 1_000;
  private static final int KEYS = 40;

  @Property(tries = 40)
  void valuesAreThoseOfAMapWhateverIsCachedAndWhereverTheJobIsRestarted(
      @ForAll long seed, @ForAll @IntRange(max = 50) int cached) throws Exception {
    for (StateBackend backend :
        List.of(new HashMapStateBackend(), new EmbeddedRocksDBStateBackend())) {
      Random random = new Random(seed);
      Map<Integer, Long> expected = new HashMap<>();
      Map<Integer, Long> saved = new HashMap<>();
      OperatorSubtaskState checkpoint = null;
      for (int attempt = 0; attempt < 3; attempt++) {
        try (var harness = opened(backend, cached, checkpoint)) {
          Kept operator = (Kept) harness.getOperator();
          for (int i = 0; i < 200; i++) {
            int key = random.nextInt(KEYS);
            operator.setCurrentKey(key);
            change(operator.cache, expected, key, random);
            if (random.nextInt(60) == 0) {
              checkpoint = harness.snapshot(i + 1, i);
              saved = new HashMap<>(expected);
            }
          }
          for (int key = 0; key < KEYS; key++) {
            operator.setCurrentKey(key);
            assertThat(operator.cache.peek()).isEqualTo(expected.get(key));
          }
        }
        // The task dies here: what came after the checkpoint is lost.
        expected = new HashMap<>(saved);
      }
    }
  }

  @Test
  void aKeyUsedLatelyCostsTheStateNothingAndOneThatMakesRoomIsWritten() throws Exception {
    try (var harness = opened(new EmbeddedRocksDBStateBackend(), 2, null)) {
      Kept operator = (Kept) harness.getOperator();
      for (int key = 1; key <= 2; key++) {
        operator.setCurrentKey(key);
        assertThat(operator.cache.value()).isNull();
        operator.cache.update((long) key);
      }
      operator.setCurrentKey(1);
      assertThat(operator.cache.value()).isEqualTo(1);
      assertThat(operator.state.value()).as("not written yet").isNull();

      operator.setCurrentKey(3);
      assertThat(operator.cache.value()).isNull();
      operator.cache.update(3L);

      assertThat(operator.getCurrentKey()).isEqualTo(3);
      assertThat(operator.state.value()).isNull();
      operator.setCurrentKey(1);
      assertThat(operator.state.value()).as("used after 2").isNull();
      operator.setCurrentKey(2);
      assertThat(operator.state.value()).isEqualTo(2);
    }
  }

  @Test
  void whatASweepLooksAtAndChangesTakesNobodysPlace() throws Exception {
    try (var harness = opened(new EmbeddedRocksDBStateBackend(), 1, null)) {
      Kept operator = (Kept) harness.getOperator();
      operator.setCurrentKey(1);
      assertThat(operator.cache.value()).isNull();
      operator.cache.update(1L);

      operator.setCurrentKey(2);
      assertThat(operator.cache.peek()).isNull();
      operator.cache.update(2L);

      assertThat(operator.state.value()).as("written at once").isEqualTo(2);
      operator.setCurrentKey(1);
      assertThat(operator.state.value()).as("still in the cache alone").isNull();
      assertThat(operator.cache.peek()).isEqualTo(1);
    }
  }

  @Test
  void stateOnTheHeapIsUsedAsItIs() throws Exception {
    try (var harness = opened(new HashMapStateBackend(), 100, null)) {
      Kept operator = (Kept) harness.getOperator();
      operator.setCurrentKey(1);
      operator.cache.update(7L);
      assertThat(operator.state.value()).isEqualTo(7);
    }
  }

  @Test
  void slotsShareTheirPartOfTheHeap() {
    Configuration two = new Configuration().set(TaskManagerOptions.NUM_TASK_SLOTS, 2);

    assertThat(WriteBackCache.partOfHeap(two, 8)).isEqualTo(Runtime.getRuntime().maxMemory() / 16);
  }

  private static void change(
      WriteBackCache<Integer, Long> cache, Map<Integer, Long> expected, int key, Random random)
      throws Exception {
    switch (random.nextInt(5)) {
      case 0 -> {
        cache.clear();
        expected.remove(key);
      }
      case 1 -> assertThat(cache.peek()).isEqualTo(expected.get(key));
      case 2 -> assertThat(cache.value()).isEqualTo(expected.get(key));
      default -> {
        long value = random.nextLong();
        cache.update(value);
        expected.put(key, value);
      }
    }
  }

  private static KeyedOneInputStreamOperatorTestHarness<Integer, Integer, Integer> opened(
      StateBackend backend, int cached, OperatorSubtaskState from) throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new Kept(cached * (VALUE_BYTES + 250L)), key -> key, Types.INT, 128, 1, 0);
    harness.setStateBackend(backend);
    if (from != null) {
      harness.initializeState(from);
    }
    harness.open();
    return harness;
  }

  /** Has a cached state of numbers that pretend to be large. */
  private static final class Kept extends AbstractStreamOperator<Integer>
      implements OneInputStreamOperator<Integer, Integer> {
    private static final long serialVersionUID = 1L;

    private final long mostBytes;
    private transient ValueState<Long> state;
    private transient WriteBackCache<Integer, Long> cache;

    Kept(long mostBytes) {
      this.mostBytes = mostBytes;
    }

    @Override
    public void open() throws Exception {
      super.open();
      state = getPartitionedState(new ValueStateDescriptor<>("value", Types.LONG));
      cache = new WriteBackCache<>(getKeyedStateBackend(), state, value -> VALUE_BYTES, mostBytes);
    }

    @Override
    public void processElement(StreamRecord<Integer> key) {}

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
      super.snapshotState(context);
      cache.save();
    }
  }
}
