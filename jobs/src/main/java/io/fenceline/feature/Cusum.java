// SPDX-License-Identifier: Apache-2.0
package io.fenceline.feature;

/** A one-sided CUSUM of normal scores (Page 1954). */
public final class Cusum {
  /** One score, however odd, is no drift: more than this many standard deviations count as this. */
  public static final double MAX_SCORE = 3;

  private Cusum() {}

  /**
   * The sum with one more score.
   *
   * @param sum the sum before, 0 or more
   * @param score in standard deviations, not NaN
   * @param allowance what is taken off each score (k), in standard deviations
   */
  public static double with(double sum, double score, double allowance) {
    return Math.max(0, sum + Math.min(score, MAX_SCORE) - allowance);
  }
}
