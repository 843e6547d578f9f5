// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenceline.feature.Request;
import io.fenceline.model.Detection;
import io.fenceline.model.Evidence;
import io.fenceline.model.InferenceEvent;
import io.fenceline.model.Severity;
import io.fenceline.model.Subject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Both operators, one behind the other, as the job has them. */
class ArtefactSwapTest {
  private static final long IDLE = 24 * 3_600_000L;

  @Test
  void fiveRequestsWithASecondDigestAreASwapAndFourAreNot() throws Exception {
    assertThat(detections(traffic("A*100", "B*4"))).isEmpty();
    assertThat(detections(traffic("A*100", "B*5"))).hasSize(1);
  }

  @Test
  void aDigestIsEstablishedAfterAHundredRequests() throws Exception {
    assertThat(detections(traffic("A*99", "B*50"))).isEmpty();
    assertThat(detections(traffic("A*100", "B*50"))).hasSize(1);
  }

  @Test
  void aNewVersionIsNoSwapAndNeitherIsAnotherModel() throws Exception {
    List<InferenceEvent> events = traffic("A*200");
    for (int i = 0; i < 200; i++) {
      events.add(request(300_000 + i * 100L, i, "2", "B"));
      events.add(
          Request.by("c").model("other").artefact("1", "B").at(300_000 + i).serial(i).build());
    }
    assertThat(detections(events)).isEmpty();
  }

  @Test
  void logsWithoutVersionOrDigestSayNothing() throws Exception {
    List<InferenceEvent> events = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      events.add(request(i * 1000L, i, "", i < 150 ? "A" : "B"));
      events.add(request(i * 1000L, i, "1", i < 150 ? "A" : ""));
    }
    assertThat(detections(events)).isEmpty();
  }

  @Test
  void aDetectionIsAboutTheModelAndShowsItsRequests() throws Exception {
    List<InferenceEvent> events = traffic("A*120", "B*30");
    Detection detection = detections(events).get(0);

    assertThat(detection.severity()).isEqualTo(Severity.HIGH);
    assertThat(detection.subject()).isEqualTo(Subject.of(events.get(120).model()));
    assertThat(detection.entity()).isEqualTo(events.get(0).model().key());
    assertThat(detection.timestamp()).isEqualTo(events.get(124).timestamp());
    assertThat(detection.reason())
        .isEqualTo(
            "version 1 had answered 120 requests with digest A, now it answers with digest B");
    // Ten of them were there when the bucket with the fifth was over.
    assertThat(detection.evidence())
        .extracting(Evidence::requestId)
        .isEqualTo(
            events.subList(120, 130).stream()
                .map(InferenceEvent::requestId)
                .collect(Collectors.toList()));
    assertThat(detection.evidence())
        .extracting(Evidence::shows)
        .containsOnly("answered by digest B instead of A");
  }

  @Test
  void evidenceIsBounded() throws Exception {
    List<InferenceEvent> events = traffic("A*120");
    for (int i = 0; i < 500; i++) {
      events.add(request(200_000 + i, i, "1", "B"));
    }
    List<Detection> found = detections(events);

    assertThat(found).hasSize(1);
    assertThat(found.get(0).evidence()).hasSize(Detection.MAX_EVIDENCE);
    assertThat(found.get(0).measure().value()).isEqualTo(500);
  }

  @Test
  void aWayBackAndDigestsInTurnRaiseNoFurtherAlarm() throws Exception {
    assertThat(detections(traffic("A*100", "B*100", "A*100", "B*100"))).hasSize(1);
    String[] rolling = new String[400];
    for (int i = 0; i < rolling.length; i++) {
      rolling[i] = i % 2 == 0 ? "A*1" : "B*1";
    }
    List<InferenceEvent> events = traffic("A*100");
    events.addAll(traffic(200_000, rolling));
    assertThat(detections(events)).hasSize(1);
    assertThat(detections(traffic("A*100", "B*100", "C*5"))).as("a third").hasSize(2);
  }

  @Test
  void oneRecordDeliveredManyTimesIsOneRecord() throws Exception {
    List<InferenceEvent> events = traffic("A*100");
    events.addAll(Collections.nCopies(50, request(200_000, 1, "1", "B")));
    assertThat(detections(events)).isEmpty();
  }

  @Test
  void digestsThatBeganTogetherRaiseNothingButAStrayRecordIsNoBeginning() throws Exception {
    assertThat(detections(traffic("A*50", "B*50", "A*100", "B*100"))).isEmpty();
    assertThat(detections(traffic("B*1", "A*120", "B*4"))).hasSize(1);
  }

  @Test
  void neitherOrderNorParallelismChangesTheResult() throws Exception {
    List<InferenceEvent> events = traffic("A*130", "B*40", "A*30");
    // More in one bucket than are remembered, some at the same time.
    for (int i = 0; i < 90; i++) {
      events.add(request(300_000 + i / 2, i, "1", "C"));
    }
    List<Detection> expected = detections(events);
    assertThat(expected).hasSize(2);
    for (int seed = 0; seed < 5; seed++) {
      Random random = new Random(seed);
      List<List<InferenceEvent>> tasks = List.of(list(), list(), list());
      events.forEach(event -> tasks.get(random.nextInt(3)).add(event));
      List<DigestCount> counts = new ArrayList<>();
      for (List<InferenceEvent> task : tasks) {
        Collections.shuffle(task, random);
        counts.addAll(counts(task));
      }
      Collections.shuffle(counts, random);
      assertThat(judged(counts)).isEqualTo(expected);
    }
  }

  @Test
  void eventsBehindTheWatermarkAreNotCounted() throws Exception {
    try (var local = local()) {
      local.open();
      local.processWatermark(100);
      local.processElement(request(100, 1, "1", "A"), 100);
      local.processElement(request(101, 1, "1", "A"), 101);
      local.processWatermark(9_998);
      assertThat(local.extractOutputValues()).isEmpty();
      local.processWatermark(9_999);

      assertThat(local.extractOutputValues()).extracting(DigestCount::requests).containsExactly(1L);
    }
  }

  @Test
  void countingGoesOnAfterARestartInTheMiddleOfABucket() throws Exception {
    List<InferenceEvent> events = traffic("A*100", "B*30");
    OperatorSubtaskState state;
    List<DigestCount> counts = new ArrayList<>();
    try (var local = local()) {
      local.open();
      feed(local, events.subList(0, 103));
      local.processWatermark(events.get(102).timestamp() - 5000);
      counts.addAll(local.extractOutputValues());
      state = local.snapshot(1, 1);
    }
    try (var local = local()) {
      local.initializeState(state);
      local.open();
      feed(local, events.subList(103, events.size()));
      local.processWatermark(Long.MAX_VALUE);
      counts.addAll(local.extractOutputValues());
    }
    assertThat(judged(counts)).isEqualTo(detections(events));
  }

  @Test
  void rescalingKeepsEveryCount() throws Exception {
    List<InferenceEvent> events = traffic("A*100", "B*30");
    OperatorSubtaskState[] before = new OperatorSubtaskState[2];
    for (int task = 0; task < 2; task++) {
      try (var local = local(2, task)) {
        local.open();
        feed(local, events.subList(task * 65, task * 65 + 65));
        before[task] = local.snapshot(1, 1);
      }
    }
    OperatorSubtaskState all = AbstractStreamOperatorTestHarness.repackageState(before);
    List<DigestCount> counts = new ArrayList<>();
    for (int task = 0; task < 3; task++) {
      try (var local = local(3, task)) {
        local.initializeState(
            AbstractStreamOperatorTestHarness.repartitionOperatorState(all, 8, 2, 3, task));
        local.open();
        local.processWatermark(Long.MAX_VALUE);
        counts.addAll(local.extractOutputValues());
      }
    }
    assertThat(judged(counts)).hasSize(1).isEqualTo(detections(events));
  }

  @Test
  void judgingGoesOnAfterARestartAndAClosedBucketDoesNotComeAgain() throws Exception {
    List<InferenceEvent> events = traffic("A*100", "B*30");
    List<DigestCount> counts = counts(events);
    OperatorSubtaskState state;
    try (var model = model()) {
      model.open();
      send(model, counts.subList(0, 12));
      model.processWatermark(counts.get(9).start() + LocalDigestOperator.BUCKET);
      state = model.snapshot(1, 1);
    }
    try (var model = model()) {
      model.initializeState(state);
      model.open();
      for (int i = 0; i < 10; i++) {
        send(model, counts.subList(9, 10));
      }
      send(model, counts.subList(12, counts.size()));
      model.processWatermark(Long.MAX_VALUE - 1);
      assertThat(model.extractOutputValues()).isEqualTo(detections(events));
    }
  }

  @Test
  void aTaskThatBecomesIdleInTheMiddleOfABucketHandsOnItsCounts() throws Exception {
    List<InferenceEvent> events = traffic("A*103", "B*7");
    try (var local = local()) {
      local.open();
      feed(local, events.subList(0, 105));
      local.processWatermarkStatus(WatermarkStatus.IDLE);
      assertThat(local.extractOutputValues().stream().mapToLong(DigestCount::requests).sum())
          .isEqualTo(105);
      assertThat(local.getOutput()).endsWith(WatermarkStatus.IDLE);

      local.processWatermarkStatus(WatermarkStatus.ACTIVE);
      feed(local, events.subList(105, events.size()));
      local.processWatermark(Long.MAX_VALUE);

      assertThat(judged(local.extractOutputValues())).isEqualTo(detections(events));
    }
  }

  @Test
  void aMillionDigestsStayBoundedInATask() throws Exception {
    try (var local = local()) {
      local.open();
      for (int i = 0; i < 1_000_000; i++) {
        local.processElement(request(5, i, "1", "d" + i), 5);
      }
      local.processElement(request(6, 1, "1", "d0"), 6);
      local.processWatermark(Long.MAX_VALUE);

      assertThat(local.extractOutputValues()).hasSize(4096);
      assertThat(local.extractOutputValues().stream().mapToLong(DigestCount::requests).sum())
          .isEqualTo(4097);
    }
  }

  @Test
  void aModelKeepsSixteenVersionsOfSixteenDigestsAndThoseSeenLast() {
    List<DigestHistory.ServedDigest> many = new ArrayList<>();
    for (int version = 0; version < 20; version++) {
      for (int digest = 0; digest < 20; digest++) {
        InferenceEvent event = request(0, 0, "v" + version, "d" + digest);
        long start = 1000L * version + 10L * digest;
        many.add(
            new DigestHistory.ServedDigest(
                new DigestCount(event.model(), start, 1, List.of()), false));
      }
    }
    List<DigestHistory.ServedDigest> kept = DigestHistory.bounded(0, many).served();
    Collections.shuffle(many, new Random(1));

    assertThat(kept).hasSize(16 * 16).isEqualTo(DigestHistory.bounded(0, many).served());
    assertThat(kept)
        .extracting(one -> one.count().start())
        .allMatch(start -> start >= 4000 && start % 1000 >= 40);
  }

  @Test
  void aDigestThatIsServedAllTheTimeSurvivesAFloodOfOthers() throws Exception {
    List<InferenceEvent> events = traffic("A*100");
    for (int i = 0; i < 1000; i++) {
      events.add(request(200_000 + i * 1000L, i, "1", "stray" + i));
      events.add(request(200_000 + i * 1000L, i, "1", "A"));
    }
    events.addAll(traffic(1_300_000, "B*5"));
    assertThat(detections(events)).hasSize(1);
  }

  @Test
  void silentModelsLeaveNeitherStateNorTimers() throws Exception {
    List<DigestCount> counts = counts(traffic("A*1000", "B*1000"));
    try (var model = model()) {
      model.open();
      for (DigestCount count : counts) {
        send(model, List.of(count));
        model.processWatermark(count.start() + LocalDigestOperator.BUCKET - 1);
        assertThat(model.numEventTimeTimers()).isLessThanOrEqualTo(19);
      }
      assertThat(model.numKeyedStateEntries()).isPositive();
      model.processWatermark(2_000_000 + 2 * IDLE);

      assertThat(model.numKeyedStateEntries()).isZero();
      assertThat(model.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void whatWasServedYesterdayIsOverWhetherOrNotATimerHasFired() throws Exception {
    List<DigestCount> before = counts(traffic("A*100"));
    List<DigestCount> after = counts(traffic(3 * IDLE, "B*100"));
    List<DigestCount> all = new ArrayList<>(before);
    all.addAll(after);
    assertThat(judged(all)).isEmpty();
    try (var model = model()) {
      model.open();
      send(model, before);
      model.processWatermark(3 * IDLE - 1);
      send(model, after);
      model.processWatermark(Long.MAX_VALUE - 1);
      assertThat(model.extractOutputValues()).isEmpty();
    }
  }

  private static List<InferenceEvent> list() {
    return new ArrayList<>();
  }

  /** One request a second; {@code A*100} are a hundred with digest A. */
  private static List<InferenceEvent> traffic(String... parts) {
    return traffic(0, parts);
  }

  private static List<InferenceEvent> traffic(long from, String... parts) {
    List<InferenceEvent> events = new ArrayList<>();
    for (String part : parts) {
      String[] words = part.split("\\*", 2);
      IntStream.range(0, Integer.parseInt(words[1]))
          .forEach(i -> events.add(request(from + 1000L * events.size(), 0, "1", words[0])));
    }
    return events;
  }

  private static InferenceEvent request(long at, long serial, String version, String digest) {
    return Request.by("c").artefact(version, digest).at(at).serial(serial).build();
  }

  private static List<Detection> detections(List<InferenceEvent> events) throws Exception {
    return judged(counts(events));
  }

  private static List<DigestCount> counts(List<InferenceEvent> events) throws Exception {
    try (var local = local()) {
      local.open();
      feed(local, events);
      local.processWatermark(Long.MAX_VALUE);
      return local.extractOutputValues();
    }
  }

  private static List<Detection> judged(List<DigestCount> counts) throws Exception {
    try (var model = model()) {
      model.open();
      send(model, counts);
      model.processWatermark(Long.MAX_VALUE - 1);
      return model.extractOutputValues();
    }
  }

  private static void feed(
      OneInputStreamOperatorTestHarness<InferenceEvent, DigestCount> local,
      List<InferenceEvent> events)
      throws Exception {
    for (InferenceEvent event : events) {
      local.processElement(event, event.timestamp());
    }
  }

  private static void send(
      KeyedOneInputStreamOperatorTestHarness<String, DigestCount, Detection> model,
      List<DigestCount> counts)
      throws Exception {
    for (DigestCount count : counts) {
      model.processElement(count, count.start() + LocalDigestOperator.BUCKET - 1);
    }
  }

  private static OneInputStreamOperatorTestHarness<InferenceEvent, DigestCount> local()
      throws Exception {
    return local(1, 0);
  }

  private static OneInputStreamOperatorTestHarness<InferenceEvent, DigestCount> local(
      int parallelism, int task) throws Exception {
    var harness =
        new OneInputStreamOperatorTestHarness<>(new LocalDigestOperator(), 8, parallelism, task);
    harness.setup(
        TypeInformation.of(DigestCount.class).createSerializer(new SerializerConfigImpl()));
    return harness;
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, DigestCount, Detection> model()
      throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(new ArtefactSwapFunction(IDLE)),
        count -> count.model().key(),
        Types.STRING);
  }
}
