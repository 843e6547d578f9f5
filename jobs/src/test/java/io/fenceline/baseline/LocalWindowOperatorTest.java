// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fenceline.feature.Request;
import io.fenceline.model.InferenceEvent;
import io.fenceline.model.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class LocalWindowOperatorTest {
  private static final long WINDOW = 60_000;

  @Test
  void aWindowLeavesWithTheWatermarkThatEndsItAndNotBefore() throws Exception {
    try (var harness = harness(1, 0)) {
      harness.open();
      harness.processElement(Request.by("a").at(0).build(), 0);
      harness.processElement(Request.by("a").at(WINDOW - 1).build(), WINDOW - 1);
      harness.processElement(Request.by("a").at(WINDOW).build(), WINDOW);

      harness.processWatermark(WINDOW - 2);
      assertThat(harness.extractOutputValues()).isEmpty();

      harness.processWatermark(WINDOW - 1);
      assertThat(harness.extractOutputValues())
          .extracting(WindowPartial::start, WindowPartial::requests)
          .containsExactly(tuple(0L, 2L));
      assertThat(harness.extractOutputStreamRecords().get(0).getTimestamp()).isEqualTo(WINDOW - 1);
    }
  }

  @Test
  void thereIsOnePartialForEachModelAndWindow() throws Exception {
    try (var harness = harness(1, 0)) {
      harness.open();
      for (int i = 0; i < 3000; i++) {
        InferenceEvent event =
            Request.by("k" + i % 7).model("m" + i % 3).at(i * 100L).serial(i).build();
        harness.processElement(event, event.timestamp());
      }
      harness.processWatermark(Long.MAX_VALUE);

      assertThat(harness.extractOutputValues()).hasSize(15);
      assertThat(requests(harness)).isEqualTo(3000);
    }
  }

  @Test
  void eventsBehindTheWatermarkAreNotCounted() throws Exception {
    try (var harness = harness(1, 0)) {
      harness.open();
      harness.processElement(Request.by("a").at(50).build(), 50);
      harness.processWatermark(100);
      harness.processElement(Request.by("a").at(100).build(), 100);
      harness.processElement(Request.by("a").at(101).build(), 101);
      harness.processWatermark(Long.MAX_VALUE);

      assertThat(requests(harness)).isEqualTo(2);
    }
  }

  @Test
  void anIdleTaskHandsOnWhatItHasBeforeItSaysThatItIsIdle() throws Exception {
    try (var harness = harness(1, 0)) {
      harness.open();
      harness.processElement(Request.by("a").at(0).build(), 0);
      harness.processElement(Request.by("a").at(WINDOW).build(), WINDOW);
      harness.processWatermarkStatus(WatermarkStatus.IDLE);

      assertThat(harness.extractOutputValues())
          .extracting(WindowPartial::start, WindowPartial::requests)
          .containsExactly(tuple(0L, 1L), tuple(WINDOW, 1L));
      assertThat(harness.getOutput()).endsWith(WatermarkStatus.IDLE);

      harness.processWatermarkStatus(WatermarkStatus.ACTIVE);
      harness.processElement(Request.by("a").at(WINDOW + 1).build(), WINDOW + 1);
      harness.processWatermark(Long.MAX_VALUE);

      assertThat(requests(harness)).isEqualTo(3);
    }
  }

  @Test
  void aSnapshotInTheMiddleOfAWindowLosesAndRepeatsNothing() throws Exception {
    OperatorSubtaskState state;
    try (var harness = harness(1, 0)) {
      harness.open();
      feed(harness, 0, 500);
      state = harness.snapshot(1, 1);
      // Comes after the snapshot: the source reads it again after the restart.
      feed(harness, 500, 600);
    }
    try (var harness = harness(1, 0)) {
      harness.initializeState(state);
      harness.open();
      feed(harness, 500, 1000);
      harness.processWatermark(Long.MAX_VALUE);

      assertThat(whole(harness.extractOutputValues())).isEqualTo(undisturbed(1000));
    }
  }

  @Test
  void rescalingKeepsEveryCount() throws Exception {
    OperatorSubtaskState[] before = new OperatorSubtaskState[2];
    for (int task = 0; task < 2; task++) {
      try (var harness = harness(2, task)) {
        harness.open();
        feed(harness, task * 400, task * 400 + 400);
        before[task] = harness.snapshot(1, 1);
      }
    }
    OperatorSubtaskState all = AbstractStreamOperatorTestHarness.repackageState(before);
    Map<String, String> whole;
    long requests = 0;
    List<WindowPartial> partials = new ArrayList<>();
    for (int task = 0; task < 3; task++) {
      try (var harness = harness(3, task)) {
        harness.initializeState(
            AbstractStreamOperatorTestHarness.repartitionOperatorState(all, 8, 2, 3, task));
        harness.open();
        harness.processWatermark(Long.MAX_VALUE);
        requests += requests(harness);
        partials.addAll(harness.extractOutputValues());
      }
    }
    whole = whole(partials);
    assertThat(requests).isEqualTo(800);
    assertThat(whole).isEqualTo(undisturbed(800));
  }

  @Test
  void aMillionModelNamesStayBounded() throws Exception {
    try (var harness = harness(1, 0)) {
      harness.open();
      InferenceEvent event = Request.by("attacker").at(5).build();
      for (int i = 0; i < 1_000_000; i++) {
        harness.processElement(onModel("m" + i, event), 5);
      }
      // A model that was there before the flood is still counted.
      harness.processElement(Request.by("honest").model("m0").at(6).build(), 6);
      harness.processWatermark(Long.MAX_VALUE);

      assertThat(harness.extractOutputValues()).hasSize(4096);
      assertThat(requests(harness)).isEqualTo(4097);
    }
  }

  private static InferenceEvent onModel(String name, InferenceEvent event) {
    return new InferenceEvent(
        event.id(),
        event.timestamp(),
        event.requestId(),
        event.client(),
        new Model(name, "1", "", ""),
        event.input(),
        event.prediction(),
        event.latencyMillis(),
        event.fingerprint(),
        event.activations(),
        event.context(),
        event.extra(),
        event.privateFields(),
        event.origin());
  }

  private static OneInputStreamOperatorTestHarness<InferenceEvent, WindowPartial> harness(
      int parallelism, int task) throws Exception {
    var harness =
        new OneInputStreamOperatorTestHarness<>(
            new LocalWindowOperator(WINDOW), 8, parallelism, task);
    harness.setup(
        TypeInformation.of(WindowPartial.class).createSerializer(new SerializerConfigImpl()));
    return harness;
  }

  private static void feed(
      OneInputStreamOperatorTestHarness<InferenceEvent, WindowPartial> harness, int from, int to)
      throws Exception {
    for (int i = from; i < to; i++) {
      InferenceEvent event = event(i);
      harness.processElement(event, event.timestamp());
    }
  }

  private static InferenceEvent event(int i) {
    return Request.by("k" + i % 31)
        .model("m" + i % 2)
        .at(i * 300L)
        .serial(i)
        .answer("c" + i % 5, 0.9)
        .build();
  }

  private static Map<String, String> undisturbed(int events) throws Exception {
    try (var harness = harness(1, 0)) {
      harness.open();
      feed(harness, 0, events);
      harness.processWatermark(Long.MAX_VALUE);
      return whole(harness.extractOutputValues());
    }
  }

  /** Merged partials by model and window, as text of their bytes. */
  private static Map<String, String> whole(List<WindowPartial> partials) {
    return partials.stream()
        .collect(
            Collectors.groupingBy(
                partial -> partial.model().name() + '/' + partial.start(),
                Collectors.collectingAndThen(
                    Collectors.toList(),
                    parts -> {
                      WindowAccumulator sum = new WindowAccumulator(parts.get(0).start());
                      parts.forEach(sum::add);
                      return Arrays.toString(
                          Serialized.bytes(sum.toPartial(), WindowPartial.class));
                    })));
  }

  private static long requests(OneInputStreamOperatorTestHarness<?, WindowPartial> harness) {
    return harness.extractOutputValues().stream().mapToLong(WindowPartial::requests).sum();
  }
}
