// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenceline.model.Detection;
import io.fenceline.model.EnrichedEvent;
import io.fenceline.model.Likeness;
import io.fenceline.model.Novelty;
import io.fenceline.model.Severity;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

class UnfamiliarPrincipalDetectorTest {
  private static final long IDLE = DetectSettings.defaults().idleMillis();
  private static final long MINUTE = 60_000;

  private static final long NOW = 250 * MINUTE;
  private static final Novelty KNOWN = new Novelty(true, false, false, false, false);
  private static final Novelty NEW_PLACE = new Novelty(true, true, true, false, false);

  @Test
  void aNewNetworkWithANewSoftwareIsALead() throws Exception {
    try (ClientHarness harness = opened()) {
      harness.send(used("a", NOW, "198.51.100.7", "curl/8.1", NEW_PLACE));
      harness.send(used("a", NOW + 1, "198.51.100.7", "curl/8.1", KNOWN));

      assertThat(harness.found()).hasSize(1);
      Detection found = harness.found().get(0);
      assertThat(found.rule().id()).isEqualTo("unfamiliar-principal");
      assertThat(found.severity()).isEqualTo(Severity.LOW);
      assertThat(found.timestamp()).isEqualTo(NOW);
      assertThat(found.reason())
          .isEqualTo("used with a network and user agent that were never seen for this credential");
    }
  }

  @Test
  void everyFeatureCountsAndIsNamed() throws Exception {
    try (ClientHarness harness = opened()) {
      harness.send(used("a", NOW, "", "", new Novelty(true, true, true, true, true)));

      assertThat(harness.found().get(0).reason())
          .startsWith("used with a network and user agent and endpoint and hour of the day that");
    }
  }

  @Test
  void oneNewFeatureAloneIsDailyLife() throws Exception {
    try (ClientHarness harness = opened()) {
      harness.send(used("a", NOW, "", "", new Novelty(true, true, false, false, false)));
      harness.send(used("a", NOW + 1, "", "", new Novelty(true, false, true, false, false)));
      harness.send(used("a", NOW + 2, "", "", new Novelty(true, false, false, true, false)));
      harness.send(used("a", NOW + 3, "", "", new Novelty(true, false, false, false, true)));

      assertThat(harness.found()).isEmpty();
    }
  }

  @Test
  void aNewPlaceThatProbesWithinTenMinutesIsMore() throws Exception {
    try (ClientHarness harness = opened()) {
      harness.send(used("a", NOW, "198.51.100.7", "curl/8.1", NEW_PLACE));
      harness.send(probing("a", NOW + 1, "203.0.113.9", "okhttp/4.12.0"));
      assertThat(harness.found()).as("the old place may").hasSize(1);

      for (int i = 2; i < 50; i++) {
        harness.send(probing("a", NOW + i, "198.51.100.7", "curl/8.2"));
      }
      assertThat(harness.found())
          .extracting(Detection::severity)
          .containsExactly(Severity.LOW, Severity.MEDIUM);
    }
  }

  @Test
  void afterTenMinutesTheNewPlaceIsLearnt() throws Exception {
    try (ClientHarness harness = opened()) {
      harness.send(used("a", NOW, "198.51.100.7", "curl/8.1", NEW_PLACE));
      harness.send(probing("a", NOW + 10 * MINUTE, "198.51.100.7", "curl/8.1"));

      assertThat(harness.found()).hasSize(1);
    }
  }

  @Test
  void threeNetworksInTurnAreALeadTheSecondTime() throws Exception {
    try (ClientHarness harness = opened()) {
      for (int i = 0; i < 200; i++) {
        harness.send(used("a", NOW + i * 10_000L, "10.0." + i % 3 + ".1", "okhttp/4.12.0", KNOWN));
      }
      assertThat(harness.found()).hasSize(1);
      assertThat(harness.found().get(0).severity()).isEqualTo(Severity.LOW);
      assertThat(harness.found().get(0).reason())
          .isEqualTo("3 networks in turn within five minutes, for the second time");
      assertThat(harness.found().get(0).evidence()).hasSizeBetween(5, Detection.MAX_EVIDENCE);
    }
  }

  @Test
  void aMoveThroughThreeNetworksIsNoSharing() throws Exception {
    try (ClientHarness harness = opened()) {
      for (int i = 0; i < 2000; i++) {
        String address = "10.0." + i / 50 % 3 + ".1";
        harness.send(used("a", NOW + i * 10_000L, address, "okhttp/4.12.0", KNOWN));
      }
      assertThat(harness.found()).isEmpty();
    }
  }

  @Test
  void aCredentialSharedFromItsFirstDayHasTheHabit() throws Exception {
    try (ClientHarness harness = opened()) {
      for (int i = 0; i < 5000; i++) {
        Novelty novelty = i < 360 ? Novelty.NONE : KNOWN;
        harness.send(used("a", i * 10_000L, "10.0." + i % 5 + ".1", "okhttp/4.12.0", novelty));
      }
      assertThat(harness.found()).isEmpty();
    }
  }

  @Test
  void anAddressAloneIsNoCredential() throws Exception {
    try (ClientHarness harness = opened()) {
      for (int i = 0; i < 500; i++) {
        harness.send(used("", i * MINUTE, "10.0." + i % 3 + ".1", "tool", Novelty.NONE));
      }
      assertThat(harness.found()).isEmpty();
      assertThat(harness.stateEntries()).isZero();
    }
  }

  @Test
  void aRestartLosesNothing() throws Exception {
    OperatorSubtaskState state;
    try (ClientHarness harness = opened()) {
      harness.send(used("a", NOW, "198.51.100.7", "curl/8.1", NEW_PLACE));
      state = harness.snapshot();
    }
    try (ClientHarness harness =
        ClientHarness.restored(state, new UnfamiliarPrincipalDetector(IDLE))) {
      harness.send(probing("a", NOW + 1, "198.51.100.7", "curl/8.1"));

      assertThat(harness.found()).extracting(Detection::severity).containsExactly(Severity.MEDIUM);
    }
  }

  @Test
  void aCredentialThatFellSilentIsForgotten() throws Exception {
    try (ClientHarness harness = opened()) {
      harness.send(used("a", NOW, "198.51.100.7", "curl/8.1", NEW_PLACE));
      harness.watermark(NOW + 3 * IDLE);

      assertThat(harness.stateEntries()).isZero();
      assertThat(harness.timers()).isZero();
    }
  }

  private static EnrichedEvent used(
      String client, long at, String address, String agent, Novelty novelty) {
    return Enriched.used(client, at, address, agent, Likeness.NONE, novelty);
  }

  private static EnrichedEvent probing(String client, long at, String address, String agent) {
    Likeness probing = Enriched.switching(client, at, 8).enrichment().likeness();
    return Enriched.used(client, at, address, agent, probing, KNOWN);
  }

  private static ClientHarness opened() throws Exception {
    return ClientHarness.of(new UnfamiliarPrincipalDetector(IDLE));
  }
}
