// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fenceline.model.Detection;
import io.fenceline.model.EnrichedEvent;
import io.fenceline.model.Likeness;
import io.fenceline.model.Severity;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

class RareVerdictDetectorTest {
  private static final DetectSettings SETTINGS = DetectSettings.defaults();

  @Test
  void threeVerdictsThatTheModelNeverGaveAreALeadAndFiveAreMore() throws Exception {
    try (ClientHarness harness = opened()) {
      for (int i = 0; i < 5; i++) {
        harness.send(blocked("a", i));
      }
      assertThat(harness.found())
          .extracting(Detection::timestamp, Detection::severity)
          .containsExactly(tuple(2L, Severity.LOW), tuple(4L, Severity.MEDIUM));
      assertThat(harness.found().get(1).evidence()).hasSize(5);
      assertThat(harness.found().get(1).reason())
          .isEqualTo(
              "the last 5 distinct requests keep getting verdicts that are rare for the model, at"
                  + " last block");
    }
  }

  @Test
  void inAModelOfManyClassesItStaysALead() throws Exception {
    try (ClientHarness harness = opened()) {
      for (int i = 0; i < 1000; i++) {
        harness.send(Enriched.verdict("a", i, 0.01, 0.3));
      }
      assertThat(harness.found()).extracting(Detection::severity).containsOnly(Severity.LOW);
    }
  }

  @Test
  void everySecondRequestBlockedIsFoundAsSoon() throws Exception {
    try (ClientHarness harness = opened()) {
      for (int i = 0; i < 12; i++) {
        harness.send(i % 2 == 0 ? blocked("a", i) : allowed("a", i));
      }
      assertThat(harness.found()).extracting(Detection::timestamp).containsExactly(4L, 8L);
    }
  }

  @Test
  void aTenantOfRareInputsAlarmsOnceAndIsThenItsOwnNorm() throws Exception {
    try (ClientHarness harness = opened()) {
      for (int i = 0; i < 50_000; i++) {
        harness.send(blocked("a", i));
      }
      assertThat(harness.found()).hasSize(2);
    }
  }

  @Property(tries = 20, seed = "5")
  void aTenantWithAMixOfItsOwnAlarmsAtMostOnce(
      @ForAll Random random, @ForAll @DoubleRange(min = 0.03, max = 1) double share)
      throws Exception {
    try (ClientHarness harness = opened()) {
      for (int i = 0; i < 3000; i++) {
        harness.send(
            random.nextDouble() < share ? Enriched.verdict("a", i, 0.01, 0.5) : allowed("a", i));
      }
      assertThat(harness.found()).hasSizeLessThanOrEqualTo(1);
    }
  }

  @Test
  void anHonestMillionGivesAtMostAHandfulOfLeadsAndNothingMore() throws Exception {
    Random random = new Random(11);
    try (ClientHarness harness = opened()) {
      for (int i = 0; i < 1_000_000; i++) {
        boolean rare = random.nextDouble() < 0.02;
        String client = "k" + i % 100;
        harness.send(rare ? Enriched.verdict(client, i, 0.02, 0.98) : allowed(client, i));
      }
      // A limit of 12 means at least exp(12) = 163,000 requests to a false alarm.
      assertThat(harness.found()).hasSizeLessThanOrEqualTo(6);
      assertThat(harness.found()).extracting(Detection::severity).doesNotContain(Severity.MEDIUM);
    }
  }

  @Test
  void replaysAndNearDuplicatesCountOnce() throws Exception {
    Likeness near = Enriched.switching("a", 1, 20).enrichment().likeness();
    try (ClientHarness harness = opened()) {
      harness.send(blocked("a", 0));
      for (int i = 1; i < 500; i++) {
        harness.send(Enriched.alike(blocked("a", i), Likeness.replayed(0)));
        harness.send(Enriched.alike(blocked("a", i), near));
      }
      assertThat(harness.found()).isEmpty();
    }
  }

  @Test
  void ofOneHundredEqualClassesNoneIsRare() throws Exception {
    try (ClientHarness harness = opened()) {
      for (int i = 0; i < 1000; i++) {
        harness.send(Enriched.verdict("a", i, 1, 0.01));
      }
      assertThat(harness.found()).isEmpty();
    }
  }

  @Test
  void whileTheModelIsUnknownNothingIsSaid() throws Exception {
    try (ClientHarness harness = opened()) {
      for (int i = 0; i < 100; i++) {
        harness.send(Enriched.verdict("a", i, Double.NaN, Double.NaN));
      }
      assertThat(harness.found()).isEmpty();
      assertThat(harness.stateEntries()).isZero();
    }
  }

  @Test
  void aRestartLosesNothing() throws Exception {
    OperatorSubtaskState state;
    try (ClientHarness harness = opened()) {
      state = harness.send(blocked("a", 0)).send(blocked("a", 1)).snapshot();
    }
    try (ClientHarness harness = ClientHarness.restored(state, new RareVerdictDetector(SETTINGS))) {
      assertThat(harness.send(blocked("a", 2)).found()).hasSize(1);
    }
  }

  @Test
  void whatWasYesterdayIsOver() throws Exception {
    long later = 2 * SETTINGS.idleMillis();
    try (ClientHarness harness = opened()) {
      harness.send(blocked("a", 0)).send(blocked("a", 1)).send(blocked("a", later));
      assertThat(harness.found()).isEmpty();

      harness.watermark(2 * later);
      assertThat(harness.stateEntries()).isZero();
      assertThat(harness.timers()).isZero();
    }
  }

  @Test
  void aQuietClientTakesFewBytes() {
    assertThat(ClientRecordTest.bytes(RareVerdicts.NONE.counted(false).cleared())).isLessThan(5);
  }

  private static EnrichedEvent blocked(String client, long at) {
    return Enriched.verdict(client, at, 0, 0.99);
  }

  private static EnrichedEvent allowed(String client, long at) {
    return Enriched.verdict(client, at, 1, 0.99);
  }

  private static ClientHarness opened() throws Exception {
    return ClientHarness.of(new RareVerdictDetector(SETTINGS));
  }
}
