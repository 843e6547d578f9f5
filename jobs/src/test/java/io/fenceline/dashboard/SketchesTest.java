// SPDX-License-Identifier: Apache-2.0
package io.fenceline.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SketchesTest {

  @Property
  void fewValuesGiveExactQuantiles(
      @ForAll @Size(min = 1, max = 200) List<@DoubleRange(min = -1e6, max = 1e6) Double> values,
      @ForAll @IntRange(min = 1, max = 99) int percent) {
    QuantileSketch sketch = new QuantileSketch();
    values.forEach(sketch::add);

    double exact =
        new Percentile()
            .withEstimationType(EstimationType.R_7)
            .evaluate(values.stream().mapToDouble(Double::doubleValue).toArray(), percent);
    assertThat(sketch.quantile(percent / 100.0)).isCloseTo(exact, Offset.offset(1e-6));
  }

  @Test
  void manyValuesGiveQuantilesWithinHalfAPercent() {
    QuantileSketch left = new QuantileSketch();
    QuantileSketch right = new QuantileSketch();
    for (int i = 1; i <= 100_000; i++) {
      (i % 3 == 0 ? left : right).add(i * 0.001);
    }
    left.merge(right);

    assertThat(left.quantile(0.05)).isCloseTo(5, Percentage.withPercentage(0.6));
    assertThat(left.quantile(0.5)).isCloseTo(50, Percentage.withPercentage(0.6));
    assertThat(left.quantile(0.95)).isCloseTo(95, Percentage.withPercentage(0.6));
  }

  @Test
  void nothingHasNoQuantile() {
    assertThat(new QuantileSketch().quantile(0.5)).isNaN();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1023})
  void fewTextsAreCountedExactly(int texts) {
    assertThat(distinct(0, texts).estimate()).isEqualTo(texts);
  }

  @ParameterizedTest
  @ValueSource(ints = {5_000, 100_000, 1_000_000})
  void manyTextsAreCountedWithinTenPercent(int texts) {
    DistinctSketch all = distinct(0, texts / 2);
    all.merge(distinct(texts / 4, texts));

    assertThat(all.estimate()).isCloseTo(texts, Percentage.withPercentage(10));
  }

  private static DistinctSketch distinct(int from, int to) {
    DistinctSketch sketch = new DistinctSketch();
    for (int i = from; i < to; i++) {
      sketch.add("key:ak_" + i);
    }
    return sketch;
  }
}
