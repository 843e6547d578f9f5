// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.fenceline.feature.Request;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;
import org.junit.jupiter.api.Test;

class DistributionTest {
  private static final NormalDistribution NORMAL = new NormalDistribution();

  @Property(tries = 300)
  void quantilesAreWithinOneRankOfCommonsMath(
      @ForAll @Size(min = 1, max = 200) List<@IntRange(min = -50, max = 50) Integer> values,
      @ForAll @DoubleRange(min = 0.01, max = 1) double p) {
    Distribution distribution = of(values);
    double[] sorted = values.stream().mapToDouble(Integer::doubleValue).sorted().toArray();
    double reference =
        new Percentile().withEstimationType(EstimationType.R_7).evaluate(sorted, 100 * p);

    double quantile = distribution.quantile(p);

    int rank = (int) Math.floor(p * (sorted.length - 1));
    assertThat(quantile)
        .isBetween(sorted[rank], sorted[Math.min(rank + 1, sorted.length - 1)])
        .isCloseTo(
            reference, offset(sorted[Math.min(rank + 1, sorted.length - 1)] - sorted[rank] + 1e-9));
  }

  @Property(tries = 300)
  void midRanksOfTheSampleItselfAddUpToHalfOfItHoweverManyAreTied(
      @ForAll @Size(min = 1, max = 200) List<@IntRange(min = 0, max = 10) Integer> values) {
    Distribution distribution = of(values);

    double sum = values.stream().mapToDouble(distribution::midRank).sum();

    assertThat(sum).isCloseTo(values.size() / 2d, offset(1e-9));
  }

  @Property(tries = 300)
  void midRanksRiseWithTheValueAndStayInsideZeroAndOne(
      @ForAll @Size(min = 1, max = 200) List<@IntRange(min = -20, max = 20) Integer> values,
      @ForAll @DoubleRange(min = -30, max = 30) double a,
      @ForAll @DoubleRange(min = -30, max = 30) double b) {
    Distribution distribution = of(values);
    int n = values.size();

    assertThat(distribution.midRank(Math.min(a, b)))
        .isLessThanOrEqualTo(distribution.midRank(Math.max(a, b)));
    assertThat(distribution.midRank(a)).isBetween(0.5 / (n + 1), 1 - 0.5 / (n + 1));
    assertThat(distribution.midRank(-1e9)).isCloseTo(0.5 / (n + 1), offset(1e-12));
    assertThat(distribution.midRank(1e9)).isCloseTo(1 - 0.5 / (n + 1), offset(1e-12));
  }

  @Property(tries = 100)
  void normalScoresAreTheNormalQuantilesOfTheMidRanks(
      @ForAll @Size(min = 1, max = 100) List<@IntRange(min = -20, max = 20) Integer> values,
      @ForAll @DoubleRange(min = -30, max = 30) double value) {
    Distribution distribution = of(values);

    NormalScores scores = new NormalScores();
    assertThat(scores.of(distribution.place(value)))
        .as("computed, then known")
        .isEqualTo(distribution.place(value).normalScore())
        .isEqualTo(scores.of(distribution.place(value)));
    assertThat(NORMAL.cumulativeProbability(distribution.place(value).normalScore()))
        .isCloseTo(distribution.midRank(value), offset(1e-9));
  }

  @Test
  void aTiedHalfOfTheSampleLooksOrdinary() {
    // Half of all digit entropies are exactly 0.
    Distribution entropies = of(List.of(0, 0, 0, 0, 0, 1, 2, 3, 4, 5));

    assertThat(new NormalScores().of(entropies, 0)).isBetween(-0.75, 0.0);
  }

  @Test
  void whatIsNotANumberIsNeitherKeptNorScored() {
    Distribution distribution =
        Distribution.of(
            List.of(sample(Double.NaN), sample(3), sample(Double.POSITIVE_INFINITY), sample(1)),
            Sample::entropy);

    assertThat(distribution.sorted()).containsExactly(1, 3);
    assertThat(new NormalScores().of(distribution, Double.NaN)).isNaN();
    assertThat(new NormalScores().of(distribution, Double.NEGATIVE_INFINITY)).isNaN();
  }

  @Test
  void anEmptySampleSaysNothing() {
    Distribution none = Distribution.of(List.of(sample(Double.NaN)), Sample::entropy);

    assertThat(none.size()).isZero();
    assertThat(none.quantile(0.5)).isNaN();
    assertThat(new NormalScores().of(none, 1)).isNaN();
    assertThat(none.interquartileRange(0.25)).isEqualTo(0.25);
  }

  @Test
  void theInterquartileRangeNeverFallsBelowItsFloor() {
    assertThat(of(List.of(7, 7, 7, 7)).interquartileRange(0.1)).isEqualTo(0.1);
    assertThat(of(List.of(0, 1, 2, 3, 4)).interquartileRange(0.1)).isEqualTo(2);
  }

  private static Distribution of(List<Integer> values) {
    List<Sample> samples = new ArrayList<>();
    values.forEach(value -> samples.add(sample(value)));
    Distribution distribution = Distribution.of(samples, Sample::entropy);
    assertThat(Arrays.equals(distribution.sorted(), sortedFloats(values))).isTrue();
    return distribution;
  }

  private static float[] sortedFloats(List<Integer> values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i);
    }
    Arrays.sort(floats);
    return floats;
  }

  private static Sample sample(double entropy) {
    return Sample.of(Request.by("k").entropy(entropy).build());
  }
}
