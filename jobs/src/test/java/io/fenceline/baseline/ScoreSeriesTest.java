// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fenceline.model.Prediction;
import io.fenceline.model.ScoreTrend;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ScoreSeriesTest {
  private static final String FIRST = "3";

  @Property(tries = 200)
  void aSeriesIsEveryNthAnswerFromTheEighthOnWhateverTheSize(
      @ForAll @IntRange(min = 1, max = 5000) int size) {
    // Log-odds of 1/1024 of the number of the request: exact in a float.
    float[] scores = group(size, i -> i / 1024d).scores();

    if (size < ScoreSeries.FIRST_SIZE) {
      assertThat(scores).isEmpty();
      return;
    }
    assertThat(scores).hasSizeBetween(1, ScoreSeries.POINTS);
    assertThat(scores[0]).isCloseTo(8 / 1024f, within(1e-5f));
    int stride = scores.length == 1 ? 1 : Math.round((scores[1] - scores[0]) * 1024);
    for (int i = 0; i < scores.length; i++) {
      assertThat(scores[i]).isCloseTo((8 + i * stride) / 1024f, within(1e-5f));
    }
    assertThat(8 + scores.length * stride).as("the next to be kept").isGreaterThan(size);
    assertThat(scores.length).isGreaterThan(Math.min(size - 8, ScoreSeries.POINTS / 2));
  }

  @Test
  void aSteadyFallIsADescentAtEveryLookOnceItIsDeepEnough() {
    List<ScoreTrend> trends = trends(400, i -> 5 - 0.03 * i);

    assertThat(trends).hasSize(9);
    assertThat(trends).extracting(ScoreTrend::tau).containsOnly(-1d);
    assertThat(trends)
        .extracting(ScoreTrend::descent)
        .containsExactly(false, false, false, false, true, true, true, true, true);
    ScoreTrend last = trends.get(8);
    assertThat(last.referenceClass()).isEqualTo(FIRST);
    assertThat(last.before()).isBetween(2.9, 4.8);
    assertThat(last.after()).isBetween(-6.6, -3.5);
  }

  @Test
  void aFallThatIsRoundedToFourDigitsAndJittersIsADescent() {
    Random random = new Random(1);

    assertThat(
            trends(
                256,
                i -> {
                  double exact = 11 - 0.05 * i + 0.1 * random.nextGaussian();
                  double p = Math.round(1e4 / (1 + Math.exp(-exact))) / 1e4;
                  return Math.log(p / (1 - p));
                }))
        .last()
        .extracting(ScoreTrend::descent)
        .isEqualTo(true);
  }

  @Test
  void aSweepThatHardlyChangesTheAnswerIsNone() {
    assertThat(trends(384, i -> 6 - 1.9 * i / 384)).noneMatch(ScoreTrend::descent);
  }

  @Test
  void aRisingAndAnUnmovedScoreAreNone() {
    assertThat(trends(384, i -> -6 + 0.03 * i)).noneMatch(ScoreTrend::descent);
    assertThat(trends(384, i -> 2)).extracting(ScoreTrend::tau).containsOnly(Double.NaN);
  }

  @Test
  void aStepFromOneScoreToAnotherIsNone() {
    assertThat(trends(384, i -> i < 100 ? 13.8 : 1)).noneMatch(ScoreTrend::descent);
  }

  @Test
  void jitterAndCameraFramesAreNever() {
    Random random = new Random(2);
    for (int group = 0; group < 2000; group++) {
      double spread = 3 * random.nextDouble();
      double swing = random.nextDouble();
      double phase = 7 * random.nextDouble();
      assertThat(trends(256, i -> 4 + spread * random.nextGaussian()))
          .noneMatch(ScoreTrend::descent);
      assertThat(
              trends(256, i -> 4 + swing * Math.sin(phase + i / 9d) + 0.3 * random.nextGaussian()))
          .noneMatch(ScoreTrend::descent);
    }
  }

  @Test
  void fewerThanOneWanderingScoreInAHundredIsTakenForADescent() {
    for (double step : new double[] {0.1, 0.3, 1}) {
      Random random = new Random(3);
      int wrong = 0;
      for (int group = 0; group < 4000; group++) {
        double[] at = {6};
        if (trends(256, i -> at[0] += step * random.nextGaussian()).stream()
            .anyMatch(ScoreTrend::descent)) {
          wrong++;
        }
      }
      assertThat(wrong).as("of 4000 random walks with step %s", step).isLessThan(40);
    }
  }

  @Test
  void anotherClassCountsAgainstTheFirstHoweverUnsureItIs() {
    assertThat(ScoreSeries.logOdds(FIRST, answer(FIRST, 0.4))).isCloseTo(-0.405, within(0.001));
    assertThat(ScoreSeries.logOdds(FIRST, answer("8", 0.4))).isCloseTo(-0.405, within(0.001));
    assertThat(ScoreSeries.logOdds(FIRST, answer("8", 0.9))).isCloseTo(-2.197, within(0.001));
    assertThat(ScoreSeries.logOdds(FIRST, answer(FIRST, 1))).isEqualTo(13.8);
    assertThat(ScoreSeries.logOdds(FIRST, answer("8", 1))).isEqualTo(-13.8);
    assertThat(ScoreSeries.logOdds(FIRST, answer(FIRST, Double.NaN))).isNaN();
  }

  @Test
  void answersWithoutConfidenceAreLeftOut() {
    assertThat(trends(256, i -> Double.NaN)).isEmpty();
    assertThat(trends(128, i -> i % 10 == 0 ? Double.NaN : 8 - 0.1 * i))
        .last()
        .extracting(ScoreTrend::descent)
        .isEqualTo(true);
  }

  @Test
  void aSweepMovesSmoothlyAndASearchDoesNot() {
    assertThat(trends(128, i -> 12 / (1 + Math.exp((i - 64) / 12d)) - 4))
        .filteredOn(ScoreTrend::descent)
        .isNotEmpty()
        .extracting(ScoreTrend::sweep)
        .containsOnly(true);

    Random random = new Random(5);
    int smooth = 0;
    for (int search = 0; search < 1000; search++) {
      double[] at = {9};
      smooth +=
          trends(96, i -> at[0] -= 0.2 * random.nextDouble()).stream().anyMatch(ScoreTrend::sweep)
              ? 1
              : 0;
    }
    assertThat(smooth).isLessThanOrEqualTo(20);
  }

  /** The trends at all sizes at which one is given. */
  private static List<ScoreTrend> trends(int size, IntToDoubleFunction logOdds) {
    List<ScoreTrend> trends = new ArrayList<>();
    Group group = Group.NONE;
    for (int i = 1; i <= size; i++) {
      group = grown(group, logOdds.applyAsDouble(i));
      ScoreTrend trend = ScoreSeries.trend(group);
      if (!trend.equals(ScoreTrend.NONE)) {
        trends.add(trend);
      }
    }
    return trends;
  }

  private static Group group(int size, IntToDoubleFunction logOdds) {
    Group group = Group.NONE;
    for (int i = 1; i <= size; i++) {
      group = grown(group, logOdds.applyAsDouble(i));
    }
    return group;
  }

  private static Group grown(Group group, double logOdds) {
    int size = group.size() + 1;
    Prediction answer = answer(FIRST, 1 / (1 + Math.exp(-logOdds)));
    return new Group(
        1,
        size,
        0,
        FIRST,
        FIRST,
        0,
        0,
        0,
        "",
        0,
        false,
        ScoreSeries.with(group.scores(), size, FIRST, answer));
  }

  private static Prediction answer(String predicted, double confidence) {
    return new Prediction(predicted, confidence, Double.NaN, Map.of());
  }
}
