// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenceline.feature.Request;
import io.fenceline.model.Detection;
import io.fenceline.model.EnrichedEvent;
import io.fenceline.model.Enrichment;
import io.fenceline.model.Evidence;
import io.fenceline.model.Likeness;
import io.fenceline.model.Severity;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

class LongTextDetectorTest {
  private static final DetectSettings SETTINGS = DetectSettings.defaults();
  private static final long MINUTE = 60_000;

  @Test
  void theFifthOversizedTextWithinTenMinutesIsAnAlarm() throws Exception {
    try (ClientHarness harness = opened()) {
      for (int i = 0; i < 4; i++) {
        harness.send(oversized("a", i * 2 * MINUTE));
      }
      assertThat(harness.found()).isEmpty();

      Detection found = harness.send(oversized("a", 8 * MINUTE)).found().get(0);
      assertThat(found.rule().id()).isEqualTo("resource-exhaustion");
      assertThat(found.severity()).isEqualTo(Severity.MEDIUM);
      assertThat(found.timestamp()).isEqualTo(8 * MINUTE);
      assertThat(found.subject().apiKeyIds()).containsExactly("a");
      assertThat(found.reason())
          .isEqualTo(
              "5 texts within ten minutes are at least 5.0 times as long as 99 % of the model's"
                  + " texts, at last 2000 characters");
      assertThat(found.evidence()).hasSize(5).extracting(Evidence::timestamp).isSorted();
    }
  }

  @Test
  void fiveOversizedTextsOverALongerTimeAreNone() throws Exception {
    try (ClientHarness harness = opened()) {
      for (int i = 0; i < 100; i++) {
        harness.send(oversized("a", i * 5 * MINUTE / 2));
      }
      assertThat(harness.found()).isEmpty();
    }
  }

  @Test
  void retriesOfOneLongDocumentAreNoFlood() throws Exception {
    try (ClientHarness harness = opened()) {
      for (int i = 0; i < 100; i++) {
        harness.send(Enriched.alike(oversized("a", i), Likeness.replayed(0)));
      }
      assertThat(harness.found()).isEmpty();
      assertThat(harness.stateEntries()).isZero();
    }
  }

  @Test
  void aTenantOfLongDocumentsAlarmsOnceAndIsThenItsOwnNorm() throws Exception {
    Random random = new Random(5);
    try (ClientHarness harness = opened()) {
      long at = 0;
      for (int i = 0; i < 20_000; i++) {
        at += (long) (-Math.log(1 - random.nextDouble()) * 10_000);
        harness.send(oversized("a", at));
      }
      assertThat(harness.found()).hasSize(1);
    }
  }

  @Test
  void aTenantThatBeginsToFloodAlarmsAgain() throws Exception {
    try (ClientHarness harness = opened()) {
      for (int i = 0; i < 500; i++) {
        harness.send(oversized("a", i * MINUTE));
      }
      assertThat(harness.found()).hasSize(1);
      for (int i = 0; i < 100; i++) {
        harness.send(oversized("a", 500 * MINUTE + i * 100));
      }
      assertThat(harness.found()).hasSize(2);
    }
  }

  @Test
  void aHundredThousandOversizedTextsGiveFewDetections() throws Exception {
    try (ClientHarness harness = opened()) {
      for (int i = 0; i < 100_000; i++) {
        // Faster and faster: the worst that a flood can do to the list of alerts.
        harness.send(oversized("a", (long) (3_600_000 * Math.log(1 + i))));
      }
      assertThat(harness.found()).hasSizeLessThan(18);
    }
  }

  @Test
  void textsOfOrdinaryLengthAndUnknownLengthsKeepNoState() throws Exception {
    try (ClientHarness harness = opened()) {
      for (int i = 0; i < 1000; i++) {
        harness.send(Enriched.text("a", i, 4.9, 0));
        harness.send(Enriched.text("a", i, Double.NaN, 0));
        harness.send(new EnrichedEvent(Request.by("a").at(i).build(), Enrichment.LATE));
      }
      assertThat(harness.found()).isEmpty();
      assertThat(harness.stateEntries()).isZero();
    }
  }

  @Test
  void absurdLengthsAreCountedLikeAnyOther() throws Exception {
    try (ClientHarness harness = opened()) {
      for (int i = 0; i < 5; i++) {
        harness.send(Enriched.text("a", i, Double.POSITIVE_INFINITY, 0));
      }
      assertThat(harness.found()).hasSize(1);
    }
  }

  @Test
  void clientsDoNotAddUp() throws Exception {
    try (ClientHarness harness = opened()) {
      for (int i = 0; i < 1000; i++) {
        harness.send(oversized("k" + i % 300, i));
      }
      assertThat(harness.found()).isEmpty();
    }
  }

  @Test
  void aRestartLosesNothing() throws Exception {
    OperatorSubtaskState state;
    try (ClientHarness harness = opened()) {
      for (int i = 0; i < 4; i++) {
        harness.send(oversized("a", i));
      }
      state = harness.snapshot();
    }
    try (ClientHarness harness = ClientHarness.restored(state, new LongTextDetector(SETTINGS))) {
      assertThat(harness.send(oversized("a", 4)).found()).hasSize(1);
      for (int i = 5; i < 100; i++) {
        harness.send(oversized("a", i));
      }
      assertThat(harness.found()).hasSize(1);
    }
  }

  @Test
  void aTenantThatFellSilentBeginsAnewWhetherOrNotATimerHasFired() throws Exception {
    long later = 2 * SETTINGS.idleMillis();
    try (ClientHarness live = opened();
        ClientHarness replay = opened()) {
      for (long base : new long[] {0, later}) {
        if (base > 0) {
          live.watermark(later - 1);
        }
        for (int i = 0; i < 5; i++) {
          live.send(oversized("a", base + i));
          replay.send(oversized("a", base + i));
        }
      }
      assertThat(live.found()).hasSize(2);
      assertThat(replay.found()).isEqualTo(live.found());
    }
  }

  @Test
  void silentClientsLeaveNeitherStateNorTimers() throws Exception {
    try (ClientHarness harness = opened()) {
      for (int i = 0; i < 10_000; i++) {
        harness.send(oversized("k" + i % 50, i * 1000L));
      }
      assertThat(harness.timers()).isLessThan(50 * 18);
      harness.watermark(10_000_000 + 2 * SETTINGS.idleMillis());

      assertThat(harness.stateEntries()).isZero();
      assertThat(harness.timers()).isZero();
    }
  }

  @Property(tries = 50, seed = "13")
  void honestLengthsRaiseNoAlarm(@ForAll Random random) throws Exception {
    try (ClientHarness harness = opened()) {
      for (int i = 0; i < 2000; i++) {
        // Log-normal, with 1 % above the 99th percentile by construction.
        double ratio = Math.exp(0.5 * (random.nextGaussian() - 2.33));
        harness.send(Enriched.text("a", i * 1000L, ratio, random.nextGaussian()));
      }
      assertThat(harness.found()).isEmpty();
    }
  }

  private static EnrichedEvent oversized(String client, long at) {
    return Enriched.text(client, at, 20, 0);
  }

  private static ClientHarness opened() throws Exception {
    return ClientHarness.of(new LongTextDetector(SETTINGS));
  }
}
