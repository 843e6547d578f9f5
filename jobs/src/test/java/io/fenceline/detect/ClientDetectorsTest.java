// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fenceline.feature.Request;
import io.fenceline.model.Detection;
import io.fenceline.model.EnrichedEvent;
import io.fenceline.model.Enrichment;
import io.fenceline.model.Likeness;
import io.fenceline.model.Measure;
import io.fenceline.model.Severity;
import io.fenceline.model.Subject;
import io.fenceline.model.serializer.ImageReader;
import io.fenceline.model.serializer.ImageWriter;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;

class ClientDetectorsTest {
  private static final long HOUR = 3_600_000;
  private static final long DAY = 24 * HOUR;

  @Test
  void detectorsDoNotSeeEachOthersRecords() throws Exception {
    try (ClientHarness harness =
        ClientHarness.of(new Counting("all", DAY, false), new Counting("replays", DAY, true))) {
      for (int i = 0; i < 6; i++) {
        harness.send(request("a", i, i % 3 == 2));
      }
      assertThat(harness.reasons())
          .containsExactly(
              "all 1", "all 2", "all 3", "replays 1", "all 4", "all 5", "all 6", "replays 2");
      assertThat(harness.stateEntries()).as("of one client").isEqualTo(1);
      assertThat(harness.timers()).isZero();
    }
  }

  @Test
  void aRequestOfConcernToNobodyLeavesNoState() throws Exception {
    try (ClientHarness harness = ClientHarness.of(new Counting("replays", DAY, true))) {
      harness.send(request("a", 1, false));
      harness.send(new EnrichedEvent(Request.by("a").at(1).build(), Enrichment.LATE));

      assertThat(harness.stateEntries()).isZero();
      assertThat(harness.timers()).isZero();
    }
  }

  @Test
  void eachRecordIsOverAfterTheIdleTimeOfItsDetector() throws Exception {
    for (boolean live : new boolean[] {false, true}) {
      try (ClientHarness harness =
          ClientHarness.of(new Counting("day", DAY, false), new Counting("hour", HOUR, false))) {
        for (long at : new long[] {0, 1000, 2 * HOUR, 4 * DAY}) {
          if (live) {
            harness.watermark(at - 1);
          }
          harness.send(request("a", at, false));
        }
        assertThat(harness.reasons())
            .as("with sweeps in between: %s", live)
            .containsExactly(
                "day 1", "hour 1", "day 2", "hour 2", "day 3", "hour 1", "day 1", "hour 1");
      }
    }
  }

  @Test
  void aRecordThatNobodyWillAskForIsForgottenWhileOthersStay() throws Exception {
    try (ClientHarness harness =
        ClientHarness.of(new Counting("day", DAY, false), new Counting("hour", HOUR, false))) {
      for (int i = 0; i < 1000; i++) {
        harness.send(request("k" + i % 10, i * 1000L, false));
      }
      long both = harness.snapshotBytes();

      harness.watermark(3 * HOUR);
      assertThat(harness.stateEntries()).isEqualTo(10);
      assertThat(harness.snapshotBytes()).isLessThan(both);

      harness.watermark(3 * DAY);
      assertThat(harness.stateEntries()).isZero();
    }
  }

  @Test
  void aClientThatAsksNowAndThenIsRememberedThroughAllSweeps() throws Exception {
    try (ClientHarness harness = ClientHarness.of(new Counting("day", DAY, false))) {
      for (int i = 0; i < 20; i++) {
        harness.watermark(i * 23 * HOUR - 1).send(request("a", i * 23 * HOUR, false));
      }
      assertThat(harness.reasons()).endsWith("day 19", "day 20");
    }
  }

  @Test
  void detectorsCanBeAddedRemovedAndPutInAnotherOrder() throws Exception {
    withOtherDetectors(new HashMapStateBackend());
  }

  @Test
  void theSameHoldsForStateOnDisk() throws Exception {
    withOtherDetectors(new EmbeddedRocksDBStateBackend());
  }

  @Test
  void whatIsRememberedOfNoDetectorThatIsLeftIsCleanedUp() throws Exception {
    OperatorSubtaskState state;
    try (ClientHarness before = ClientHarness.of(new Counting("gone", DAY, false))) {
      state = before.send(request("a", 1, false)).snapshot();
    }
    try (ClientHarness after = ClientHarness.restored(state, new Counting("new", DAY, false))) {
      after.watermark(3 * DAY);
      assertThat(after.stateEntries()).isZero();
    }
  }

  @Test
  void twoDetectorsOfOneSlotAreRefusedAndOneWithoutIs() {
    Counting detector = new Counting("day", DAY, false);
    assertThatThrownBy(() -> new ClientDetectors(List.of(detector, detector)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("slot 2 of Count is taken");
    Counting without = new Counting(32, "none", DAY, false);
    assertThatThrownBy(() -> new ClientDetectors(List.of(without))).hasMessageContaining("slot 32");
  }

  @Test
  void theDetectorsOfTheJobFitTogether() throws Exception {
    try (ClientHarness harness =
        ClientHarness.of(
            ClientDetection.detectors(DetectSettings.defaults())
                .toArray(ClientDetector<?>[]::new))) {
      Asked asked = new Asked(7);
      for (int i = 0; i < 500; i++) {
        harness.send(asked.next("k" + i % 5, i * 1000L, Asked.USUAL));
      }
      assertThat(harness.stateEntries()).isEqualTo(5);
    }
  }

  private static void withOtherDetectors(StateBackend backend) throws Exception {
    OperatorSubtaskState state;
    try (ClientHarness before =
        ClientHarness.of(
            backend,
            new Counting("kept", DAY, false),
            new Counting("gone", DAY, false),
            new Counting("kept-too", DAY, true))) {
      before.send(request("a", 1, true)).send(request("a", 2, true)).send(request("b", 2, false));
      state = before.snapshot();
    }
    try (ClientHarness after =
        ClientHarness.restored(
            backend,
            state,
            new Counting("new", DAY, false),
            new Counting("kept-too", DAY, true),
            new Counting("kept", DAY, false))) {
      after.send(request("a", 3, true)).send(request("b", 3, true));
      assertThat(after.reasons())
          .containsExactly("new 1", "kept-too 3", "kept 3", "new 1", "kept-too 1", "kept 2");
      state = after.snapshot();

      after.watermark(4 * DAY);
      assertThat(after.stateEntries()).isZero();
    }
    try (ClientHarness back =
        ClientHarness.restored(
            backend, state, new Counting("gone", DAY, false), new Counting("kept", DAY, false))) {
      assertThat(back.send(request("a", 4, false)).reasons())
          .as("what is gone does not come back")
          .containsExactly("gone 1", "kept 4");
    }
  }

  private static EnrichedEvent request(String client, long at, boolean replay) {
    EnrichedEvent plain = Enriched.scored(client, at, 0);
    return replay ? Enriched.alike(plain, Likeness.replayed(0)) : plain;
  }

  /** Counts a client's requests, or its replays only. */
  record Count(int requests) implements ClientRecord {
    @Override
    public void write(ImageWriter out) {
      out.putSize(requests);
    }
  }

  static final class Counting extends ClientDetector<Count> {
    private static final long serialVersionUID = 1L;

    private static final List<String> NAMES =
        List.of("all", "replays", "day", "hour", "kept", "gone", "kept-too", "new");

    private final String name;
    private final boolean replaysOnly;

    Counting(String name, long idleMillis, boolean replaysOnly) {
      this(NAMES.indexOf(name), name, idleMillis, replaysOnly);
    }

    Counting(int slot, String name, long idleMillis, boolean replaysOnly) {
      super(slot, Count.class, idleMillis);
      this.name = name;
      this.replaysOnly = replaysOnly;
    }

    @Override
    Count none() {
      return new Count(0);
    }

    @Override
    Count read(ImageReader in) {
      return new Count(in.takeSize());
    }

    @Override
    boolean concerns(EnrichedEvent request) {
      return !replaysOnly || request.enrichment().likeness().replay();
    }

    @Override
    Count judge(Count known, EnrichedEvent request, Findings out) {
      Count count = new Count(known.requests() + 1);
      out.collect(
          new Detection(
              DriftMetric.ENTROPY.rule(),
              Severity.LOW,
              request.event().clientKey(),
              Subject.of(request.event().client(), request.event().model()),
              request.event().timestamp(),
              name + " " + count.requests(),
              new Measure("requests", count.requests(), 1, 0),
              List.of()));
      return count;
    }
  }
}
