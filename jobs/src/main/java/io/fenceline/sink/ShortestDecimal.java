// SPDX-License-Identifier: Apache-2.0
package io.fenceline.sink;

/**
 * The shortest decimal that is read as the same double, and of those the nearest to it, for numbers
 * between 0.001 and 10 million. Nearly all numbers of a document that are computed have 16 or 17
 * digits. A product with a power of ten up to 10^22 is the sum of two doubles exactly (T. Dekker,
 * "A floating-point technique for extending the available precision", 1971), so that its distance
 * from the next whole number is known and can be held against half the distance between doubles.
 * The very few where the two are too close to tell apart are left to others.
 */
final class ShortestDecimal {
  /** Smallest number that is tried. */
  static final double MIN = 1e-3;

  /** Numbers from here are not tried. */
  static final double MAX = 1e7;

  /** Most bytes written. */
  static final int LENGTH = 22;

  private static final int MOST_DIGITS = 17;
  private static final int EXACT_DIGITS = 15;
  private static final double CLEAR = 1e-6;
  private static final int EIGHT = 100_000_000;
  private static final long FRACTION = (1L << 52) - 1;
  private static final double[] POWERS = {
    1e-2, 1e-1, 1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
    1e16, 1e17, 1e18, 1e19
  };

  private static final byte[] TENS = new byte[100];
  private static final byte[] ONES = new byte[100];

  static {
    for (int i = 0; i < 100; i++) {
      TENS[i] = (byte) ('0' + i / 10);
      ONES[i] = (byte) ('0' + i % 10);
    }
  }

  /** Index of 1 among the powers. */
  private static final int ONE = 2;

  private ShortestDecimal() {}

  /**
   * Writes a number as {@code 12.34} or {@code 0.0012}.
   *
   * @param number from {@link #MIN} to below {@link #MAX}, with a fraction
   * @param to has room for {@link #LENGTH} bytes from {@code at}
   * @return the place behind the last byte, or {@code at} if it is not clear which decimal it is
   */
  static int write(double number, byte[] to, int at) {
    int whole = -ONE;
    while (number >= POWERS[whole + ONE]) {
      whole++;
    }
    double power = POWERS[EXACT_DIGITS - whole + ONE];
    long exact = Math.round(number * power);
    // Both are exact, so the quotient is what a reader makes of the decimal.
    if (exact / power == number) {
      return withoutZeros(point(exact, EXACT_DIGITS, whole, to, at), to);
    }
    long bits = Double.doubleToRawLongBits(number);
    if ((bits & FRACTION) == 0) {
      // The doubles below a power of two are nearer than those above.
      return at;
    }
    double half = Double.longBitsToDouble((bits & ~FRACTION) - (53L << 52));
    for (int digits = EXACT_DIGITS + 1; ; digits++) {
      power = POWERS[digits - whole + ONE];
      double high = number * power;
      double low = Math.fma(number, power, -high);
      long floor = (long) high;
      double rest = high - floor + low;
      long step = (long) Math.floor(rest + 0.5);
      double distance = Math.abs(step - rest);
      double within = half * power;
      if (digits == MOST_DIGITS) {
        return distance > 0.5 - CLEAR ? at : point(floor + step, digits, whole, to, at);
      }
      if (distance < within * (1 - CLEAR) && distance < 0.5 - CLEAR) {
        return point(floor + step, digits, whole, to, at);
      }
      if (distance < within * (1 + CLEAR)) {
        return at;
      }
    }
  }

  /** Writes digits with the point behind so many of them, or with zeros before them. */
  private static int point(long number, int digits, int whole, byte[] to, int at) {
    int i = at;
    if (whole <= 0) {
      to[i++] = '0';
      to[i++] = '.';
      for (int zero = whole; zero < 0; zero++) {
        to[i++] = '0';
      }
      digits(number, digits, to, i);
      return i + digits;
    }
    digits(number, digits, to, i + 1);
    for (int digit = 0; digit < whole; digit++, i++) {
      to[i] = to[i + 1];
    }
    to[i] = '.';
    return at + digits + 1;
  }

  private static void digits(long number, int digits, byte[] to, int at) {
    int high = (int) (number / EIGHT);
    int low = (int) (number % EIGHT);
    int i = at + digits;
    for (int pair = 0; pair < 4; pair++) {
      int hundredths = low / 100;
      i = two(low - 100 * hundredths, to, i);
      low = hundredths;
    }
    while (i > at + 1) {
      int hundredths = high / 100;
      i = two(high - 100 * hundredths, to, i);
      high = hundredths;
    }
    if (i > at) {
      to[at] = (byte) ('0' + high);
    }
  }

  /** Writes two digits before a place. */
  private static int two(int number, byte[] to, int behind) {
    to[behind - 1] = ONES[number];
    to[behind - 2] = TENS[number];
    return behind - 2;
  }

  private static int withoutZeros(int end, byte[] to) {
    int last = end;
    while (to[last - 1] == '0') {
      last--;
    }
    return last;
  }
}
