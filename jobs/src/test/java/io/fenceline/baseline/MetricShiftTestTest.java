// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.fenceline.feature.StableHash;
import io.fenceline.model.MetricShift;
import io.fenceline.model.WindowMetric;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class MetricShiftTestTest {
  private static final String ARTEFACT = "1@";

  @Test
  void clumpingClientsDoNotRaiseMoreFalseAlarmsThanPromised() {
    Random random = new Random(42);
    int runs = 400;
    int alarms = 0;
    int large = 0;
    for (int run = 0; run < runs; run++) {
      List<Sample> past = clumped(random, 150, 6, 0, r -> 0);
      List<Sample> pane = clumped(random, 60, 8, 1_000_000, r -> 0);
      MetricShift shift = entropy(pane, past);
      alarms += shift.pValue() < 0.01 ? 1 : 0;
      large += shift.effect() >= 0.2 ? 1 : 0;
    }
    assertThat(alarms / (double) runs).as("nominal 1 %%").isLessThan(0.03);
    assertThat(large / (double) runs).as("effects that would matter").isLessThan(0.01);
  }

  @Property(tries = 30, seed = "5")
  void aShiftOfOneStandardDeviationIsFoundWhateverTheSeed(@ForAll long seed) {
    Random random = new Random(seed);
    List<Sample> past = clumped(random, 150, 6, 0, r -> 0);
    List<Sample> pane = clumped(random, 60, 8, 1_000_000, r -> 1.2);

    MetricShift shift = entropy(pane, past);

    assertThat(shift.pValue()).isLessThan(1e-4);
    assertThat(shift.effect()).isGreaterThan(0.2);
    assertThat(shift.oneClient()).isLessThan(0.5);
    assertThat(shift.now().p50()).isGreaterThan(shift.before().p50());
  }

  @Property(tries = 20, seed = "7")
  void manyEqualValuesAreNoShiftAndTheirLossIsOne(@ForAll long seed) {
    Random random = new Random(seed);
    List<Sample> past = independent(random, 800, 0, r -> r.nextDouble() < 0.6 ? 0 : r.nextDouble());
    List<Sample> same =
        independent(random, 400, 1_000_000, r -> r.nextDouble() < 0.6 ? 0 : r.nextDouble());
    List<Sample> none = independent(random, 400, 2_000_000, Random::nextDouble);

    assertThat(entropy(same, past).effect()).isLessThan(0.2);
    assertThat(entropy(none, past).effect()).isGreaterThan(0.3);
    assertThat(entropy(none, past).pValue()).isLessThan(1e-6);
  }

  @Test
  void aLevelThatOnlyOneClientHasIsNoShiftOfTheModel() {
    Random random = new Random(3);
    List<Sample> past = new ArrayList<>();
    List<Sample> pane = new ArrayList<>();
    for (int i = 0; i < 900; i++) {
      past.add(sample(i, i, i / 900.0));
    }
    for (int i = 0; i < 170; i++) {
      pane.add(sample(1_000_000 + i, 1_000_000 + i, i / 170.0));
    }
    for (int i = 0; i < 30; i++) {
      pane.add(sample(77_777, 5_000_000 + i, 9));
    }

    MetricShift alone = entropy(pane, past);
    MetricShift everybody = entropy(independent(random, 200, 1_000_000, r -> 9), past);

    assertThat(alone.effect()).as("its clumping raises the design effect").isLessThan(0.05);
    assertThat(everybody.effect()).isGreaterThan(0.85);
    assertThat(everybody.oneClient()).isCloseTo(0, offset(0.05));
  }

  @Test
  void answersOfAnotherArtefactAreNotCompared() {
    Random random = new Random(4);
    List<Sample> past = independent(random, 900, 0, Random::nextGaussian);
    List<Sample> pane = independent(random, 300, 1_000_000, Random::nextGaussian);

    assertThat(MetricShiftTest.test("2@", pane, past))
        .extracting(MetricShift::metric)
        .containsExactly(WindowMetric.TEXT_LENGTH);
  }

  @Test
  void requestsOfThePaneAreNotTheirOwnPast() {
    Random random = new Random(5);
    List<Sample> past = independent(random, 900, 0, Random::nextGaussian);
    List<Sample> pane = independent(random, 300, 1_000_000, r -> r.nextGaussian() + 1);
    List<Sample> both = new ArrayList<>(past);
    both.addAll(pane);

    assertThat(entropy(pane, both)).isEqualTo(entropy(pane, past));
  }

  @Test
  void theOrderOfRequestsChangesNotEvenTheLastBit() {
    Random random = new Random(6);
    List<Sample> past = clumped(random, 150, 6, 0, r -> 0);
    List<Sample> pane = clumped(random, 60, 8, 1_000_000, r -> 0.5);
    MetricShift first = entropy(pane, past);
    Collections.shuffle(pane, random);
    Collections.shuffle(past, random);

    assertThat(entropy(pane, past)).isEqualTo(first);
  }

  @Test
  void aPaneGrowsUntilItIsReadyAndNoClientFillsIt() {
    List<Sample> pane = new ArrayList<>();
    for (int window = 0; window < 500; window++) {
      List<ClientShare> shares = new ArrayList<>();
      for (int client = 0; client < 6; client++) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          samples.add(sample(client, (window * 6L + client) * 8 + i, 0.5));
        }
        shares.add(new ClientShare(client, "key:" + client, 900, 0, Map.of("a", 900L), samples));
      }
      pane = MetricShiftTest.join(pane, shares);
    }

    assertThat(pane).hasSize(180);
    assertThat(MetricShiftTest.isReady(pane)).isFalse();
    assertThat(pane).allSatisfy(s -> assertThat(s.vector()).isEmpty());
  }

  private static MetricShift entropy(List<Sample> pane, List<Sample> past) {
    return MetricShiftTest.test(ARTEFACT, pane, past).stream()
        .filter(shift -> shift.metric() == WindowMetric.ENTROPY)
        .findFirst()
        .orElseThrow();
  }

  /** Every request by a client of its own. */
  private static List<Sample> independent(
      Random random, int requests, long first, ToDoubleFunction<Random> value) {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      samples.add(sample(first + i, first + i, value.applyAsDouble(random)));
    }
    return samples;
  }

  /** Clients with a level of their own: half of the variance is between them. */
  private static List<Sample> clumped(
      Random random, int clients, int requests, long first, ToDoubleFunction<Random> shift) {
    List<Sample> samples = new ArrayList<>();
    for (int client = 0; client < clients; client++) {
      double level = random.nextGaussian() * Math.sqrt(0.5);
      for (int i = 0; i < requests; i++) {
        double value = level + random.nextGaussian() * Math.sqrt(0.5) + shift.applyAsDouble(random);
        samples.add(sample(first + client, first + client * 1000L + i, value));
      }
    }
    return samples;
  }

  private static Sample sample(long client, long serial, double entropy) {
    float none = Float.NaN;
    return new Sample(
        StableHash.mix(serial),
        client,
        ARTEFACT,
        "a",
        (float) entropy,
        none,
        none,
        none,
        StableHash.mix(serial + 1) % 100,
        none,
        new float[4],
        new long[0]);
  }
}
