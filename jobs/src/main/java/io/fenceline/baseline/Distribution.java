// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import io.fenceline.model.Quantiles;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * An empirical distribution: the sorted finite values of a sample.
 *
 * @param sorted ascending, no NaN
 */
public record Distribution(float[] sorted) {
  private static final NormalDistribution NORMAL = new NormalDistribution();

  /** Of the finite ones among the values. */
  static Distribution of(List<Sample> samples, ToDoubleFunction<Sample> value) {
    float[] finite = new float[samples.size()];
    int size = 0;
    for (Sample sample : samples) {
      double each = value.applyAsDouble(sample);
      if (Double.isFinite(each)) {
        finite[size++] = (float) each;
      }
    }
    float[] sorted = Arrays.copyOf(finite, size);
    Arrays.sort(sorted);
    return new Distribution(sorted);
  }

  /** How many values it rests on. */
  public int size() {
    return sorted.length;
  }

  /** The value below which the share {@code p} (0 to 1) of the sample lies; NaN if it is empty. */
  public double quantile(double p) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    return sorted[(int) Math.round(p * (sorted.length - 1))];
  }

  /** Its 5 %, 50 % and 95 % quantiles. */
  public Quantiles summary() {
    return sorted.length == 0
        ? Quantiles.NONE
        : new Quantiles(quantile(0.05), quantile(0.5), quantile(0.95), sorted.length);
  }

  /** Distance between the quartiles, at least {@code floor}. */
  public double interquartileRange(double floor) {
    return sorted.length == 0 ? floor : Math.max(floor, quantile(0.75) - quantile(0.25));
  }

  /**
   * Share of values below {@code value} plus half of those equal (mid-rank), between {@code 0.5 /
   * (n + 1)} and {@code 1 - 0.5 / (n + 1)}. Mid-ranks keep tied values, such as the many entropies
   * of exactly 0, from looking extreme.
   */
  public double midRank(double value) {
    return place(value).midRank();
  }

  /**
   * Share of traffic that this sample cannot tell from the value, above 0 to 1: half of it lies to
   * each side of the mid-rank. {@code 1 / (n + 1)} for a value between two of the sample.
   */
  public double tied(double value) {
    return place(value).tied();
  }

  /** Where a value lies: one search for all that is asked of it. */
  Place place(double value) {
    float key = (float) value;
    int below = lowerBound(key);
    return new Place(below, notAbove(key, below), sorted.length);
  }

  /**
   * A place in a sample.
   *
   * @param below how many values are below it
   * @param notAbove how many are not above it
   * @param size how many there are
   */
  record Place(int below, int notAbove, int size) {
    /** {@link Distribution#midRank}. */
    double midRank() {
      return (0.5 * (below + notAbove) + 0.5) / (size + 1);
    }

    /** {@link Distribution#tied}. */
    double tied() {
      return (notAbove - below + 1d) / (size + 1);
    }

    /** Normal score (van der Waerden): the standard normal quantile of the mid-rank. */
    double normalScore() {
      return NORMAL.inverseCumulativeProbability(midRank());
    }
  }

  /** Values not above the key, of which so many are below it: most keys lie between two values. */
  private int notAbove(float key, int below) {
    return below < sorted.length && sorted[below] == key ? upperBound(key, below) : below;
  }

  /** Values below the key, by a search without a branch that could be foretold wrongly. */
  private int lowerBound(float key) {
    int low = 0;
    int left = sorted.length;
    while (left > 1) {
      int half = left >>> 1;
      low += sorted[low + half - 1] < key ? half : 0;
      left -= half;
    }
    return left == 1 && sorted[low] < key ? low + 1 : low;
  }

  private int upperBound(float key, int from) {
    int low = from;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] <= key) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
