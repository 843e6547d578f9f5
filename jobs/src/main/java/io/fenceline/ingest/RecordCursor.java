// SPDX-License-Identifier: Apache-2.0
package io.fenceline.ingest;

import com.fasterxml.jackson.core.io.NumberInput;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A place in a record and the plain forms of JSON that may stand there: white space, text without
 * escapes, numbers of usual length. It says no to all else, right or wrong.
 */
final class RecordCursor {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long TOPS = 0x8080808080808080L;

  private static final int HASH_DIGITS = 16;

  /** By byte the hexadecimal digit it is, else -1: no processor can guess which kind is next. */
  private static final byte[] DIGITS = new byte[256];

  static {
    for (int c = 0; c < DIGITS.length; c++) {
      DIGITS[c] = (byte) Character.digit(c < 0x80 ? c : 0, 16);
    }
  }

  /** Longer numbers are unusual. */
  private static final int LONGEST_NUMBER = 32;

  private byte[] bytes;
  private int at;
  private int end;
  private long tops;
  private long hexadecimal;

  /** Stands at the first byte of a record. */
  void begin(byte[] record, int from, int to) {
    tops = 0;
    bytes = record;
    at = from;
    end = to;
  }

  /** Whether no byte of a text taken since the beginning is above 127. */
  boolean isAscii() {
    return (tops & TOPS) == 0;
  }

  byte[] bytes() {
    return bytes;
  }

  int at() {
    return at;
  }

  int end() {
    return end;
  }

  void move(int by) {
    at += by;
  }

  /** The byte behind white space, 0 at the end. */
  int peek() {
    while (at < end) {
      int c = bytes[at];
      if (c > ' ' || (c != ' ' && c != '\t' && c != '\n' && c != '\r')) {
        return c;
      }
      at++;
    }
    return 0;
  }

  /** Takes that byte if it is the next behind white space. */
  boolean take(char wanted) {
    if (peek() != wanted) {
      return false;
    }
    at++;
    return true;
  }

  /** Takes the ASCII if it is next. */
  boolean takeWord(String ascii) {
    if (end - at < ascii.length()) {
      return false;
    }
    for (int i = 0; i < ascii.length(); i++) {
      if (bytes[at + i] != ascii.charAt(i)) {
        return false;
      }
    }
    at += ascii.length();
    return true;
  }

  /**
   * Takes a text without escapes whose opening quote is next: then the place is behind its closing
   * quote.
   *
   * @return where its first character stands, or -1
   */
  int takeText() {
    if (peek() != '"') {
      return -1;
    }
    int from = at + 1;
    int i = from;
    while (i + Long.BYTES <= end) {
      long eight = (long) LONGS.get(bytes, i);
      tops |= eight;
      long quotes = eight ^ ONES * '"';
      long escapes = eight ^ ONES * '\\';
      // The top bit of each byte that is zero, or less than a space; the lowest is exact.
      long special =
          ((quotes - ONES & ~quotes) | (escapes - ONES & ~escapes) | (eight - ONES * ' ' & ~eight))
              & TOPS;
      if (special != 0) {
        i += Long.numberOfTrailingZeros(special) >>> 3;
        break;
      }
      i += Long.BYTES;
    }
    for (; i < end && bytes[i] != '"'; i++) {
      tops |= bytes[i];
      if (bytes[i] == '\\' || (bytes[i] >= 0 && bytes[i] < ' ')) {
        return -1;
      }
    }
    if (i == end) {
      return -1;
    }
    at = i + 1;
    return from;
  }

  /**
   * Takes a text of hexadecimal digits alone, see {@link #hexadecimal}.
   *
   * @return how many there are, or -1 if it is no such text
   */
  int takeHexadecimal() {
    if (peek() != '"') {
      return -1;
    }
    int from = at + 1;
    int i = from;
    long value = 0;
    int digit;
    for (; i < end && (digit = DIGITS[bytes[i] & 0xff]) >= 0; i++) {
      if (i - from < HASH_DIGITS) {
        value = value << 4 | digit;
      }
    }
    if (i == end || bytes[i] != '"') {
      return -1;
    }
    at = i + 1;
    hexadecimal = value;
    return i - from;
  }

  /** The number that the first 16 of the hexadecimal digits taken last are. */
  long hexadecimal() {
    return hexadecimal;
  }

  /** The text between two places. */
  String text(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  /** Takes a whole number without sign that is next behind white space, or gives -1. */
  long takeWhole() {
    peek();
    int from = at;
    long digits = takeDigits();
    int count = at - from;
    boolean ends = at >= end || ".eE".indexOf(bytes[at]) < 0;
    return ends && isWhole(from, count) && count <= ShortDecimal.MOST_DIGITS ? digits : -1;
  }

  /** Takes a number that is next behind white space, or gives NaN. */
  double takeNumber() {
    boolean negative = peek() == '-';
    int from = at;
    if (negative) {
      at++;
    }
    int first = at;
    long digits = takeDigits();
    int whole = at - first;
    if (!isWhole(first, whole)) {
      return Double.NaN;
    }
    int decimals = 0;
    if (at < end && bytes[at] == '.') {
      at++;
      int point = at;
      for (; at < end && isDigit(bytes[at]); at++) {
        digits = digits * 10 + (bytes[at] - '0');
      }
      decimals = at - point;
      if (decimals == 0) {
        return Double.NaN;
      }
    }
    boolean power = at < end && (bytes[at] | 0x20) == 'e';
    if (power && !takePower()) {
      return Double.NaN;
    }
    if (power || whole + decimals > ShortDecimal.MOST_DIGITS) {
      return at - from > LONGEST_NUMBER
          ? Double.NaN
          : NumberInput.parseDouble(text(from, at), true);
    }
    if (negative && digits == 0) {
      return Double.NaN;
    }
    double number = ShortDecimal.of(digits, decimals);
    return negative ? -number : number;
  }

  private long takeDigits() {
    long digits = 0;
    for (; at < end && isDigit(bytes[at]); at++) {
      digits = digits * 10 + (bytes[at] - '0');
    }
    return digits;
  }

  private boolean takePower() {
    at++;
    if (at < end && (bytes[at] == '-' || bytes[at] == '+')) {
      at++;
    }
    int first = at;
    takeDigits();
    return at > first;
  }

  /** JSON has no empty numbers and none that begin with zeros. */
  private boolean isWhole(int first, int count) {
    return count == 1 || (count > 1 && bytes[first] != '0');
  }

  private static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }
}
