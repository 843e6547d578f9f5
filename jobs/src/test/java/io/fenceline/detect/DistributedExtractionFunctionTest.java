// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenceline.model.Client;
import io.fenceline.model.Detection;
import io.fenceline.model.EnrichedEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class DistributedExtractionFunctionTest {
  private static final DetectSettings SETTINGS = DetectSettings.defaults();
  private static final String AGENT = "python-requests/2.32";

  @Test
  void manyLightAccountsOfOneNetworkAreFoundTogether() throws Exception {
    List<Detection> found = detect(shares(new Asked(1), 24, 50, Asked.FOREIGN, "192.0.2.", ""));

    assertThat(found).hasSize(1);
    Detection detection = found.get(0);
    assertThat(detection.rule().id()).isEqualTo("distributed-extraction");
    assertThat(detection.subject().apiKeyIds()).hasSizeGreaterThanOrEqualTo(20).contains("a7");
    assertThat(detection.subject().sourceIps()).hasSameSizeAs(detection.subject().apiKeyIds());
    assertThat(detection.reason()).contains("clients that share the network 192.0.2.0/24");
    assertThat(detection.evidence()).hasSize(Detection.MAX_EVIDENCE);
    assertThat(detection.measure().value()).isGreaterThan(detection.measure().threshold());
  }

  @Test
  void manyLightAccountsWithOneSoftwareAreFoundTogether() throws Exception {
    for (int seed = 0; seed < 20; seed++) {
      List<Detection> found = detect(shares(new Asked(seed), 30, 60, Asked.FOREIGN, "", AGENT));

      assertThat(found).hasSize(1);
      assertThat(found.get(0).reason()).contains("share a user agent");
    }
  }

  @Test
  void theyNeedNotBeEvidentAlone() throws Exception {
    // Three foreign inputs among five: one of them alone would take hundreds of requests.
    double[] mixed = {0.32, 0.19, 0.14, 0.115, 0.235};
    int found = 0;
    for (int seed = 0; seed < 20; seed++) {
      found += detect(shares(new Asked(seed), 40, 80, mixed, "192.0.2.", "")).size();
    }
    assertThat(found).isGreaterThanOrEqualTo(18);
  }

  @Test
  void honestColleaguesRaiseNoAlarm() throws Exception {
    for (int seed = 0; seed < 50; seed++) {
      Asked asked = new Asked(seed).correlation(0.02);
      List<ExtractionShare> shares = new ArrayList<>();
      try (var asking = asking()) {
        for (int colleague = 0; colleague < 60; colleague++) {
          shares.addAll(
              shares(
                  asking,
                  asked,
                  colleague,
                  100,
                  Asked.habit(1000 * seed + colleague, 0.02),
                  new Client("a" + colleague, "", "192.0.2." + colleague),
                  AGENT));
        }
      }
      assertThat(detect(shares)).as("seed %d", seed).isEmpty();
    }
  }

  @Test
  void fewAccountsOrOneHeavyOneAreNotMany() throws Exception {
    assertThat(detect(shares(new Asked(2), 19, 100, Asked.FOREIGN, "192.0.2.", ""))).isEmpty();

    List<ExtractionShare> mixed = shares(new Asked(3), 30, 50, Asked.USUAL, "192.0.2.", "");
    mixed.addAll(
        shares(new Asked(3), 99, 1000, Asked.FOREIGN, new Client("heavy", "", "192.0.2.99"), ""));
    assertThat(detect(mixed)).isEmpty();
  }

  @Test
  void innocentNeighboursAreNotNamed() throws Exception {
    List<ExtractionShare> all = shares(new Asked(4), 30, 60, Asked.FOREIGN, "192.0.2.", "");
    double[] easy = {0.8, 0.2, 0, 0, 0};
    for (int neighbour = 0; neighbour < 5; neighbour++) {
      Client client = new Client("neighbour" + neighbour, "", "192.0.2.20" + neighbour);
      all.addAll(shares(new Asked(5), neighbour, 50, easy, client, ""));
    }
    List<Detection> found = detect(all);

    assertThat(found).hasSize(1);
    assertThat(found.get(0).subject().apiKeyIds()).noneMatch(key -> key.startsWith("neighbour"));
  }

  @Test
  void theResultDependsNeitherOnTheOrderOfArrivalNorOnRestarts() throws Exception {
    List<ExtractionShare> shares = shares(new Asked(6), 24, 50, Asked.FOREIGN, "192.0.2.", "");
    List<ExtractionShare> shuffled = new ArrayList<>(shares);
    Collections.shuffle(shuffled, new Random(1));
    List<Detection> expected = detect(shares);
    List<Detection> restarted = new ArrayList<>();
    OperatorSubtaskState state;
    try (var harness = opened()) {
      for (ExtractionShare share : shuffled) {
        harness.processElement(share, share.timestamp());
      }
      harness.processWatermark(49_999);
      restarted.addAll(harness.extractOutputValues());
      state = harness.snapshot(1, 1);
    }
    try (var harness = unopened()) {
      harness.initializeState(state);
      harness.open();
      harness.processWatermark(Long.MAX_VALUE);
      restarted.addAll(harness.extractOutputValues());
    }

    assertThat(detect(shuffled)).isEqualTo(expected);
    assertThat(restarted).isEqualTo(expected);
  }

  @Test
  void manyClientsOverDaysLeaveABoundedStateAndAtLastNone() throws Exception {
    Asked asked = new Asked(7);
    try (var asking = asking();
        var harness = opened()) {
      for (int i = 0; i < 5000; i++) {
        Client client = new Client("a" + i, "", "192.0.2.1");
        for (ExtractionShare share : shares(asking, asked, i, 10, Asked.USUAL, client, "")) {
          harness.processElement(share, share.timestamp());
        }
        harness.processWatermark(i * 100L);
      }
      assertThat(harness.numKeyedStateEntries()).isLessThanOrEqualTo(2);
      harness.processWatermark(5_000_000 + 2 * SETTINGS.idleMillis());

      assertThat(harness.extractOutputValues()).isEmpty();
      assertThat(harness.numKeyedStateEntries()).isZero();
      assertThat(harness.numEventTimeTimers()).isZero();
    }
  }

  private static List<ExtractionShare> shares(
      Asked asked, int accounts, int requests, double[] habit, String network, String agent)
      throws Exception {
    List<ExtractionShare> shares = new ArrayList<>();
    try (var asking = asking()) {
      for (int account : IntStream.range(0, accounts).toArray()) {
        Client client = new Client("a" + account, "", network.isEmpty() ? "" : network + account);
        shares.addAll(shares(asking, asked, account, requests, habit, client, agent));
      }
    }
    return shares;
  }

  /** What the function before sends of one client that asks every second. */
  private static List<ExtractionShare> shares(
      Asked asked, int offset, int requests, double[] habit, Client client, String agent)
      throws Exception {
    try (var asking = asking()) {
      return shares(asking, asked, offset, requests, habit, client, agent);
    }
  }

  /** The same, with a function that others may have asked before. */
  private static List<ExtractionShare> shares(
      KeyedOneInputStreamOperatorTestHarness<String, EnrichedEvent, ?> asking,
      Asked asked,
      int offset,
      int requests,
      double[] habit,
      Client client,
      String agent)
      throws Exception {
    for (int i = 0; i < requests; i++) {
      EnrichedEvent event = asked.next(client, agent, i * 1000L + offset, habit);
      asking.processElement(event, event.event().timestamp());
    }
    Queue<StreamRecord<ExtractionShare>> sent = asking.getSideOutput(ExtractionDetector.SHARES);
    List<ExtractionShare> shares = sent.stream().map(StreamRecord::getValue).toList();
    sent.clear();
    return shares;
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, EnrichedEvent, Detection> asking()
      throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            ClientHarness.operator(new ExtractionDetector(SETTINGS)),
            (EnrichedEvent event) -> event.event().clientKey(),
            Types.STRING);
    harness.open();
    return harness;
  }

  private static List<Detection> detect(List<ExtractionShare> shares) throws Exception {
    try (var harness = opened()) {
      for (ExtractionShare share : shares) {
        harness.processElement(share, share.timestamp());
      }
      harness.processWatermark(Long.MAX_VALUE);
      return harness.extractOutputValues();
    }
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, ExtractionShare, Detection>
      unopened() throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(new DistributedExtractionFunction(SETTINGS)),
        ExtractionShare::cluster,
        Types.STRING);
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, ExtractionShare, Detection> opened()
      throws Exception {
    var harness = unopened();
    harness.open();
    return harness;
  }
}
