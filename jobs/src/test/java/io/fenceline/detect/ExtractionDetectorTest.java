// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenceline.model.Client;
import io.fenceline.model.Detection;
import io.fenceline.model.EnrichedEvent;
import io.fenceline.model.Evidence;
import io.fenceline.model.Family;
import io.fenceline.model.Likeness;
import io.fenceline.model.Severity;
import java.util.Collections;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtractionDetectorTest {
  private static final DetectSettings SETTINGS = DetectSettings.defaults();
  private static final double[] MIXED = mixed(Asked.USUAL, Asked.FOREIGN);
  private static final double[] EASY = {0.9, 0.1, 0, 0, 0};
  private static final Likeness NEAR =
      Enriched.repeated("", 0, 0, true, false).enrichment().likeness();
  private static final Likeness REPLAY =
      Enriched.repeated("", 0, 0, false, true).enrichment().likeness();

  @Test
  void honestClientsOfOnePoolRaiseNoAlarm() throws Exception {
    for (int seed = 0; seed < 20; seed++) {
      Asked asked = new Asked(seed);
      try (var harness = opened()) {
        for (int client = 0; client < 50; client++) {
          send(harness, asked, "k" + client, 300, Asked.USUAL);
        }
        assertThat(harness.extractOutputValues()).as("seed %d", seed).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.005, 0.02, 0.1, 0.3})
  void clientsWithHabitsOfTheirOwnRaiseOneAlarmIn100000RequestsAtMost(double rho) throws Exception {
    Asked asked = new Asked(7).correlation(rho);
    try (var harness = opened()) {
      for (int client = 0; client < 1000; client++) {
        send(harness, asked, "k" + client, 400, Asked.habit(client, rho));
      }
      // Such habits have longer tails than chi-squared has: none, but one with rho 0.1.
      assertThat(harness.extractOutputValues()).hasSizeLessThanOrEqualTo(1000 * 400 / 100_000);
    }
  }

  @Test
  void aTenantWhoseInputsAreOddIsReportedOnceAtMostPerSeverity() throws Exception {
    Asked asked = new Asked(8);
    try (var harness = opened()) {
      send(harness, asked, "odd", 20_000, Asked.FOREIGN);

      assertThat(harness.extractOutputValues())
          .extracting(Detection::severity)
          .containsExactly(Severity.MEDIUM, Severity.HIGH);
    }
  }

  @Test
  void easyInputsAreNoTheft() throws Exception {
    try (var harness = opened()) {
      send(harness, new Asked(9), "easy", 5000, EASY);

      assertThat(harness.extractOutputValues()).isEmpty();
    }
  }

  @Test
  void aTheftWithForeignInputsIsFoundWithinAHundredRequests() throws Exception {
    int found = 0;
    for (int seed = 0; seed < 100; seed++) {
      try (var harness = opened()) {
        send(harness, new Asked(seed).correlation(0.01), "thief", 100, Asked.FOREIGN);
        found += harness.extractOutputValues().size();
      }
    }
    assertThat(found).isGreaterThanOrEqualTo(97);
  }

  @Test
  void halfOfHonestRequestsDelayItUntilAThousand() throws Exception {
    int found = 0;
    for (int seed = 0; seed < 100; seed++) {
      try (var harness = opened()) {
        send(harness, new Asked(seed).correlation(0.003), "thief", 1000, MIXED);
        found += Math.min(1, harness.extractOutputValues().size());
      }
    }
    assertThat(found).isGreaterThanOrEqualTo(95);
  }

  @Test
  void aTheftWithAKeyOfLongHonestUseIsFoundWithinTwoHundred() throws Exception {
    Asked asked = new Asked(10);
    try (var harness = opened()) {
      send(harness, asked, "stolen", 12_340, Asked.USUAL);
      assertThat(harness.extractOutputValues()).isEmpty();
      send(harness, asked, "stolen", 200, Asked.FOREIGN);

      assertThat(harness.extractOutputValues()).hasSize(1);
    }
  }

  @Test
  void anUnusualRateMakesItHigh() throws Exception {
    try (var harness = opened()) {
      send(harness, new Asked(11).rate(4), "thief", 100, Asked.FOREIGN);

      assertThat(harness.extractOutputValues())
          .extracting(Detection::severity)
          .containsExactly(Severity.HIGH);
    }
  }

  @Test
  void aSearchAmongNearDuplicatesIsNoTheft() throws Exception {
    Asked apart = new Asked(12);
    Asked near = new Asked(12).likeness(NEAR);
    try (var harness = opened()) {
      for (int i = 0; i < 4000; i++) {
        process(harness, (i % 6 == 0 ? near : apart).next("search", i, Asked.FOREIGN));
      }
      assertThat(harness.extractOutputValues()).isEmpty();
    }
  }

  @Test
  void fuzzingAndCostlyInputsAreNoTheft() throws Exception {
    try (var harness = opened()) {
      send(harness, new Asked(13).classes(1, Math.log(10)), "one class", 2000, Asked.FOREIGN);
      send(harness, new Asked(13).text(1, 0.5), "random bytes", 2000, Asked.FOREIGN);
      send(harness, new Asked(13).text(0.1, 80), "endless texts", 2000, Asked.FOREIGN);
      send(harness, new Asked(13).classes(2, 0.1), "guard", 2000, Asked.FOREIGN);
      send(harness, new Asked(13).likeness(REPLAY), "replays", 2000, Asked.FOREIGN);

      assertThat(harness.extractOutputValues()).isEmpty();
    }
  }

  @Test
  void aDetectionSaysWhatWasSeen() throws Exception {
    try (var harness = opened()) {
      send(harness, new Asked(14), "thief", 100, Asked.FOREIGN);
      Detection detection = harness.extractOutputValues().get(0);

      assertThat(detection.rule().id()).isEqualTo("model-extraction");
      assertThat(detection.rule().family()).isEqualTo(Family.EXTRACTION);
      assertThat(detection.subject().apiKeyIds()).containsExactly("thief");
      assertThat(detection.reason()).startsWith("of the last 50 different inputs");
      assertThat(detection.measure().value())
          .isGreaterThanOrEqualTo(detection.measure().threshold());
      assertThat(detection.measure().baselineSize()).isEqualTo(1024);
      assertThat(detection.evidence())
          .hasSizeBetween(5, ExtractionDetector.EVIDENCE)
          .extracting(Evidence::timestamp)
          .isSorted();
    }
  }

  @Test
  void everyTenthRequestTellsTheClustersOfTheTenBefore() throws Exception {
    Asked asked = new Asked(15);
    Client client = new Client("a", "", "192.0.2.7");
    try (var harness = opened()) {
      for (int i = 0; i < 95; i++) {
        process(harness, asked.next(client, "curl", i, Asked.USUAL));
      }
      assertThat(harness.getSideOutput(ExtractionDetector.SHARES))
          .hasSize(9 * 2)
          .allMatch(share -> share.getValue().profile().requests() == 10);
    }
  }

  @Test
  void aRestartLosesNothing() throws Exception {
    Asked asked = new Asked(16);
    OperatorSubtaskState state;
    try (var harness = opened()) {
      send(harness, asked, "thief", 45, Asked.FOREIGN);
      state = harness.snapshot(1, 1);
    }
    try (var harness = unopened()) {
      harness.initializeState(state);
      harness.open();
      send(harness, asked, "thief", 5, Asked.FOREIGN);

      assertThat(harness.extractOutputValues()).hasSize(1);
    }
  }

  @Test
  void requestsOfYesterdayAreForgottenWhetherOrNotATimerHasFired() throws Exception {
    long later = 2 * SETTINGS.idleMillis();
    try (var live = opened();
        var replay = opened()) {
      for (int i = 0; i < 45; i++) {
        EnrichedEvent event = new Asked(i).next("a", i, Asked.FOREIGN);
        process(live, event);
        process(replay, event);
      }
      live.processWatermark(later - 1);
      for (int i = 0; i < 45; i++) {
        EnrichedEvent event = new Asked(i).next("a", later + i, Asked.FOREIGN);
        process(live, event);
        process(replay, event);
      }
      assertThat(live.extractOutputValues()).isEmpty();
      assertThat(replay.extractOutputValues()).isEmpty();
    }
  }

  @Test
  void silentClientsLeaveNeitherStateNorTimers() throws Exception {
    Asked asked = new Asked(17);
    try (var harness = opened()) {
      for (int i = 0; i < 2000; i++) {
        process(harness, asked.next("k" + i % 50, i * 1000L, Asked.USUAL));
      }
      harness.processWatermark(2_000_000 + 2 * SETTINGS.idleMillis());

      assertThat(harness.numKeyedStateEntries()).isZero();
      assertThat(harness.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void itsStateIsSmall() {
    assertThat(bytes(List.of())).isLessThan(30);
    var evidence = new ExtractionState.Hard("0".repeat(36), 0, 0.123, 0.999);
    assertThat(bytes(Collections.nCopies(ExtractionDetector.EVIDENCE, evidence))).isLessThan(600);
  }

  @Test
  void whatItSendsNeedsNoKryo() {
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(ExtractionShare.class);
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(ExtractionCluster.class);
  }

  private static int bytes(List<ExtractionState.Hard> evidence) {
    return ClientRecordTest.bytes(
        new ExtractionState(
            RequestProfile.NONE, RequestProfile.NONE, RequestProfile.NONE, "MEDIUM", evidence));
  }

  private static double[] mixed(double[] a, double[] b) {
    double[] both = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      both[i] = (a[i] + b[i]) / 2;
    }
    return both;
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, EnrichedEvent, Detection> unopened()
      throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        ClientHarness.operator(new ExtractionDetector(SETTINGS)),
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
      Asked asked,
      String client,
      int requests,
      double[] habit)
      throws Exception {
    for (int i = 0; i < requests; i++) {
      process(harness, asked.next(client, i, habit));
    }
  }

  private static void process(
      KeyedOneInputStreamOperatorTestHarness<String, EnrichedEvent, Detection> harness,
      EnrichedEvent event)
      throws Exception {
    harness.processElement(event, event.event().timestamp());
  }
}
