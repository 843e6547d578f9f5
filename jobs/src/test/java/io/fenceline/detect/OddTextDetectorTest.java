// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fenceline.feature.Request;
import io.fenceline.model.Detection;
import io.fenceline.model.EnrichedEvent;
import io.fenceline.model.Enrichment;
import io.fenceline.model.Evidence;
import io.fenceline.model.Likeness;
import io.fenceline.model.Severity;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OddTextDetectorTest {
  private static final long IDLE = DetectSettings.defaults().idleMillis();
  private static final long MINUTE = 60_000;
  private static final double NONE = Double.NaN;

  @Test
  void theFirstImprobableTextIsALeadAndTheThirdIsMore() throws Exception {
    try (ClientHarness harness = opened(OddText.ADVERSARIAL_SUFFIX)) {
      for (int i = 0; i < 20; i++) {
        harness.send(Enriched.prompt("a", i * MINUTE / 3, 3000, 12, 0));
      }
      assertThat(harness.found())
          .extracting(Detection::timestamp, Detection::severity)
          .containsExactly(tuple(0L, Severity.LOW), tuple(2 * MINUTE / 3, Severity.MEDIUM));
      Detection lead = harness.found().get(0);
      assertThat(lead.rule().id()).isEqualTo("adversarial-suffix");
      assertThat(lead.subject().apiKeyIds()).containsExactly("a");
      assertThat(lead.evidence()).hasSize(1);
      assertThat(lead.reason())
          .isEqualTo(
              "a text with perplexity 3000, 12 times what 99 % of the model's texts keep to");
      Detection more = harness.found().get(1);
      assertThat(more.evidence()).hasSize(3).extracting(Evidence::timestamp).isSorted();
      assertThat(more.reason())
          .isEqualTo(
              "3 texts within ten minutes are too improbable to be written by a person, at last"
                  + " one with perplexity 3000, 12 times what 99 % of the model's texts keep to");
    }
  }

  @Test
  void eightHiddenCharactersAreALeadAndTheThirdSuchTextIsMore() throws Exception {
    try (ClientHarness harness = opened(OddText.HIDDEN_TEXT)) {
      for (int i = 0; i < 20; i++) {
        harness.send(Enriched.prompt("a", i, NONE, NONE, 8));
      }
      assertThat(harness.found())
          .extracting(Detection::timestamp, Detection::severity)
          .containsExactly(tuple(0L, Severity.LOW), tuple(2L, Severity.MEDIUM));
      assertThat(harness.found().get(0).rule().id()).isEqualTo("hidden-text");
      assertThat(harness.found())
          .extracting(Detection::reason)
          .containsExactly(
              "a text with 8 characters that a reader does not see",
              "3 texts within ten minutes have characters that a reader does not see, at last one"
                  + " with 8 characters that a reader does not see");
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneEveryTenMinutesIsNeverMoreThanALead(OddText kind) throws Exception {
    try (ClientHarness harness = opened(kind)) {
      for (int i = 0; i < 10; i++) {
        harness.send(odd("a", i * 10 * MINUTE));
      }
      assertThat(harness.found()).hasSize(10);
      assertThat(harness.found()).extracting(Detection::severity).containsOnly(Severity.LOW);
    }
  }

  @ParameterizedTest
  @EnumSource
  void twoWithinTenMinutesAreOneLead(OddText kind) throws Exception {
    try (ClientHarness harness = opened(kind)) {
      for (int i = 0; i < 100; i++) {
        harness.send(odd("a", i * 5 * MINUTE));
      }
      assertThat(harness.found()).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void replaysCountOnce(OddText kind) throws Exception {
    try (ClientHarness harness = opened(kind)) {
      harness.send(odd("a", 0));
      for (int i = 1; i < 100; i++) {
        harness.send(Enriched.alike(odd("a", i), Likeness.replayed(0)));
      }
      assertThat(harness.found()).extracting(Detection::severity).containsExactly(Severity.LOW);
    }
  }

  @Test
  void whileTheModelsTextsAreUnknownNothingIsMoreThanALead() throws Exception {
    try (ClientHarness harness = opened(OddText.ADVERSARIAL_SUFFIX)) {
      for (int i = 0; i < 100; i++) {
        harness.send(Enriched.prompt("a", i, 3000, NONE, 0));
      }
      harness.send(Enriched.prompt("a", 100, 3000, 12, 0));
      harness.send(Enriched.prompt("a", 101, 3000, 12, 0));
      assertThat(harness.found()).extracting(Detection::severity).containsExactly(Severity.LOW);
      assertThat(harness.found().get(0).reason())
          .isEqualTo(
              "a text with perplexity 3000, while that of the model's texts is not known yet");

      harness.send(Enriched.prompt("a", 102, 3000, 12, 0));
      assertThat(harness.found()).hasSize(2);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1845, 100",
    "1e300, 10",
    "5000, 9.9",
    "-1, NaN",
    "-1e300, 100",
    "NaN, 100",
    "NaN, NaN",
    "-Infinity, NaN",
    "3000, 0",
    "3000, -5",
    "1845.65, NaN"
  })
  void aTextThatIsNotFarAboveBothLimitsIsNone(double perplexity, double ratio) throws Exception {
    try (ClientHarness harness = opened(OddText.ADVERSARIAL_SUFFIX)) {
      for (int i = 0; i < 10; i++) {
        harness.send(Enriched.prompt("a", i, perplexity, ratio, 1000));
      }
      assertThat(harness.found()).isEmpty();
      assertThat(harness.stateEntries()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "7", "7.9", "-8", "NaN", "-Infinity", "-1e300"})
  void aFewDirectionMarksAreNone(double characters) throws Exception {
    try (ClientHarness harness = opened(OddText.HIDDEN_TEXT)) {
      for (int i = 0; i < 10; i++) {
        harness.send(Enriched.prompt("a", i, 1e5, 100, characters));
      }
      assertThat(harness.found()).isEmpty();
      assertThat(harness.stateEntries()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void absurdNumbersCountLikeAnyOtherAndDoNotFillThePage(OddText kind) throws Exception {
    for (double absurd : List.of(1e300, Double.POSITIVE_INFINITY)) {
      try (ClientHarness harness = opened(kind)) {
        for (int i = 0; i < 3; i++) {
          harness.send(Enriched.prompt("a", i, absurd, absurd, absurd));
        }
        assertThat(harness.found()).hasSize(2);
        assertThat(harness.found()).extracting(d -> d.reason().length()).allMatch(n -> n < 200);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTenantOfSuchTextsIsMediumOnceAndIsThenItsOwnNorm(OddText kind) throws Exception {
    Random random = new Random(5);
    try (ClientHarness harness = opened(kind)) {
      long at = 0;
      for (int i = 0; i < 20_000; i++) {
        at += (long) (-Math.log(1 - random.nextDouble()) * 10_000);
        harness.send(odd("a", at));
      }
      assertThat(medium(harness)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFloodThatGrowsGivesFewDetections(OddText kind) throws Exception {
    try (ClientHarness harness = opened(kind)) {
      for (int i = 0; i < 100_000; i++) {
        // Seven times as many in each ten minutes as in those before.
        harness.send(odd("a", (long) (300_000 * Math.log(1 + i))));
      }
      assertThat(medium(harness)).isBetween(2L, 17L);
    }
  }

  @ParameterizedTest
  @EnumSource
  void clientsDoNotAddUpAndLateRequestsDoNotCount(OddText kind) throws Exception {
    try (ClientHarness harness = opened(kind)) {
      for (int i = 0; i < 100; i++) {
        harness.send(odd("k" + i % 50, i));
        harness.send(
            new EnrichedEvent(Request.by("late").at(i).prompt(1e5, 100).build(), Enrichment.LATE));
      }
      assertThat(harness.found()).hasSize(50);
      assertThat(medium(harness)).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRestartLosesNothing(OddText kind) throws Exception {
    OperatorSubtaskState state;
    try (ClientHarness harness = opened(kind)) {
      state = harness.send(odd("a", 0)).send(odd("a", 1)).snapshot();
    }
    try (ClientHarness harness = ClientHarness.restored(state, new OddTextDetector(kind, IDLE))) {
      harness.send(odd("a", 2));
      assertThat(harness.found()).extracting(Detection::severity).containsExactly(Severity.MEDIUM);
    }
  }

  @ParameterizedTest
  @EnumSource
  void silentClientsLeaveNeitherStateNorTimers(OddText kind) throws Exception {
    try (ClientHarness harness = opened(kind)) {
      for (int i = 0; i < 1000; i++) {
        harness.send(odd("k" + i % 50, i * 1000L));
      }
      harness.watermark(1_000_000 + 2 * IDLE);

      assertThat(harness.stateEntries()).isZero();
      assertThat(harness.timers()).isZero();
    }
  }

  @Property(tries = 20, seed = "11")
  void honestTextsOfALargeModelRaiseNothingMoreThanALead(@ForAll Random random) throws Exception {
    try (ClientHarness harness = opened(OddText.ADVERSARIAL_SUFFIX)) {
      for (int i = 0; i < 2000; i++) {
        // Log-normal, a hundred at the median: 0.2 % of the texts lie above the absolute limit.
        double perplexity = 100 * Math.exp(random.nextGaussian());
        harness.send(
            Enriched.prompt("a", i * 1000L, perplexity, perplexity / (100 * Math.exp(2.33)), 0));
      }
      assertThat(medium(harness)).isZero();
    }
  }

  private static long medium(ClientHarness harness) {
    return harness.found().stream().filter(d -> d.severity() == Severity.MEDIUM).count();
  }

  /** Odd in every way. */
  private static EnrichedEvent odd(String client, long at) {
    return Enriched.prompt(client, at, 3000, 12, 40);
  }

  private static ClientHarness opened(OddText kind) throws Exception {
    return ClientHarness.of(new OddTextDetector(kind, IDLE));
  }
}
