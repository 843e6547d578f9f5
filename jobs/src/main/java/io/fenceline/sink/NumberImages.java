// SPDX-License-Identifier: Apache-2.0
package io.fenceline.sink;

import com.fasterxml.jackson.core.io.NumberOutput;

/**
 * Numbers written lately and their digits: what is known of a model or of a client comes with many
 * of their requests. Each number has one place of {@value #PLACES}, which another may take over, so
 * the memory is bounded. One instance serves one thread.
 */
final class NumberImages {
  /** Most bytes of a number: sign, 17 digits, point, exponent of three digits with its sign. */
  static final int LONGEST = 24;

  private static final int PLACES = 1_024;
  private static final long MIX = 0x9e3779b97f4a7c15L;

  private final long[] numbers = new long[PLACES];
  private final byte[] lengths = new byte[PLACES];
  private final byte[] digits = new byte[PLACES * LONGEST];

  /**
   * Writes a number; the bytes behind it, up to {@link #LONGEST}, are lost.
   *
   * @return where it ends
   */
  int write(double finite, byte[] to, int at) {
    long number = Double.doubleToRawLongBits(finite);
    int place = (int) (number * MIX >>> 54);
    if (numbers[place] != number || lengths[place] == 0) {
      keep(finite, place);
      numbers[place] = number;
    }
    System.arraycopy(digits, place * LONGEST, to, at, LONGEST);
    return at + lengths[place];
  }

  @SuppressWarnings("deprecation") // Of ASCII, the low byte of each character is all there is.
  private void keep(double finite, int place) {
    // Digits of Double.toString differ between Java releases, those of the fast writer do not.
    String text = NumberOutput.toString(finite, true);
    text.getBytes(0, text.length(), digits, place * LONGEST);
    lengths[place] = (byte) text.length();
  }
}
