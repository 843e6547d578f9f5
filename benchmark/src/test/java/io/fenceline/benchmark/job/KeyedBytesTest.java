// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenceline.benchmark.memory.MemorySource;
import io.fenceline.job.JobEnvironment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class KeyedBytesTest {
  private static final String KEPT = "kept";

  @TempDir private Path directory;

  @Test
  @Timeout(300)
  void stateAndTimersAreCountedByKey() throws Exception {
    StreamExecutionEnvironment env = JobEnvironment.local(1, Duration.ZERO);
    env.fromSource(
            MemorySource.endless((own, readers) -> List.of("a", "a", "b", "timer").iterator()),
            WatermarkStrategy.noWatermarks(),
            "words",
            Types.STRING)
        .uid("words")
        .keyBy(word -> word)
        .process(new Keeper())
        .uid("keeper")
        .sinkTo(new DiscardingSink<>())
        .uid("nowhere");
    JobClient job = env.executeAsync();
    Map<String, Map<String, Long>> bytes;
    try {
      while (!Long.valueOf(4).equals(job.getAccumulators().get().get(KEPT))) {
        LockSupport.parkNanos(10_000_000);
      }
      bytes =
          KeyedBytes.of(
              job.triggerSavepoint(directory.toUri().toString(), SavepointFormatType.CANONICAL)
                  .get());
    } finally {
      job.cancel().get();
    }

    assertThat(bytes).containsOnlyKeys("keeper");
    Map<String, Long> keys = bytes.get("keeper");
    assertThat(keys).containsOnlyKeys("a", "b", "timer");
    assertThat(keys.get("a")).isEqualTo(keys.get("b") + 1);
    // A timer is its time, its key and its namespace, behind the number of the key's group.
    assertThat(keys.get("timer")).isGreaterThan(keys.get("b") + Long.BYTES + "timer".length());
  }

  /** Keeps all it was given of a key; one word also sets a timer. */
  private static final class Keeper extends KeyedProcessFunction<String, String, String> {
    private static final long serialVersionUID = 1L;

    private transient ValueState<String> text;
    private transient LongCounter kept;

    @Override
    public void open(OpenContext context) {
      text = getRuntimeContext().getState(new ValueStateDescriptor<>("text", Types.STRING));
      kept = new LongCounter();
      getRuntimeContext().addAccumulator(KEPT, kept);
    }

    @Override
    public void processElement(String word, Context context, Collector<String> out)
        throws Exception {
      text.update(text.value() == null ? "-" : text.value() + "-");
      if (word.equals("timer")) {
        context.timerService().registerEventTimeTimer(1);
      }
      kept.add(1L);
    }
  }
}
