// SPDX-License-Identifier: Apache-2.0
package io.fenceline.model;

/** Numbers as documents have them, and rules see them in the job for the same results. */
public final class DocumentNumber {
  private static final int MILLION = 1_000_000;

  /** From here on no double has so many decimals. */
  private static final double MAX_ROUNDED = (double) (1L << 53) / MILLION;

  private DocumentNumber() {}

  /**
   * What was measured or computed from few requests, in millionths; others are left as they are.
   */
  public static double rounded(double number) {
    return Math.abs(number) < MAX_ROUNDED ? Math.rint(number * MILLION) / MILLION : number;
  }
}
