// SPDX-License-Identifier: Apache-2.0
package io.fenceline.dashboard;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Quantiles in bounded memory: exact up to {@value #EXACT} different values, then values share bins
 * whose bounds grow by 1 %, so that a quantile is at most 0.5 % off (Masson, Rim and Lee,
 * "DDSketch", 2019). Between two values it interpolates.
 */
final class QuantileSketch {
  static final int EXACT = 1024;

  private static final double GROWTH = Math.log(1.01);
  private static final double SMALLEST = 1e-12;

  private Map<Double, Long> counts = new HashMap<>();
  private boolean binned;
  private long size;

  void add(double value) {
    add(value, 1);
  }

  void merge(QuantileSketch other) {
    if (other.binned) {
      bin();
    }
    other.counts.forEach(this::add);
  }

  /**
   * The value below which a share of the values lies: at rank {@code share * (n - 1)}, from 0.
   *
   * @return NaN of nothing
   */
  double quantile(double share) {
    if (size == 0) {
      return Double.NaN;
    }
    double rank = share * (size - 1);
    long below = (long) Math.floor(rank);
    TreeMap<Double, Long> sorted = new TreeMap<>(counts);
    double low = at(sorted, below);
    return low + (at(sorted, Math.min(size - 1, below + 1)) - low) * (rank - below);
  }

  private void add(double value, long count) {
    // Plus zero makes of minus zero zero, which a map keeps apart.
    counts.merge(binned ? middle(value) : value + 0.0, count, Long::sum);
    size += count;
    if (!binned && counts.size() > EXACT) {
      bin();
    }
  }

  private void bin() {
    if (!binned) {
      binned = true;
      Map<Double, Long> bins = new HashMap<>();
      counts.forEach((value, count) -> bins.merge(middle(value), count, Long::sum));
      counts = bins;
    }
  }

  private static double at(TreeMap<Double, Long> counts, long rank) {
    long seen = 0;
    for (Map.Entry<Double, Long> entry : counts.entrySet()) {
      seen += entry.getValue();
      if (seen > rank) {
        return entry.getKey();
      }
    }
    return counts.lastKey();
  }

  /** The middle of the value's bin, in its logarithm; the middle of that bin's is itself. */
  private static double middle(double value) {
    double size = Math.abs(value);
    if (size < SMALLEST) {
      return 0.0;
    }
    double bin = Math.floor(Math.log(size) / GROWTH);
    return Math.copySign(Math.exp((bin + 0.5) * GROWTH), value);
  }
}
