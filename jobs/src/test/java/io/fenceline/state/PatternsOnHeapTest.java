// SPDX-License-Identifier: Apache-2.0
package io.fenceline.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.cep.CEP;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;

class PatternsOnHeapTest {
  private static final KeySelector<Integer, Integer> PARITY = value -> value % 2;

  @Test
  void patternsKeepTheirStateOnTheHeapAndAllElseInRocksDb() throws Exception {
    try (var pattern = opened(twoInARow(), null);
        var count = opened(elements().process(new Passing()), null)) {
      assertThat(backend(pattern)).isEqualTo("hashmap");
      assertThat(backend(count)).isEqualTo("rocksdb");
    }
  }

  @Test
  void whatAPatternHasSeenIsThereAfterARestart() throws Exception {
    OperatorSubtaskState checkpoint;
    try (var pattern = opened(twoInARow(), null)) {
      pattern.processElement(2, 1_000);
      pattern.processWatermark(1_000);
      checkpoint = pattern.snapshot(1, 1);
    }

    try (var pattern = opened(twoInARow(), checkpoint)) {
      pattern.processElement(4, 2_000);
      pattern.processWatermark(2_000);

      assertThat(pattern.extractOutputValues()).containsExactly(6);
    }
  }

  private static SingleOutputStreamOperator<Integer> twoInARow() {
    SimpleCondition<Integer> any = SimpleCondition.of(value -> true);
    Pattern<Integer, Integer> two =
        Pattern.<Integer>begin("first")
            .where(any)
            .next("second")
            .where(any)
            .within(Duration.ofMinutes(1));
    return CEP.pattern(elements(), two).process(new Sum());
  }

  private static KeyedStream<Integer, Integer> elements() {
    return StreamExecutionEnvironment.getExecutionEnvironment()
        .fromData(1)
        .keyBy(PARITY, Types.INT);
  }

  private static KeyedOneInputStreamOperatorTestHarness<Integer, Integer, Integer> opened(
      SingleOutputStreamOperator<Integer> stream, OperatorSubtaskState restored) throws Exception {
    @SuppressWarnings("unchecked")
    OneInputTransformation<Integer, Integer> transformation =
        (OneInputTransformation<Integer, Integer>) stream.getTransformation();
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            transformation.getOperatorFactory(), PARITY, Types.INT);
    harness.setStateBackend(
        new PatternsOnHeap.Factory()
            .createFromConfig(new Configuration(), PatternsOnHeapTest.class.getClassLoader()));
    harness.setup(Types.INT.createSerializer(stream.getExecutionConfig().getSerializerConfig()));
    if (restored != null) {
      harness.initializeState(restored);
    }
    harness.open();
    return harness;
  }

  private static String backend(KeyedOneInputStreamOperatorTestHarness<?, ?, ?> harness) {
    KeyedStateBackend<?> backend =
        ((AbstractStreamOperator<?>) harness.getOperator()).getKeyedStateBackend();
    return backend.getBackendTypeIdentifier();
  }

  private static final class Sum extends PatternProcessFunction<Integer, Integer> {
    private static final long serialVersionUID = 1L;

    @Override
    public void processMatch(
        Map<String, List<Integer>> match, Context context, Collector<Integer> out) {
      out.collect(match.values().stream().flatMap(List::stream).mapToInt(i -> i).sum());
    }
  }

  private static final class Passing extends KeyedProcessFunction<Integer, Integer, Integer> {
    private static final long serialVersionUID = 1L;

    @Override
    public void processElement(Integer value, Context context, Collector<Integer> out) {
      out.collect(value);
    }
  }
}
