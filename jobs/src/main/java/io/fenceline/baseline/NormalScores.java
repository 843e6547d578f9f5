// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import java.util.Arrays;

/**
 * Normal scores of places in samples, each computed once: they depend on the place and on the size
 * of the sample alone, and reservoirs are of few sizes. One instance serves one thread.
 */
final class NormalScores {
  /** Tables of more sizes than this are dropped; each has 16 kB at most. */
  private static final int MOST_TABLES = 64;

  private final double[][] bySize = new double[ReferenceBuilder.RESERVOIR + 1][];
  private int tables;

  /** The normal score of a value in a sample; NaN if it is not finite, or the sample empty. */
  double of(Distribution sample, double value) {
    return !Double.isFinite(value) || sample.size() == 0 ? Double.NaN : of(sample.place(value));
  }

  /** {@link Distribution.Place#normalScore}. */
  double of(Distribution.Place place) {
    if (place.size() >= bySize.length) {
      return place.normalScore();
    }
    double[] table = table(place.size());
    int index = place.below() + place.notAbove();
    if (Double.isNaN(table[index])) {
      table[index] = place.normalScore();
    }
    return table[index];
  }

  private double[] table(int size) {
    double[] table = bySize[size];
    if (table == null) {
      if (tables == MOST_TABLES) {
        Arrays.fill(bySize, null);
        tables = 0;
      }
      table = new double[2 * size + 1];
      Arrays.fill(table, Double.NaN);
      bySize[size] = table;
      tables++;
    }
    return table;
  }
}
