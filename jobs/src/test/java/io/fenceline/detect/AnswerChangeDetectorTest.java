// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenceline.feature.Request;
import io.fenceline.model.Detection;
import io.fenceline.model.Deviation;
import io.fenceline.model.EnrichedEvent;
import io.fenceline.model.Enrichment;
import io.fenceline.model.Likeness;
import io.fenceline.model.Novelty;
import io.fenceline.model.Pace;
import io.fenceline.model.Standing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class AnswerChangeDetectorTest {
  private static final long IDLE = 24 * 3_600_000L;
  private static final long EVERY = 15_000;

  private final Set<String> seen = new HashSet<>();
  private final List<EnrichedEvent> sent = new ArrayList<>();

  @Test
  void aProbeWhoseAnswerChangesThreeTimesFindsTheSwap() throws Exception {
    probe(30, 1, "7", 0.98);
    probe(2, 1, "3", 0.91);
    assertThat(detections()).isEmpty();
    probe(1, 1, "3", 0.91);

    Detection found = detections().get(0);
    assertThat(found.rule().id()).isEqualTo("answer-changed");
    assertThat(found.subject().apiKeyIds()).as("the model is meant, no client").isEmpty();
    assertThat(found.entity()).isEqualTo(sent.get(0).event().model().key());
    assertThat(found.evidence()).hasSize(3);
    assertThat(found.reason()).contains("class 7 with 0.9800 29 times").contains("class 3");
  }

  @Test
  void aConfidenceThatMovesByMoreThanRoundingIsAChangeToo() throws Exception {
    probe(30, 1, "7", 0.98);
    probe(5, 1, "7", 0.975);

    assertThat(detections()).hasSize(1);
  }

  @Test
  void jitterInTheFourthDigitIsNone() throws Exception {
    Random random = new Random(1);
    probe(30, 1, "7", 0.98);
    for (int i = 0; i < 500; i++) {
      probe(1, 1, "7", 0.98 + 1e-4 * random.nextInt(9) - 4e-4);
    }

    assertThat(detections()).isEmpty();
  }

  @Test
  void oneWrongAnswerOrTwoAreNoChange() throws Exception {
    for (int i = 0; i < 20; i++) {
      probe(30, 1, "7", 0.98);
      probe(2, 1, "3", 0.91);
    }

    assertThat(detections()).isEmpty();
  }

  @Test
  void aFewAnswersAreNotEstablished() throws Exception {
    probe(19, 1, "7", 0.98);
    probe(19, 1, "3", 0.98);
    probe(19, 1, "5", 0.98);

    assertThat(detections()).isEmpty();
  }

  @Test
  void severalInputsThatChangeOnceEachAreAChange() throws Exception {
    for (int i = 0; i < 25; i++) {
      for (int input = 0; input < 10; input++) {
        probe(1, input, "c" + input, 0.98);
      }
    }
    for (int input = 0; input < 10; input++) {
      probe(1, input, "other", 0.7);
    }

    assertThat(detections()).as("three, then the rest begins anew").hasSize(1);
    assertThat(detections().get(0).evidence()).hasSize(3);
  }

  @Test
  void aDeclaredChangeIsNone() throws Exception {
    probe(30, 1, "7", 0.98);
    for (int i = 0; i < 30; i++) {
      send(request(1, "3", 0.91).artefact("2", "b"));
    }

    assertThat(detections()).isEmpty();
  }

  @Test
  void aRollingDeploymentThatGoesToAndFroIsNone() throws Exception {
    for (int i = 0; i < 200; i++) {
      boolean old = i < 50 || i % 2 == 0;
      send(request(1, old ? "7" : "3", 0.9).artefact(old ? "1" : "2", "b"));
    }

    assertThat(detections()).isEmpty();
  }

  @Property(tries = 30, seed = "3")
  void aModelThatSamplesItsAnswersIsNeverFound(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    for (int i = 0; i < 1000; i++) {
      probe(1, 1, "c" + random.nextInt(3), random.nextInt(20) / 20.0);
    }

    assertThat(detections()).isEmpty();
  }

  @Test
  void aSearchWhoseStepsTheHashesDoNotShowMakesNoKnownAnswer() throws Exception {
    Random random = new Random(2);
    for (int i = 0; i < 3000; i++) {
      probe(1, i / 10, i % 3 == 0 ? "3" : "8", 0.4 + 0.2 * random.nextDouble());
    }

    assertThat(detections()).isEmpty();
  }

  @Test
  void silenceForgetsAndLeavesNeitherStateNorTimers() throws Exception {
    probe(30, 1, "7", 0.98);
    try (var harness = opened()) {
      for (EnrichedEvent event : sent) {
        harness.processElement(event, event.event().timestamp());
      }
      harness.processWatermark(3 * IDLE);

      assertThat(harness.numKeyedStateEntries()).isZero();
      assertThat(harness.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void clientsWithoutReplaysHaveNoState() throws Exception {
    try (var harness = opened()) {
      for (int i = 0; i < 100; i++) {
        EnrichedEvent event = enriched(request(i, "7", 0.9).at(i), false);
        harness.processElement(event, i);
      }
      assertThat(harness.numKeyedStateEntries()).isZero();
    }
  }

  private void probe(int times, int input, String answer, double confidence) {
    for (int i = 0; i < times; i++) {
      send(request(input, answer, confidence));
    }
  }

  private Request request(int input, String answer, double confidence) {
    return Request.by("probe")
        .numbers(input, 1, 0, 1)
        .fingerprint(input)
        .answer(answer, confidence);
  }

  /** A replay is what had the same input and answer before. */
  private void send(Request request) {
    request.at(sent.size() * EVERY);
    EnrichedEvent event = enriched(request, false);
    String content =
        event.event().input().toString() + event.event().prediction() + event.event().model();
    sent.add(enriched(request, !seen.add(content)));
  }

  private static EnrichedEvent enriched(Request request, boolean replay) {
    return new EnrichedEvent(
        request.build(),
        new Enrichment(
            false,
            replay ? Likeness.replayed(0) : Likeness.unlike(0.1, 0),
            Deviation.NONE,
            Standing.NONE,
            new Pace(1, false, false, Double.NaN),
            Novelty.NONE));
  }

  private List<Detection> detections() throws Exception {
    try (var harness = opened()) {
      for (EnrichedEvent event : sent) {
        harness.processElement(event, event.event().timestamp());
      }
      return harness.extractOutputValues();
    }
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, EnrichedEvent, Detection> opened()
      throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            ClientHarness.operator(new AnswerChangeDetector(IDLE)),
            (EnrichedEvent event) -> event.event().clientKey(),
            Types.STRING);
    harness.open();
    return harness;
  }
}
