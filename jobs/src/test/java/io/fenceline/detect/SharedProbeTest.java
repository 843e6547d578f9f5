// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenceline.model.Detection;
import io.fenceline.model.EnrichedEvent;
import io.fenceline.model.Evidence;
import io.fenceline.model.Severity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All three operators, one behind the other, as the job has them. */
class SharedProbeTest {
  private static final DetectSettings SETTINGS = DetectSettings.defaults();
  private static final long MEMORY = SETTINGS.sharedProbeMemoryMillis();
  private static final long TICK = 1000;

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 10})
  void aSearchInTurnIsFoundAndNamesItsIdentities(int identities) throws Exception {
    for (int seed = 0; seed < 20; seed++) {
      ProbeTraffic traffic = new ProbeTraffic(seed);
      long begin = traffic.now();
      traffic.search(300, clients(identities));
      List<Detection> found = detections(traffic);

      assertThat(found).as("seed %d", seed).isNotEmpty();
      assertThat((found.get(0).timestamp() - begin) / 200)
          .as("requests before the first alarm of seed %d", seed)
          .isLessThan(20L * identities);
      assertThat(found).extracting(Detection::severity).contains(Severity.HIGH);
      assertThat(named(found)).hasSize(identities);
      assertThat(found).extracting(Detection::entity).as("one alert").containsOnly(entity(found));
    }
  }

  @Test
  void identitiesWithFewerThanFiveRelatedRequestsAreNotSeen() throws Exception {
    assertThat(detections(new ProbeTraffic(1).search(100, clients(25)))).isEmpty();
  }

  @Test
  void searchesThatTheModelIsSureOfAreFoundTooButNoBoundaryWalk() throws Exception {
    ProbeTraffic traffic = new ProbeTraffic(1);
    long[] input = traffic.picture();
    for (int i = 0; i < 100; i++) {
      traffic.camera(input, 1, "k" + i % 4);
    }
    assertThat(detections(traffic))
        .extracting(Detection::severity)
        .isNotEmpty()
        .containsOnly(Severity.MEDIUM);
  }

  @Test
  void camerasBeforeACommonBackgroundAreNoCampaign() throws Exception {
    for (int seed = 0; seed < 20; seed++) {
      ProbeTraffic traffic = new ProbeTraffic(seed);
      long[] background = traffic.picture();
      List<long[]> scenes = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        // Fourteen of 28 hashes are everybody's.
        long[] scene = traffic.picture();
        System.arraycopy(background, 0, scene, 0, 14);
        scenes.add(scene);
      }
      for (int i = 0; i < 1000; i++) {
        traffic.camera(scenes.get(i % 10), 1, "k" + i % 10);
      }
      assertThat(detections(traffic)).as("seed %d", seed).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 100, 400})
  void aPopularPictureInManyEncodingsIsNoCampaign(int clients) throws Exception {
    for (int seed = 0; seed < 10; seed++) {
      ProbeTraffic traffic = new ProbeTraffic(seed);
      long[] meme = traffic.picture();
      for (int i = 0; i < 4 * clients; i++) {
        traffic.camera(traffic.variant(meme, 1), 1, "k" + traffic.random().nextInt(clients));
      }
      // Two who use it all the time.
      for (int i = 0; i < 12; i++) {
        traffic.camera(meme, 1, "k" + i % 2);
      }
      assertThat(detections(traffic)).as("seed %d", seed).isEmpty();
    }
  }

  @Test
  void aClientThatGetsANewKeyIsNoCampaign() throws Exception {
    ProbeTraffic traffic = new ProbeTraffic(1);
    long[] scene = traffic.picture();
    traffic.camera(scene, 200, "old").camera(scene, 200, "new").camera(scene, 200, "newest");

    assertThat(detections(traffic)).isEmpty();
  }

  @Test
  void clientsThatAnalyseOneVideoOneAfterAnotherAreNoCampaign() throws Exception {
    ProbeTraffic traffic = new ProbeTraffic(1);
    long[] scene = traffic.picture();
    for (int client = 0; client < 10; client++) {
      traffic.camera(scene, 20, "k" + client).pause(60_000);
    }
    assertThat(detections(traffic)).isEmpty();
  }

  @Test
  void oneDataSetSentThroughTwoKeysIsNoCampaign() throws Exception {
    for (int lag = 0; lag < 5; lag++) {
      ProbeTraffic traffic = new ProbeTraffic(lag);
      long[] scene = traffic.picture();
      List<long[]> frames =
          IntStream.range(0, 100).mapToObj(i -> traffic.variant(scene, 3)).toList();
      for (int i = 0; i < 100 + lag; i++) {
        if (i < 100) {
          traffic.send("a", frames.get(i), "5", 0.9 + i / 2000d);
        }
        if (i >= lag) {
          traffic.pause(10).send("b", frames.get(i - lag), "5", 0.9 + (i - lag) / 2000d);
        }
        traffic.pause(200);
      }
      assertThat(detections(traffic)).as("lag %d", lag).isEmpty();
    }
  }

  @Test
  void identitiesThatAreUsedUpOneAfterAnotherAreFoundIfTheAnswersMove() throws Exception {
    ProbeTraffic traffic = new ProbeTraffic(1);
    long[] input = traffic.picture();
    for (int i = 0; i < 72; i++) {
      traffic.send("k" + i / 12, traffic.variant(input, 3), i % 3 == 0 ? "3" : "8", 0.6 + i / 1e4);
      traffic.pause(200);
    }
    List<Detection> found = detections(traffic);

    assertThat(found).extracting(Detection::severity).isNotEmpty().containsOnly(Severity.MEDIUM);
    assertThat(named(found)).contains("k1", "k2", "k3", "k4");
    assertThat(found.get(0).reason()).contains("one after another");
  }

  @Test
  void theNextInputOfTheSameClientsIsTheSameAttackAndOfOthersIsNot() throws Exception {
    ProbeTraffic traffic = new ProbeTraffic(1);
    traffic.search(100, "a", "b", "c").search(100, "c", "b", "a").search(100, "x", "y");
    List<Detection> found = detections(traffic);
    Set<String> entities = new HashSet<>();
    found.forEach(detection -> entities.add(detection.entity()));

    assertThat(entities).hasSize(2);
    assertThat(named(found)).containsExactlyInAnyOrder("a", "b", "c", "x", "y");
  }

  @Test
  void anAttackOfManyInputsLeavesRoomForOthers() throws Exception {
    ProbeTraffic traffic = new ProbeTraffic(2);
    for (int input = 0; input < 2 * SharedProbeFunction.CAMPAIGNS; input++) {
      traffic.search(100, clients(5));
    }
    traffic.search(100, "x", "y");

    assertThat(named(detections(traffic))).contains("x", "y").hasSize(7);
    assertThat(detections(traffic).stream().map(Detection::entity).distinct()).hasSize(2);
  }

  @Test
  void aDetectionNamesTheModelAndShowsRequestsOfSeveralClients() throws Exception {
    Detection first = detections(new ProbeTraffic(3).search(100, "a", "b")).get(0);

    assertThat(first.subject().model().name()).isEqualTo("digits");
    assertThat(first.subject().apiKeyIds()).containsExactly("a", "b");
    assertThat(first.measure().value()).isEqualTo(first.measure().threshold()).isEqualTo(12);
    assertThat(first.reason()).startsWith("2 clients sent 12 near-duplicates of each other's");
    assertThat(first.evidence())
        .hasSize(8)
        .isSortedAccordingTo((a, b) -> Long.compare(a.timestamp(), b.timestamp()));
    assertThat(first.evidence())
        .extracting(Evidence::shows)
        .anyMatch(shows -> shows.startsWith("key:a sent it"));
    assertThat(first.evidence())
        .extracting(Evidence::shows)
        .anyMatch(shows -> shows.startsWith("key:b sent it"));
  }

  @Test
  void neitherOrderNorWatermarksChangeTheResult() throws Exception {
    ProbeTraffic traffic = new ProbeTraffic(4);
    traffic.search(150, clients(5)).search(100, clients(5));
    List<BandedProbe> probes = probes(traffic.events());
    List<Detection> expected = judged(links(probes, false), false);
    assertThat(expected).isNotEmpty();
    for (int seed = 0; seed < 3; seed++) {
      Collections.shuffle(probes, new Random(seed));
      List<ProbeLink> links = links(probes, false);
      Collections.shuffle(links, new Random(seed));
      assertThat(judged(links, false)).isEqualTo(expected);
    }
    assertThat(judged(links(probes(traffic.events()), true), true)).isEqualTo(expected);
  }

  @Test
  void linksAndCampaignsGoOnAfterARestart() throws Exception {
    ProbeTraffic traffic = new ProbeTraffic(5).search(200, clients(4));
    List<BandedProbe> probes = probes(traffic.events());
    List<ProbeLink> links = new ArrayList<>();
    OperatorSubtaskState state;
    try (var first = link()) {
      first.open();
      sendProbes(first, probes.subList(0, 50));
      first.processWatermark(probes.get(30).probe().timestamp());
      links.addAll(first.extractOutputValues());
      state = first.snapshot(1, 1);
    }
    try (var second = link()) {
      second.initializeState(state);
      second.open();
      sendProbes(second, probes.subList(50, probes.size()));
      second.processWatermark(Long.MAX_VALUE - 1);
      links.addAll(second.extractOutputValues());
    }
    assertThat(links).containsExactlyInAnyOrderElementsOf(links(probes, false));

    links.sort(ProbeLink.ORDER);
    List<Detection> found = new ArrayList<>();
    try (var first = campaign()) {
      first.open();
      sendLinks(first, links.subList(0, 60));
      first.processWatermark(links.get(20).later().timestamp());
      found.addAll(first.extractOutputValues());
      state = first.snapshot(1, 1);
    }
    try (var second = campaign()) {
      second.initializeState(state);
      second.open();
      sendLinks(second, links.subList(60, links.size()));
      second.processWatermark(Long.MAX_VALUE - 1);
      found.addAll(second.extractOutputValues());
    }
    assertThat(found).isEqualTo(judged(links, false));
  }

  @Test
  void tenThousandRequestsGiveAFewDetectionsAndLeaveNoState() throws Exception {
    ProbeTraffic traffic = new ProbeTraffic(6);
    for (int i = 0; i < 10; i++) {
      traffic.search(1000, clients(10));
    }
    List<BandedProbe> probes = probes(traffic.events());
    try (var link = link();
        var campaign = campaign()) {
      link.open();
      campaign.open();
      sendProbes(link, probes);
      link.processWatermark(traffic.now());
      sendLinks(campaign, link.extractOutputValues());
      campaign.processWatermark(traffic.now());

      // At most one for each member of each of the ten searches, and one each five minutes.
      assertThat(campaign.extractOutputValues().size()).isBetween(1, 120);
      assertThat(link.numKeyedStateEntries()).isPositive();
      assertThat(campaign.numKeyedStateEntries()).isPositive();

      link.processWatermark(traffic.now() + 2 * MEMORY);
      campaign.processWatermark(traffic.now() + 2 * MEMORY);
      assertThat(link.numKeyedStateEntries()).isZero();
      assertThat(link.numEventTimeTimers()).isZero();
      assertThat(campaign.numKeyedStateEntries()).isZero();
      assertThat(campaign.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void whatIsOlderThanTheMemoryIsOverWhetherOrNotATimerHasFired() throws Exception {
    ProbeTraffic traffic = new ProbeTraffic(7);
    long[] input = traffic.picture();
    for (int i = 0; i < 40; i++) {
      traffic.send("k" + i % 2, traffic.variant(input, 2), "8", 0.6 + i / 1e4);
      traffic.pause(MEMORY + 1);
    }
    assertThat(links(probes(traffic.events()), false)).isEmpty();
    assertThat(links(probes(traffic.events()), true)).isEmpty();
  }

  @Test
  void aFloodOfOneClientIsSampledAndLeavesNothingBehind() throws Exception {
    ProbeTraffic traffic = new ProbeTraffic(8);
    long[] input = traffic.picture();
    for (int i = 0; i < 20_000; i++) {
      traffic.send("flood", traffic.variant(input, 1), "8", 0.5 + i / 1e6);
    }
    try (var bands = bands()) {
      bands.open();
      for (EnrichedEvent event : traffic.events()) {
        bands.processElement(event, tick(event.event().timestamp()));
      }
      // 128, and 64 for each of seven doublings and a bit, under four bands.
      assertThat(banded(bands)).hasSizeBetween(4 * 450, 4 * 800);
      bands.processWatermark(traffic.now() + 240_000);
      assertThat(bands.numKeyedStateEntries()).isZero();
      assertThat(bands.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void aFloodUnderOneBandIsBoundedAndPushesNobodyOut() throws Exception {
    ProbeTraffic traffic = new ProbeTraffic(9);
    long[] input = traffic.picture();
    traffic.send("quiet", input, "8", 0.9);
    traffic.send("quiet", input, "8", 0.91);
    for (int i = 0; i < 3000; i++) {
      traffic.send("flood", traffic.variant(input, 7), "8", 0.5 + i / 1e5).pause(100);
    }
    traffic.send("other", input, "8", 0.92).send("other", input, "8", 0.93);

    assertThat(links(probes(traffic.events()), false))
        .filteredOn(link -> link.later().client().apiKeyId().equals("flood"))
        .anyMatch(link -> link.later().timestamp() > traffic.now() - 10_000);
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        MinuteCount.class,
        Probe.class,
        BandedProbe.class,
        ProbeLink.class,
        Campaign.class,
        CampaignMember.class
      })
  void whatCrossesAnEdgeOrSitsInStateNeedsNoKryo(Class<?> type) {
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
  }

  private static String[] clients(int number) {
    return IntStream.range(0, number).mapToObj(i -> "k" + i).toArray(String[]::new);
  }

  private static String entity(List<Detection> found) {
    return found.get(0).entity();
  }

  private static Set<String> named(List<Detection> found) {
    Set<String> named = new HashSet<>();
    found.forEach(detection -> named.addAll(detection.subject().apiKeyIds()));
    return named;
  }

  private static List<Detection> detections(ProbeTraffic traffic) throws Exception {
    return judged(links(probes(traffic.events()), false), false);
  }

  private static List<BandedProbe> probes(List<EnrichedEvent> events) throws Exception {
    try (var bands = bands()) {
      bands.open();
      for (EnrichedEvent event : events) {
        bands.processElement(event, tick(event.event().timestamp()));
      }
      return banded(bands);
    }
  }

  private static List<ProbeLink> links(List<BandedProbe> probes, boolean live) throws Exception {
    try (var link = link()) {
      link.open();
      for (BandedProbe probe : probes) {
        sendProbes(link, List.of(probe));
        if (live) {
          link.processWatermark(tick(probe.probe().timestamp()) - TICK);
        }
      }
      link.processWatermark(Long.MAX_VALUE - 1);
      return new ArrayList<>(link.extractOutputValues());
    }
  }

  private static List<Detection> judged(List<ProbeLink> links, boolean live) throws Exception {
    try (var campaign = campaign()) {
      campaign.open();
      for (ProbeLink link : links) {
        sendLinks(campaign, List.of(link));
        if (live) {
          campaign.processWatermark(tick(link.later().timestamp()) - TICK);
        }
      }
      campaign.processWatermark(Long.MAX_VALUE - 1);
      return new ArrayList<>(campaign.extractOutputValues());
    }
  }

  /** The end of the tick: the timestamp that the baseline stage gives its records. */
  private static long tick(long timestamp) {
    return Math.floorDiv(timestamp, TICK) * TICK + TICK - 1;
  }

  private static void sendProbes(
      KeyedOneInputStreamOperatorTestHarness<String, BandedProbe, ProbeLink> link,
      List<BandedProbe> probes)
      throws Exception {
    for (BandedProbe probe : probes) {
      link.processElement(probe, tick(probe.probe().timestamp()));
    }
  }

  private static void sendLinks(
      KeyedOneInputStreamOperatorTestHarness<String, ProbeLink, Detection> campaign,
      List<ProbeLink> links)
      throws Exception {
    for (ProbeLink link : links) {
      campaign.processElement(link, tick(link.later().timestamp()));
    }
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, EnrichedEvent, Detection> bands()
      throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        ClientHarness.operator(new ProbeBandDetector()),
        enriched -> enriched.event().clientKey(),
        Types.STRING);
  }

  private static List<BandedProbe> banded(
      KeyedOneInputStreamOperatorTestHarness<String, EnrichedEvent, Detection> bands) {
    var records = bands.getSideOutput(ProbeBandDetector.BANDS);
    return new ArrayList<>(
        records == null ? List.of() : records.stream().map(StreamRecord::getValue).toList());
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, BandedProbe, ProbeLink> link()
      throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(
            new ProbeLinkFunction(SETTINGS.sharedProbeShare(), SETTINGS.sharedProbeMemoryMillis())),
        BandedProbe::key,
        Types.STRING);
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, ProbeLink, Detection> campaign()
      throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(
            new SharedProbeFunction(
                SETTINGS.sharedProbeRequests(), SETTINGS.sharedProbeMemoryMillis())),
        link -> link.later().model().key(),
        Types.STRING);
  }
}
