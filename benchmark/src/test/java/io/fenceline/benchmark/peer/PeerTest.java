// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PeerTest {
  private static final int REQUESTS = 3_000;

  @ParameterizedTest
  @EnumSource
  void everyPeerFindsExactlyWhatPlainJavaFinds(Peer peer) throws Exception {
    Requests requests = new Requests(7, 0, REQUESTS);

    Matches expected = peer.question().answer(requests.iterator());

    assertThat(expected.count()).isGreaterThan(20);
    assertThat(PeerRun.of(peer, requests).matches()).isEqualTo(expected);
  }

  @Test
  void countingStartsAnewAfterEightSwitches() {
    assertThat(count(Question.SWITCHES, 1_000, 17)).isEqualTo(2);
    assertThat(count(Question.SWITCHES, 1_000, 16)).isEqualTo(1);
  }

  @Test
  void afterAMatchTheNextRequestIsOnlyABeginning() {
    assertThat(count(Question.REQUESTS, 1_000, 18)).isEqualTo(2);
    assertThat(count(Question.REQUESTS, 1_000, 17)).isEqualTo(1);
  }

  @Test
  void everySwitchBehindSevenOthersCounts() {
    assertThat(count(Question.EVERY_SWITCH, 1_000, 17)).isEqualTo(9);
  }

  @Test
  void theWindowIsOpenAtItsEndForMatchesAndClosedForCounts() {
    long seventh = Question.WINDOW / 7;
    long tooSlow = seventh + 1;

    assertThat(count(Question.SWITCHES, seventh, 9)).isEqualTo(1);
    assertThat(count(Question.SWITCHES, tooSlow, 9)).isZero();
    assertThat(count(Question.REQUESTS, seventh, 9)).isZero();
    assertThat(count(Question.EVERY_SWITCH, tooSlow, 9)).isZero();
  }

  @Test
  void theSameSeedMakesTheSameRequests() {
    assertThat(new Requests(7, 0.97, 500).iterator())
        .toIterable()
        .containsExactlyElementsOf(() -> new Requests(7, 0.97, 500).iterator())
        .filteredOn(request -> request.client() >= 10_000)
        .hasSize(10);
  }

  /** Of one client whose class changes with every request. */
  private static long count(Question question, long pace, int requests) {
    List<Request> made =
        IntStream.range(0, requests).mapToObj(i -> new Request(1, i * pace, i % 2)).toList();
    return question.answer(made.iterator()).count();
  }
}
