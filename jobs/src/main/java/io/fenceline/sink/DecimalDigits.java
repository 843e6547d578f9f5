// SPDX-License-Identifier: Apache-2.0
package io.fenceline.sink;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Digits of numbers as documents are full of: small whole ones and such of at most six decimals.
 * Three digits are written at once, from a table: how many there are differs from number to number,
 * and a processor that must guess it loses more time than the digits take.
 */
final class DecimalDigits {
  static final int MILLION = 1_000_000;

  /** Most bytes that are touched: a sign, 19 digits, and a point or what stands behind a group. */
  static final int LONGEST = 24;

  private static final int THOUSAND = 1_000;

  /** Where the number of digits stands in an entry of the tables; below it stand the digits. */
  private static final int LENGTH = 24;

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /** Numbers below a thousand without zeros before them. */
  private static final int[] WHOLE = new int[THOUSAND];

  /** The same as three decimals, of which zeros at the end do not count. */
  private static final int[] DECIMALS = new int[THOUSAND];

  static {
    for (int i = 0; i < THOUSAND; i++) {
      String three = Integer.toString(THOUSAND + i).substring(1);
      String whole = Integer.toString(i);
      WHOLE[i] = entry(whole, whole.length());
      DECIMALS[i] = entry(three, three.replaceAll("0+$", "").length());
    }
  }

  private DecimalDigits() {}

  private static int entry(String digits, int length) {
    byte[] four = new byte[4];
    System.arraycopy(digits.getBytes(StandardCharsets.US_ASCII), 0, four, 0, digits.length());
    return (int) INTS.get(four, 0) | length << LENGTH;
  }

  /**
   * Writes a whole number; up to {@link #LONGEST} bytes from its first on are lost.
   *
   * @return where it ends
   */
  static int whole(long number, byte[] to, int at) {
    if (number < 0 || number >= THOUSAND) {
      return NumberOutput.outputLong(number, to, at);
    }
    int entry = WHOLE[(int) number];
    INTS.set(to, at, entry);
    return at + (entry >>> LENGTH);
  }

  /**
   * As {@link #whole}, a number of millionths with its point; of the decimals there is at least
   * one.
   *
   * @param millionths from 0 to 10<sup>13</sup>
   */
  static int decimal(long millionths, byte[] to, int at) {
    long whole = millionths / MILLION;
    int rest = (int) (millionths - whole * MILLION);
    int point = whole(whole, to, at);
    to[point] = '.';
    int first = DECIMALS[rest / THOUSAND];
    int second = DECIMALS[rest % THOUSAND];
    INTS.set(to, point + 1, first);
    INTS.set(to, point + 4, second);
    int length = second >>> LENGTH == 0 ? Math.max(1, first >>> LENGTH) : 3 + (second >>> LENGTH);
    return point + 1 + length;
  }
}
