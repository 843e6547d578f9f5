// SPDX-License-Identifier: Apache-2.0
package io.fenceline.sink;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * One line of JSON, put together as bytes in an array that is used again for the next. Behind each
 * value stands a comma, which the bracket that closes takes the place of. Text may hold anything:
 * as {@code \\uXXXX} is written what a terminal, a pager or a line reader would obey instead of
 * show: control characters, bidirectional overrides, line separators; and what is outside the basic
 * plane. The JSON value stays the same.
 */
final class JsonBytes {
  private static final int FIRST_BYTES = 1_024;

  /** Most bytes of a character: {@code \\uXXXX}. */
  private static final int ESCAPE_BYTES = 6;

  private static final int MILLION = DecimalDigits.MILLION;

  /** Numbers from here on have an exponent. */
  static final double MOST_ROUNDED = 1e7;

  /** Numbers of fewer or more millionths have an exponent. */
  private static final long MIN_PLAIN = 1_000;

  private static final long MAX_PLAIN = (long) MOST_ROUNDED * MILLION;
  private static final int DELETE = 0x7f;
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /** By character of ASCII, 0 if it stands for itself, else 1. */
  private static final byte[] SPECIAL = new byte[DELETE + 1];

  static {
    for (char c = 0; c <= DELETE; c++) {
      SPECIAL[c] = (byte) (c < ' ' || c == '"' || c == '\\' || c == DELETE ? 1 : 0);
    }
  }

  private final NumberImages numbers = new NumberImages();
  private byte[] bytes = new byte[FIRST_BYTES];
  private int size;

  /** Begins anew. */
  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  /** Takes back what was written since there were so many bytes. */
  void truncate(int earlierSize) {
    size = earlierSize;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, isBehindComma() ? size - 1 : size);
  }

  /** A field's name of our own choice: plain ASCII. Its value comes next. */
  @SuppressWarnings("deprecation") // Of ASCII, the low byte of each character is all there is.
  void name(String plain) {
    int length = plain.length();
    reserve(length + 3);
    byte[] to = bytes;
    int at = size;
    to[at++] = '"';
    plain.getBytes(0, length, to, at);
    at += length;
    to[at++] = '"';
    to[at++] = ':';
    size = at;
  }

  /** A field's name that may hold anything. */
  void strangeName(String name) {
    quoted(name);
    bytes[size++] = ':';
  }

  /** A value, or the next one of a list. */
  void string(String text) {
    quoted(text);
    bytes[size++] = ',';
  }

  /** As {@link #string}; with a fraction or exponent if it has one. */
  void number(double finite) {
    double magnitude = Math.abs(finite);
    long millionths = (long) (magnitude * MILLION + 0.5);
    if (isPlain(millionths) && millionths / (double) MILLION == magnitude) {
      decimal(finite < 0, millionths);
    } else {
      reserve(NumberImages.LONGEST + 1);
      size = numbers.write(finite, bytes, size);
      bytes[size++] = ',';
    }
  }

  /**
   * As {@link #number(double)}, in millionths, but whole numbers have no fraction.
   *
   * @param finite of less than {@link #MOST_ROUNDED}
   */
  void rounded(double finite) {
    long millionths = (long) Math.rint(Math.abs(finite) * MILLION);
    if (millionths % MILLION == 0) {
      number(finite < 0 ? -millionths / MILLION : millionths / MILLION);
    } else if (isPlain(millionths)) {
      decimal(finite < 0, millionths);
    } else {
      number(Math.copySign(millionths / (double) MILLION, finite));
    }
  }

  private static boolean isPlain(long millionths) {
    return millionths >= MIN_PLAIN && millionths < MAX_PLAIN;
  }

  /**
   * A number of few decimals as {@link Double#toString} has it: no two decimals of 15 digits or
   * fewer are the same double, so none is shorter.
   */
  private void decimal(boolean negative, long millionths) {
    reserve(DecimalDigits.LONGEST + 1);
    if (negative) {
      bytes[size++] = '-';
    }
    size = DecimalDigits.decimal(millionths, bytes, size);
    bytes[size++] = ',';
  }

  /** As {@link #string}. */
  void number(long value) {
    reserve(DecimalDigits.LONGEST + 1);
    size = DecimalDigits.whole(value, bytes, size);
    bytes[size++] = ',';
  }

  /** As {@link #string}: hexadecimal digits as text, 8 if they are enough, else 16. */
  void hex(long value) {
    reserve(Long.BYTES * 2 + 3);
    byte[] to = bytes;
    int at = size;
    to[at++] = '"';
    int bits = value >>> Integer.SIZE == 0 ? Integer.SIZE : Long.SIZE;
    for (int shift = bits - 4; shift >= 0; shift -= 4) {
      to[at++] = HEX[(int) (value >>> shift) & 0xf];
    }
    to[at++] = '"';
    to[at++] = ',';
    size = at;
  }

  /** A brace or bracket that opens. */
  void open(char bracket) {
    reserve(1);
    bytes[size++] = (byte) bracket;
  }

  /** A brace or bracket that closes. */
  void close(char bracket) {
    reserve(2);
    if (isBehindComma()) {
      size--;
    }
    bytes[size++] = (byte) bracket;
    bytes[size++] = ',';
  }

  /** ASCII that is JSON already. */
  @SuppressWarnings("deprecation") // Of ASCII, the low byte of each character is all there is.
  void raw(String ascii) {
    int length = ascii.length();
    reserve(length);
    ascii.getBytes(0, length, bytes, size);
    size += length;
  }

  /** ASCII as text. */
  void text(byte[] ascii) {
    reserve(ascii.length + 3);
    bytes[size++] = '"';
    raw(ascii);
    bytes[size++] = '"';
    bytes[size++] = ',';
  }

  /** JSON, such as was copied from here with {@link #copyFrom}. */
  void raw(byte[] json) {
    reserve(json.length);
    System.arraycopy(json, 0, bytes, size, json.length);
    size += json.length;
  }

  /** What was written since there were so many bytes. */
  byte[] copyFrom(int earlierSize) {
    return Arrays.copyOfRange(bytes, earlierSize, size);
  }

  private boolean isBehindComma() {
    return size > 0 && bytes[size - 1] == ',';
  }

  /**
   * As {@link #string} if the text is printable ASCII that needs no escapes.
   *
   * @return false if it is not, and nothing was written
   */
  @SuppressWarnings("deprecation") // Of ASCII, the low byte of each character is all there is.
  boolean plainString(String text) {
    int length = text.length();
    reserve(length + 3);
    if (!isPlain(text)) {
      return false;
    }
    byte[] to = bytes;
    int at = size;
    to[at++] = '"';
    text.getBytes(0, length, to, at);
    at += length;
    to[at++] = '"';
    to[at++] = ',';
    size = at;
    return true;
  }

  private static boolean isPlain(String text) {
    int special = 0;
    // To look at all of them is faster than to stop at the first.
    for (int i = 0; i < text.length(); i++) {
      special |= special(text.charAt(i));
    }
    return special == 0;
  }

  /** 0 if a character stands for itself. */
  private static int special(char c) {
    return SPECIAL[c & DELETE] | c >>> 7;
  }

  private void quoted(String text) {
    int length = text.length();
    reserve(ESCAPE_BYTES * length + 3);
    byte[] to = bytes;
    int at = size;
    to[at++] = '"';
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (special(c) == 0) {
        to[at++] = (byte) c;
      } else {
        size = at;
        escaped(c);
        at = size;
      }
    }
    to[at++] = '"';
    size = at;
  }

  private void escaped(char c) {
    switch (c) {
      case '"', '\\' -> escape(c);
      case '\b' -> escape('b');
      case '\t' -> escape('t');
      case '\n' -> escape('n');
      case '\f' -> escape('f');
      case '\r' -> escape('r');
      default -> {
        if (c < ' ' || c == DELETE || Character.isSurrogate(c) || isObeyed(c)) {
          raw(String.format(Locale.ROOT, "\\u%04X", (int) c));
        } else if (c < 0x800) {
          bytes[size++] = (byte) (0xc0 | (c >> 6));
          bytes[size++] = (byte) (0x80 | (c & 0x3f));
        } else {
          bytes[size++] = (byte) (0xe0 | (c >> 12));
          bytes[size++] = (byte) (0x80 | ((c >> 6) & 0x3f));
          bytes[size++] = (byte) (0x80 | (c & 0x3f));
        }
      }
    }
  }

  private void escape(char letter) {
    bytes[size++] = '\\';
    bytes[size++] = (byte) letter;
  }

  /** Whether a terminal, a pager or a line reader may obey a character outside ASCII. */
  static boolean isObeyed(char c) {
    return (c >= 0x80 && c <= 0x9f)
        || c == 0x061c
        || (c >= 0x200b && c <= 0x200f)
        || (c >= 0x2028 && c <= 0x202e)
        || (c >= 0x2060 && c <= 0x206f)
        || c == 0xfeff
        || (c >= 0xfff9 && c <= 0xfffb);
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }
}
