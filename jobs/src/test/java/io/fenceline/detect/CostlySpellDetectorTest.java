// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenceline.model.Detection;
import io.fenceline.model.Likeness;
import io.fenceline.model.Severity;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

class CostlySpellDetectorTest {
  private static final long IDLE = DetectSettings.defaults().idleMillis();

  @Test
  void sevenLongTextsThatTakeLongAreALead() throws Exception {
    try (ClientHarness harness = opened()) {
      for (int i = 0; i < 7; i++) {
        harness.send(Enriched.text("a", i, 2, 5));
      }
      // A score counts for 3 at the most: 15 / (3 - 0.75) requests.
      assertThat(harness.found()).hasSize(1);
      Detection found = harness.found().get(0);
      assertThat(found.rule().id()).isEqualTo("resource-exhaustion");
      assertThat(found.severity()).isEqualTo(Severity.LOW);
      assertThat(found.evidence()).hasSize(7);
      assertThat(found.evidence().get(0).shows())
          .isEqualTo("200 characters took 9.0 ms, 5.0 standard deviations above the baseline");
    }
  }

  @Test
  void aSlowHourOfTheModelIsNobodysFault() throws Exception {
    try (ClientHarness harness = opened()) {
      for (int i = 0; i < 10_000; i++) {
        harness.send(Enriched.text("k" + i % 50, i, i % 11 == 0 ? 1.5 : 0.4, 5));
      }
      assertThat(harness.found()).isEmpty();
    }
  }

  @Test
  void longTextsThatAreAnsweredAsFastAsAnyAreNone() throws Exception {
    try (ClientHarness harness = opened()) {
      for (int i = 0; i < 10_000; i++) {
        harness.send(Enriched.text("a", i, 3, 0));
      }
      assertThat(harness.found()).isEmpty();
      assertThat(harness.stateEntries()).isZero();
    }
  }

  @Test
  void aHundredThousandGiveFewDetections() throws Exception {
    try (ClientHarness harness = opened()) {
      for (int i = 0; i < 100_000; i++) {
        harness.send(Enriched.text("a", i, 3, 9));
      }
      assertThat(harness.found()).hasSizeLessThan(16);
    }
  }

  @Test
  void hostileNumbersAreBounded() throws Exception {
    try (ClientHarness harness = opened()) {
      harness.send(Enriched.text("a", 1, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY));
      harness.send(Enriched.text("a", 2, Double.NaN, Double.POSITIVE_INFINITY));
      harness.send(Enriched.text("a", 3, 9, Double.NaN));
      harness.send(Enriched.alike(Enriched.text("a", 4, 9, 9), Likeness.replayed(0)));

      assertThat(harness.found()).isEmpty();
    }
  }

  @Test
  void aRestartLosesNothing() throws Exception {
    OperatorSubtaskState state;
    try (ClientHarness harness = opened()) {
      for (int i = 0; i < 6; i++) {
        harness.send(Enriched.text("a", i, 2, 5));
      }
      state = harness.snapshot();
    }
    try (ClientHarness harness = ClientHarness.restored(state, new CostlySpellDetector(IDLE))) {
      assertThat(harness.send(Enriched.text("a", 6, 2, 5)).found()).hasSize(1);
    }
  }

  @Test
  void whatWasYesterdayIsOver() throws Exception {
    try (ClientHarness harness = opened()) {
      for (int i = 0; i < 12; i++) {
        harness.send(Enriched.text("a", i < 6 ? i : 2 * IDLE + i, 2, 5));
      }
      assertThat(harness.found()).isEmpty();
      harness.watermark(5 * IDLE);
      assertThat(harness.stateEntries()).isZero();
      assertThat(harness.timers()).isZero();
    }
  }

  @Property(tries = 50)
  void honestTextsWhoseLatencyGrowsWithTheirLengthRaiseNoAlarm(@ForAll Random random)
      throws Exception {
    try (ClientHarness harness = opened()) {
      for (int i = 0; i < 2000; i++) {
        double length = random.nextGaussian();
        double latency = 0.8 * length + 0.6 * random.nextGaussian();
        harness.send(Enriched.text("a", i, Math.exp(0.5 * (length - 2.33)), latency));
      }
      assertThat(harness.found()).isEmpty();
    }
  }

  private static ClientHarness opened() throws Exception {
    return ClientHarness.of(new CostlySpellDetector(IDLE));
  }
}
