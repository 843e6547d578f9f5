// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenceline.feature.Request;
import io.fenceline.model.Deviation;
import io.fenceline.model.EnrichedEvent;
import io.fenceline.model.InferenceEvent;
import io.fenceline.model.Likeness;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.Test;

class ClientBaselineFunctionTest {
  private static final BaselineSettings SETTINGS = BaselineSettings.defaults();
  private static final long OUT_OF_ORDER = 5_000;

  @Property(tries = 15)
  void arrivalOrderWithinTheWatermarkDoesNotChangeTheOutput(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    List<InferenceEvent> events = mixedTraffic(random, 400);
    List<InferenceEvent> disturbed = new ArrayList<>(events);
    long[] delays = random.longs(events.size(), 0, OUT_OF_ORDER).toArray();
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      order.add(i);
    }
    order.sort((a, b) -> Long.compare(arrival(events, delays, a), arrival(events, delays, b)));
    disturbed.clear();
    order.forEach(i -> disturbed.add(events.get(i)));

    assertThat(run(disturbed)).isEqualTo(run(events));
  }

  private static long arrival(List<InferenceEvent> events, long[] delays, int i) {
    return events.get(i).timestamp() + delays[i];
  }

  @Test
  void aClientsRequestsComeInEventTimeOrder() throws Exception {
    List<InferenceEvent> events = mixedTraffic(new Random(1), 300);
    Collections.shuffle(events, new Random(2));
    try (var harness = opened()) {
      for (InferenceEvent event : events) {
        harness.processElement(event, event.timestamp());
      }
      assertThat(harness.extractOutputValues()).as("before the watermark").isEmpty();
      harness.watermark(Long.MAX_VALUE - 1);

      List<EnrichedEvent> output = harness.extractOutputValues();
      assertThat(output).hasSize(300);
      for (String key : List.of("attacker", "tenant-0", "tenant-1")) {
        assertThat(
                output.stream()
                    .map(EnrichedEvent::event)
                    .filter(event -> event.client().apiKeyId().equals(key))
                    .map(InferenceEvent::timestamp))
            .isNotEmpty()
            .isSorted();
      }
    }
  }

  @Test
  void duplicatesAreCountedAndDropped() throws Exception {
    try (var harness = opened()) {
      InferenceEvent event = Request.by("a").at(10).build();
      harness.processElement(event, 10);
      harness.processElement(event, 10);
      harness.watermark(5_000);
      // Delivered again by a source that was idle meanwhile.
      harness.processElement(event, 10);
      harness.watermark(10_000);

      assertThat(harness.extractOutputValues()).hasSize(1);
      assertThat(counter(harness, "duplicate")).isEqualTo(2);
      assertThat(counter(harness, "behind-watermark")).isZero();
      assertThat(harness.getSideOutput(ClientBaselineFunction.DUPLICATES))
          .extracting(record -> record.getValue().records())
          .containsExactly(1L, 1L);
    }
  }

  @Test
  void whatComesAgainBehindTheWatermarkIsADuplicateEvenWhileTheOriginalWaits() throws Exception {
    try (var harness = opened()) {
      InferenceEvent event = Request.by("a").at(300).build();
      harness.processElement(event, 300);
      harness.watermark(400);
      harness.processElement(event, 300);
      harness.processElement(Request.by("a").at(300).serial(1).build(), 300);
      harness.watermark(5_000);

      assertThat(harness.extractOutputValues())
          .extracting(enriched -> enriched.enrichment().late())
          .as("another request of that time, then the original")
          .containsExactly(true, false);
      assertThat(counter(harness, "duplicate")).isOne();
      assertThat(counter(harness, "behind-watermark")).isOne();
      assertThat(harness.getSideOutput(ClientBaselineFunction.DUPLICATES)).hasSize(1);
    }
  }

  @Test
  void lateEventsAreDeliveredFlaggedAndNotJudged() throws Exception {
    AttackWalk walk = new AttackWalk(3, 28);
    try (var harness = opened()) {
      for (int i = 0; i < 10; i++) {
        harness.processElement(walk.nextImage("a", 1000 + i), 1000 + i);
      }
      harness.watermark(5_000);
      harness.processElement(walk.nextImage("a", 2000), 2000);

      EnrichedEvent late = harness.extractOutputValues().get(10);
      assertThat(late.enrichment().late()).isTrue();
      assertThat(late.enrichment().likeness().nearDuplicate()).isFalse();
      assertThat(late.enrichment().likeness().group().id()).isZero();
      assertThat(counter(harness, "behind-watermark")).isOne();

      harness.processElement(walk.nextImage("a", 6000), 6000);
      harness.watermark(10_000);
      assertThat(harness.extractOutputValues().get(11).enrichment().likeness().group().size())
          .as("the late one is not in the group")
          .isEqualTo(11);
    }
  }

  @Test
  void aReferenceAppliesFromItsFirstMillisecondOn() throws Exception {
    HonestTraffic traffic = HonestTraffic.images(4);
    try (var harness = opened()) {
      harness.processElement(traffic.next("a", 299_999), 299_999);
      harness.processElement(traffic.next("a", 300_000), 300_000);
      harness.processElement(traffic.next("a", 300_001), 300_001);
      harness.processBroadcastElement(validFrom(traffic.reference(), 300_000), 299_999);
      harness.watermark(400_000);

      assertThat(harness.extractOutputValues())
          .extracting(enriched -> enriched.enrichment().deviation().baselineSize() > 0)
          .containsExactly(false, true, true);
      assertThat(harness.extractOutputValues().get(0).enrichment().deviation().entropy()).isNaN();
      assertThat(harness.extractOutputValues().get(1).enrichment().deviation().entropy())
          .isFinite();
    }
  }

  @Test
  void aReplayThatBringsManyReferencesAtOnceJudgesEveryRequestByItsOwn() throws Exception {
    HonestTraffic traffic = HonestTraffic.texts(5);
    ModelReference reference = traffic.reference();
    List<InferenceEvent> events = new ArrayList<>();
    for (int i = 0; i < 1300; i++) {
      events.add(traffic.next("k" + i % 3, i * 1000L));
    }
    List<String> live;
    List<String> replay;
    try (var harness = opened()) {
      for (InferenceEvent event : events) {
        harness.processElement(event, event.timestamp());
        long now = event.timestamp();
        if ((now + 1000) % 300_000 == 0) {
          harness.processBroadcastElement(validFrom(reference, now + 1000), now);
        }
        harness.watermark(now - 1);
      }
      harness.watermark(Long.MAX_VALUE - 1);
      live = byClient(harness.extractOutputValues());
    }
    try (var harness = opened()) {
      for (InferenceEvent event : events) {
        harness.processElement(event, event.timestamp());
      }
      for (long end = 300_000; end <= 1_300_000; end += 300_000) {
        harness.processBroadcastElement(validFrom(reference, end), end - 1);
      }
      harness.watermark(Long.MAX_VALUE - 1);
      replay = byClient(harness.extractOutputValues());
    }
    assertThat(replay).isEqualTo(live);
  }

  @Test
  void theCusumsSumUpTheScoresOfRequestsThatRepeatNothing() throws Exception {
    HonestTraffic traffic = HonestTraffic.texts(12);
    try (var harness = opened()) {
      harness.processBroadcastElement(validFrom(traffic.reference(), 0), 0);
      for (int i = 0; i < 400; i++) {
        InferenceEvent event = traffic.next("a", 1000L * i);
        harness.processElement(event, event.timestamp());
        if (i % 10 == 0) {
          Request same = Request.by("a").serial(i).text(90, 20, 0.4, 0).answer("c", 0.5).entropy(2);
          harness.processElement(same.at(1000L * i + 1).build(), 1000L * i + 1);
        }
      }
      harness.watermark(Long.MAX_VALUE - 1);

      double entropy = 0;
      double oovRate = 0;
      for (EnrichedEvent event : harness.extractOutputValues()) {
        Deviation deviation = event.enrichment().deviation();
        Likeness likeness = event.enrichment().likeness();
        if (!likeness.replay() && !likeness.nearDuplicate()) {
          entropy = Math.max(0, entropy + Math.min(deviation.entropy(), 3) - 0.5);
          oovRate = Math.max(0, oovRate + Math.min(deviation.oovRate(), 3) - 0.75);
        }
        assertThat(deviation.entropyCusum()).isEqualTo(entropy);
        assertThat(deviation.oovCusum()).isEqualTo(oovRate);
      }
    }
  }

  @Test
  void aReferenceIsKeptWhileRequestsWaitForTheEndOfTheirTick() throws Exception {
    HonestTraffic traffic = HonestTraffic.texts(6);
    ModelReference reference = traffic.reference();
    try (var harness = opened()) {
      harness.processBroadcastElement(validFrom(reference, 500), 0);
      harness.processBroadcastElement(validFrom(reference, 10_300), 0);
      harness.processElement(traffic.next("a", 10_100), 10_100);
      harness.watermark(10_500);
      harness.processBroadcastElement(validFrom(reference, 20_100), 10_500);
      harness.watermark(30_000);

      assertThat(harness.extractOutputValues().get(0).enrichment().deviation().baselineSize())
          .isPositive();
    }
  }

  @Property(tries = 10)
  void restartsChangeNothingWhereverRequestsWait(
      @ForAll @IntRange(min = 1, max = 150) int between, @ForAll @IntRange(max = 40) int inMemory)
      throws Exception {
    List<InferenceEvent> events = mixedTraffic(new Random(7), 400);
    List<EnrichedEvent> output = new ArrayList<>();
    Optional<OperatorSubtaskState> state = Optional.empty();
    for (int from = 0; from < events.size(); from += between) {
      try (var harness = unopened(inMemory)) {
        if (state.isPresent()) {
          harness.initializeState(state.get());
        }
        harness.open();
        for (InferenceEvent event : events.subList(from, Math.min(from + between, events.size()))) {
          feed(harness, event);
        }
        state = Optional.of(harness.snapshot(1, 1));
        if (from + between >= events.size()) {
          harness.watermark(Long.MAX_VALUE - 1);
        }
        output.addAll(harness.extractOutputValues());
      }
    }
    assertThat(byClient(output)).isEqualTo(run(events));
  }

  @Test
  void requestsThatWereJudgedSinceACheckpointAreNotInTheNext() throws Exception {
    try (var harness = unopened(1)) {
      harness.open();
      for (String client : List.of("a", "b", "b", "c")) {
        InferenceEvent event = Request.by(client).at(10).build();
        harness.processElement(event, 10);
      }
      harness.snapshot(1, 1);
      assertThat(entries(harness)).as("one in memory, two clients beyond").isEqualTo(3);
      harness.watermark(5_000);
      harness.snapshot(2, 2);

      assertThat(entries(harness)).as("three clients, nothing that waits").isEqualTo(3);
      assertThat(harness.extractOutputValues()).hasSize(3);
    }
  }

  @Test
  void silentClientsLeaveNoState() throws Exception {
    List<InferenceEvent> events = mixedTraffic(new Random(8), 400);
    try (var harness = opened()) {
      for (InferenceEvent event : events) {
        feed(harness, event);
      }
      harness.watermark(50_000_000);
      assertThat(entries(harness)).as("while they are remembered: one each").isEqualTo(5);
      harness.watermark(2 * SETTINGS.idleMillis());

      assertThat(entries(harness)).isZero();
    }
  }

  @Test
  void whatComesAgainAfterTheIdleTimeIsLateWhetherItsClientWasSweptOutOrNot() throws Exception {
    InferenceEvent event = Request.by("a").at(1000).build();
    long over = 17 * SETTINGS.idleMillis() / 16;
    for (boolean swept : new boolean[] {false, true}) {
      try (var harness = opened()) {
        harness.processElement(event, 1000);
        if (!swept) {
          harness.watermark(over - 1);
        }
        harness.watermark(over);
        assertThat(entries(harness)).isEqualTo(swept ? 0 : 1);

        harness.processElement(event, 1000);
        assertThat(counter(harness, "duplicate")).isZero();
        assertThat(counter(harness, "behind-watermark")).isOne();
      }
    }
  }

  @Test
  void aClientHasNoTimersHoweverManyRequestsItSends() throws Exception {
    try (var harness = opened()) {
      for (int i = 0; i < 10_000; i++) {
        harness.processElement(Request.by("a").at(i).serial(i).build(), i);
      }
      assertThat(harness.numEventTimeTimers()).as("while they wait").isZero();
      harness.watermark(9_998);
      assertThat(harness.numEventTimeTimers()).as("to forget it").isZero();
      assertThat(harness.extractOutputValues()).as("of 39 whole ticks").hasSize(9_750);
    }
  }

  @Test
  void aClientThatComesBackAfterTheIdleTimeIsNewEvenIfOneWatermarkBringsBoth() throws Exception {
    long later = 2 * SETTINGS.idleMillis();
    try (var harness = opened()) {
      AttackWalk walk = new AttackWalk(3, 28);
      harness.processElement(walk.nextImage("a", 1000), 1000);
      harness.processElement(walk.nextImage("a", 2000), 2000);
      harness.processElement(walk.nextImage("a", later), later);
      harness.watermark(later + 5000);

      assertThat(harness.extractOutputValues())
          .extracting(enriched -> enriched.enrichment().likeness().nearDuplicate())
          .containsExactly(false, true, false);
      assertThat(entries(harness)).isOne();
    }
  }

  @Test
  void referencesOfSilentModelsAreForgotten() throws Exception {
    ModelReference reference = HonestTraffic.texts(9).reference();
    try (var harness = opened()) {
      for (int i = 0; i < 100; i++) {
        harness.processBroadcastElement(named(reference, "flood-" + i, 1000), 1000);
      }
      BroadcastState<String, ReferenceTimeline> kept =
          harness.getBroadcastState(ClientBaselineFunction.REFERENCES);
      assertThat(kept.entries()).hasSize(100);

      long later = 10 * SETTINGS.idleMillis();
      harness.watermark(later);
      harness.processBroadcastElement(named(reference, "alive", later + 1), later);

      assertThat(kept.entries()).hasSize(1);
    }
  }

  @Test
  void stateOfAClientStaysWithinItsBoundsHoweverManyRequestsItSends() throws Exception {
    AttackWalk walk = new AttackWalk(10, 28);
    ClientState busy = new ClientState();
    SimilarityGrouper grouper = new SimilarityGrouper(SETTINGS);
    for (int i = 0; i < 10_000; i++) {
      judge(grouper, busy, walk.nextImage("a", i * 100L));
    }
    ClientState scattered = new ClientState();
    for (int i = 0; i < 10_000; i++) {
      judge(grouper, scattered, new AttackWalk(i, 28).nextImage("a", i * 100L));
    }
    ClientState most = new ClientState();
    for (int i = 0; i < 10_000; i++) {
      judge(grouper, most, new AttackWalk(i, 50).nextImage("a", i * 100L));
    }
    ClientState longGroups = new ClientState();
    for (int i = 0; i < 10_000; i++) {
      if (i % 100 == 0) {
        walk = new AttackWalk(i, 28);
      }
      judge(grouper, longGroups, walk.nextImage("a", i * 100L));
    }
    ClientState single = new ClientState();
    judge(grouper, single, walk.nextImage("a", 0));

    assertThat(size(busy)).isLessThanOrEqualTo(11_400);
    assertThat(size(scattered)).as("every request a group of its own").isLessThanOrEqualTo(16_384);
    assertThat(size(most)).as("with 50 hashes").isLessThanOrEqualTo(16_384);
    assertThat(longGroups.groups).extracting(Group::size).containsOnly(100);
    assertThat(size(longGroups)).as("64 long groups").isLessThanOrEqualTo(16_384);
    assertThat(size(single)).isLessThanOrEqualTo(300);
  }

  private static void judge(SimilarityGrouper grouper, ClientState state, InferenceEvent event) {
    state.isDuplicate(event);
    state.habits.judge(fromItsOwnPlace(event));
    grouper.judge(event, Optional.empty(), state);
    RequestRate.count(state, event.timestamp());
    RequestRate.beginsBurst(state, 100);
  }

  /** Each request from another network with another software, as one that hides sends them. */
  private static InferenceEvent fromItsOwnPlace(InferenceEvent event) {
    long at = event.timestamp();
    String name = Long.toString(at, 26).replaceAll("[0-9]", "x");
    return Request.by("a")
        .at(at)
        .from("10." + at / 100 % 250 + "." + at / 25_000 + ".1", name)
        .build();
  }

  private static int size(ClientState state) {
    return Serialized.bytes(state, new ClientStateSerializer()).length;
  }

  /** Two attackers and three tenants within five minutes, some requests in the same millisecond. */
  private static List<InferenceEvent> mixedTraffic(Random random, int count) {
    HonestTraffic traffic = HonestTraffic.images(random.nextLong());
    AttackWalk first = new AttackWalk(random.nextLong(), 28);
    AttackWalk second = new AttackWalk(random.nextLong(), 28);
    List<InferenceEvent> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long at = i / 2 * 500L;
      events.add(
          switch (i % 5) {
            case 0 -> first.nextImage("attacker", at);
            case 1 -> second.nextImage("other", at);
            default -> traffic.next("tenant-" + i % 3, at);
          });
    }
    return events;
  }

  private static List<String> run(List<InferenceEvent> events) throws Exception {
    try (var harness = opened()) {
      for (InferenceEvent event : events) {
        feed(harness, event);
      }
      harness.watermark(Long.MAX_VALUE - 1);
      return byClient(harness.extractOutputValues());
    }
  }

  private static void feed(
      KeyedBroadcastOperatorTestHarness<String, InferenceEvent, ModelReference, EnrichedEvent>
          harness,
      InferenceEvent event)
      throws Exception {
    harness.processElement(event, event.timestamp());
    harness.watermark(event.timestamp() - OUT_OF_ORDER - 1);
  }

  /** Output as bytes; the order of one client's records is kept, that between clients is free. */
  private static List<String> byClient(List<EnrichedEvent> output) {
    List<EnrichedEvent> sorted = new ArrayList<>(output);
    sorted.sort(Comparator.comparing(enriched -> enriched.event().clientKey()));
    return sorted.stream()
        .map(each -> HexFormat.of().formatHex(Serialized.bytes(each, EnrichedEvent.class)))
        .toList();
  }

  private static ModelReference validFrom(ModelReference reference, long validFrom) {
    return named(reference, reference.modelKey(), validFrom);
  }

  private static ModelReference named(ModelReference reference, String key, long validFrom) {
    return new ModelReference(
        key,
        reference.artefact(),
        validFrom,
        reference.entropy(),
        reference.oovRate(),
        reference.latencyMillis(),
        reference.entropyCorrelation(),
        reference.textLength(),
        reference.perplexity(),
        reference.classEntropy(),
        reference.classTails(),
        reference.dominance(),
        reference.vectorScale(),
        reference.neighbourDistances(),
        reference.commonHashes());
  }

  private static KeyedBroadcastOperatorTestHarness<
          String, InferenceEvent, ModelReference, EnrichedEvent>
      unopened(int inMemory) throws Exception {
    return new KeyedBroadcastOperatorTestHarness<>(
        new ClientBaselineOperator(SETTINGS, inMemory),
        InferenceEvent::clientKey,
        Types.STRING,
        1,
        1,
        0);
  }

  private static KeyedBroadcastOperatorTestHarness<
          String, InferenceEvent, ModelReference, EnrichedEvent>
      opened() throws Exception {
    var harness = unopened(WaitingRequests.MOST_IN_MEMORY);
    harness.open();
    return harness;
  }

  private static int entries(KeyedBroadcastOperatorTestHarness<?, ?, ?, ?> harness) {
    return ((HeapKeyedStateBackend<?>) harness.getOperator().getKeyedStateBackend())
        .numKeyValueStateEntries();
  }

  private static long counter(KeyedBroadcastOperatorTestHarness<?, ?, ?, ?> harness, String name) {
    return harness.getOperator().getRuntimeContext().getLongCounter(name).getLocalValue();
  }
}
