// SPDX-License-Identifier: Apache-2.0
package io.fenceline.ingest;

/**
 * Numbers of at most 15 digits, as logs are full of. Digits and power of ten are then exact as
 * doubles, so their quotient is the nearest double to the decimal (W. Clinger, "How to read
 * floating point numbers accurately", 1990), as any correct parser gives it.
 */
final class ShortDecimal {
  static final int MOST_DIGITS = 15;

  private static final double[] POWERS = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };

  private ShortDecimal() {}

  /**
   * The double of a decimal.
   *
   * @param digits all of them, without the point, at most {@value #MOST_DIGITS}
   * @param decimals how many of them stand behind the point
   */
  static double of(long digits, int decimals) {
    return digits / POWERS[decimals];
  }
}
