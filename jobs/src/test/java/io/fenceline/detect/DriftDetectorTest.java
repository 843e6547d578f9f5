// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenceline.feature.Request;
import io.fenceline.model.Detection;
import io.fenceline.model.EnrichedEvent;
import io.fenceline.model.Enrichment;
import io.fenceline.model.Evidence;
import io.fenceline.model.Severity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.Test;

class DriftDetectorTest {
  private static final DetectSettings SETTINGS = DetectSettings.defaults();

  @Test
  void aHundredThousandHonestScoresRaiseNoAlarm() throws Exception {
    Random random = new Random(1);
    try (var harness = opened()) {
      for (int i = 0; i < 100_000; i++) {
        send(harness, Enriched.scored("a", i, random.nextGaussian()));
      }
      assertThat(harness.extractOutputValues()).isEmpty();
    }
  }

  @Test
  void twoStandardDeviationsMoreAreFoundWithinFifteenRequests() throws Exception {
    List<Integer> delays = new ArrayList<>();
    Random random = new Random(2);
    try (var harness = opened()) {
      for (int client = 0; client < 100; client++) {
        int before = harness.extractOutputValues().size();
        int requests = 0;
        while (harness.extractOutputValues().size() == before) {
          requests++;
          send(harness, Enriched.scored("k" + client, requests, 2 + random.nextGaussian()));
        }
        delays.add(requests);
      }
    }
    delays.sort(null);
    assertThat(delays.get(50)).as("median").isBetween(10, 13);
    assertThat(delays.get(89)).as("nine of ten").isLessThanOrEqualTo(16);
  }

  @Test
  void replaysNearDuplicatesAndLateEventsAddNothing() throws Exception {
    try (var harness = opened()) {
      for (int i = 0; i < 200; i++) {
        send(harness, Enriched.repeated("a", i, 3, true, false));
        send(harness, Enriched.repeated("a", i, 3, false, true));
        send(harness, new EnrichedEvent(Request.by("a").at(i).build(), Enrichment.LATE));
      }
      assertThat(harness.extractOutputValues()).isEmpty();
      assertThat(harness.numKeyedStateEntries()).isZero();
    }
  }

  @Test
  void oneAbsurdScoreIsNoDrift() throws Exception {
    try (var harness = opened()) {
      send(harness, Enriched.scored("a", 1, 1e9));

      assertThat(harness.extractOutputValues()).isEmpty();
    }
  }

  @Test
  void tenThousandQualifyingRequestsGiveOneDetectionInSix() throws Exception {
    try (var harness = opened()) {
      for (int i = 0; i < 10_000; i++) {
        send(harness, Enriched.scored("a", i, 100));
      }
      // A score counts for 3 at the most: 15 / (3 - 0.5) requests to an alarm.
      assertThat(harness.extractOutputValues()).hasSize(10_000 / 6);
    }
  }

  @Test
  void aDetectionCarriesItsRequestsAsEvidence() throws Exception {
    try (var harness = opened()) {
      for (int i = 0; i < 60; i++) {
        send(harness, Enriched.scored("a", i, 0.8));
      }
      Detection detection = harness.extractOutputValues().get(0);

      assertThat(detection.rule().id()).isEqualTo("entropy-drift");
      assertThat(detection.entity()).endsWith("key:a");
      assertThat(detection.timestamp()).isEqualTo(49);
      assertThat(detection.measure().value()).isGreaterThanOrEqualTo(15);
      assertThat(detection.measure().baselineSize()).isEqualTo(1000);
      assertThat(detection.evidence())
          .hasSize(Detection.MAX_EVIDENCE)
          .extracting(Evidence::timestamp)
          .isSorted()
          .endsWith(49L);
    }
  }

  @Test
  void farScoresAreMediumAndALittleOddnessForLongIsALead() throws Exception {
    try (var harness = opened()) {
      for (int i = 0; i < 60; i++) {
        send(harness, Enriched.scored("tenant", i, 0.8));
        send(harness, Enriched.scored("fuzzer", i, 2.5));
      }

      assertThat(harness.extractOutputValues())
          .filteredOn(detection -> detection.entity().endsWith("tenant"))
          .isNotEmpty()
          .extracting(Detection::severity)
          .containsOnly(Severity.LOW);
      assertThat(harness.extractOutputValues())
          .filteredOn(detection -> detection.entity().endsWith("fuzzer"))
          .isNotEmpty()
          .extracting(Detection::severity)
          .containsOnly(Severity.MEDIUM);
    }
  }

  @Test
  void clientsDoNotAddUpWithEachOther() throws Exception {
    try (var harness = opened()) {
      for (int i = 0; i < 1000; i++) {
        send(harness, Enriched.scored("k" + i, i, 3));
      }
      assertThat(harness.extractOutputValues()).isEmpty();
    }
  }

  @Test
  void aRestartLosesNothingOfADrift() throws Exception {
    OperatorSubtaskState state;
    try (var harness = opened()) {
      for (int i = 0; i < 5; i++) {
        send(harness, Enriched.scored("a", i, 3));
      }
      state = harness.snapshot(1, 1);
    }
    try (var harness = unopened()) {
      harness.initializeState(state);
      harness.open();
      send(harness, Enriched.scored("a", 5, 3));

      assertThat(harness.extractOutputValues()).hasSize(1);
    }
  }

  @Test
  void aDriftOfYesterdayIsOverWhetherOrNotATimerHasFired() throws Exception {
    long later = 2 * SETTINGS.idleMillis();
    try (var live = opened();
        var replay = opened()) {
      for (int i = 0; i < 5; i++) {
        send(live, Enriched.scored("a", i, 3));
        send(replay, Enriched.scored("a", i, 3));
      }
      live.processWatermark(later - 1);
      for (int i = 0; i < 5; i++) {
        send(live, Enriched.scored("a", later + i, 3));
        send(replay, Enriched.scored("a", later + i, 3));
      }
      assertThat(live.extractOutputValues()).isEmpty();
      assertThat(replay.extractOutputValues()).isEmpty();
    }
  }

  @Test
  void silentClientsLeaveNeitherStateNorTimers() throws Exception {
    Random random = new Random(3);
    try (var harness = opened()) {
      for (int i = 0; i < 20_000; i++) {
        send(harness, Enriched.scored("k" + i % 50, i * 1000L, random.nextGaussian()));
      }
      harness.processWatermark(20_000_000 + 2 * SETTINGS.idleMillis());

      assertThat(harness.numKeyedStateEntries()).isZero();
      assertThat(harness.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void itsStateStaysUnderTwoKilobytes() {
    DriftState.Sighting evidence = new DriftState.Sighting("0".repeat(36), 0, 0.123, 2.3);
    DriftState full =
        new DriftState(14.9, 1000, Collections.nCopies(Detection.MAX_EVIDENCE, evidence));

    assertThat(ClientRecordTest.bytes(full)).isLessThan(2000);
  }

  @Test
  void whatItFindsNeedsNoKryo() {
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(Detection.class);
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, EnrichedEvent, Detection> unopened()
      throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        ClientHarness.operator(
            new DriftDetector(
                DriftMetric.ENTROPY,
                SETTINGS.entropyAllowance(),
                SETTINGS.entropyThreshold(),
                SETTINGS.idleMillis())),
        enriched -> enriched.event().clientKey(),
        Types.STRING);
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, EnrichedEvent, Detection> opened()
      throws Exception {
    var harness = unopened();
    harness.open();
    return harness;
  }

  private static void send(
      KeyedOneInputStreamOperatorTestHarness<String, EnrichedEvent, Detection> harness,
      EnrichedEvent event)
      throws Exception {
    harness.processElement(event, event.event().timestamp());
  }
}
