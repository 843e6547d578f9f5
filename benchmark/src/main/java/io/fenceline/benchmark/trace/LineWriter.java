// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.trace;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * Writes recorded lines as those of another copy at another time. It serves one thread.
 *
 * <p>Its work is part of what is measured, so it should be little: a line is copied in as few parts
 * as can be, and what keeps its length is overwritten there, eight hexadecimal digits at once.
 */
final class LineWriter {
  private static final long DAY = 86_400_000;
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final int REQUEST_DIGITS = 12;
  private static final long MIX = 0x9E3779B97F4A7C15L;

  /** An edit of a line makes it longer by no more than this. */
  private static final int MOST_GROWTH = 32;

  private static final VarHandle UPWARDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle DOWNWARDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** One in each byte. */
  private static final long ONES = 0x0101010101010101L;

  private byte[] buffer = new byte[4096];
  private int end;
  private long day = Long.MIN_VALUE;
  private byte[] date;

  /**
   * A line of a copy.
   *
   * @param line number of the line
   * @param copy 0 is the recording itself
   * @param inputs by which hashes of inputs differ; those of two requests with the same number are
   *     as like each other as they were recorded
   * @param model appended to the name of the model, 0 for nothing
   * @param time of the event, epoch milliseconds
   * @param number of the event among all of a run
   */
  byte[] write(
      PlayedLines lines, int line, int copy, long inputs, int model, long time, long number) {
    byte[] from = lines.text();
    int start = lines.start(line);
    int first = lines.firstEdit(line);
    int last = lines.firstEdit(line + 1);
    int most = lines.end(line) - start + MOST_GROWTH * (last - first);
    if (buffer.length < most) {
      buffer = new byte[most];
    }
    end = 0;
    long mask = spread((int) ((inputs * MIX) >>> 24));
    int upTo = lines.resizes(first) ? lines.editStart(first) : lines.nextResized(first);
    copy(from, start, upTo - start);
    // Where a byte of the text stands in the buffer, from the last edit that resized to the next.
    int shift = -start;
    for (int edit = first; edit < last; edit++) {
      int at = lines.editStart(edit);
      int length = lines.editEnd(edit) - at;
      switch (lines.kind(edit)) {
        case TIME -> time(time, at + shift);
        case REQUEST -> request(number, at + length - REQUEST_DIGITS + shift);
        case HASH -> hash(at + shift, length, mask);
        case NAME -> name(from, at, length, copy);
        case MODEL -> name(from, at, length, model);
        case ADDRESS -> address(from, at, length, copy * MIX);
      }
      if (lines.resizes(edit)) {
        int behind = at + length;
        copy(from, behind, lines.nextResized(edit) - behind);
        shift = end - lines.nextResized(edit);
      }
    }
    return Arrays.copyOf(buffer, end);
  }

  private void copy(byte[] from, int start, int length) {
    System.arraycopy(from, start, buffer, end, length);
    end += length;
  }

  private void time(long time, int at) {
    long today = Math.floorDiv(time, DAY);
    if (today != day) {
      day = today;
      String text = Instant.ofEpochMilli(today * DAY).toString();
      date = text.substring(0, text.indexOf('T') + 1).getBytes(StandardCharsets.US_ASCII);
    }
    System.arraycopy(date, 0, buffer, at, date.length);
    int place = at + date.length;
    int millis = (int) (time - today * DAY);
    two(millis / 3_600_000, place);
    buffer[place + 2] = ':';
    two(millis / 60_000 % 60, place + 3);
    buffer[place + 5] = ':';
    two(millis / 1_000 % 60, place + 6);
    buffer[place + 8] = '.';
    buffer[place + 9] = (byte) ('0' + millis / 100 % 10);
    two(millis % 100, place + 10);
    buffer[place + 12] = 'Z';
    end = Math.max(end, place + 13);
  }

  private void two(int value, int at) {
    buffer[at] = (byte) ('0' + value / 10);
    buffer[at + 1] = (byte) ('0' + value % 10);
  }

  /** Twelve digits, as eight and eight of which four are the same. */
  private void request(long number, int at) {
    DOWNWARDS.set(buffer, at, digits(spread((int) (number >>> 16))));
    DOWNWARDS.set(buffer, at + 4, digits(spread((int) number)));
  }

  private void name(byte[] from, int at, int length, int suffix) {
    copy(from, at, length);
    if (suffix == 0) {
      return;
    }
    buffer[end++] = '-';
    for (int rest = suffix; rest != 0; rest >>>= 4) {
      buffer[end++] = DIGITS[rest & 15];
    }
  }

  /** Other first and second numbers: what was one network stays one. */
  private void address(byte[] from, int at, int length, long mask) {
    int place = at;
    for (int i = 0; i < 2; i++) {
      int number = 0;
      for (; from[place] != '.'; place++) {
        number = number * 10 + from[place] - '0';
      }
      place++;
      number(number ^ ((int) (mask >>> (40 + 8 * i)) & 255));
      buffer[end++] = '.';
    }
    copy(from, place, at + length - place);
  }

  private void number(int value) {
    if (value >= 100) {
      buffer[end++] = (byte) ('0' + value / 100);
    }
    if (value >= 10) {
      buffer[end++] = (byte) ('0' + value / 10 % 10);
    }
    buffer[end++] = (byte) ('0' + value % 10);
  }

  /** Digits of the buffer, of either case, become others by the mask, over and over. */
  private void hash(int start, int length, long mask) {
    int at = start;
    for (; at + Long.BYTES <= start + length; at += Long.BYTES) {
      long text = (long) UPWARDS.get(buffer, at);
      long values = (text & 15 * ONES) + ((text >>> 6) & ONES) * 9;
      UPWARDS.set(buffer, at, digits((values & 15 * ONES) ^ mask));
    }
    for (long rest = mask; at < start + length; at++, rest >>>= 8) {
      int digit = buffer[at];
      buffer[at] = DIGITS[(((digit & 15) + (digit >>> 6) * 9) ^ (int) rest) & 15];
    }
  }

  /** Eight times four bits, each in a byte of its own, the lowest in the lowest. */
  private static long spread(int bits) {
    long wide = bits & 0xffffffffL;
    wide = (wide | (wide << 16)) & 0x0000ffff0000ffffL;
    wide = (wide | (wide << 8)) & 0x00ff00ff00ff00ffL;
    return (wide | (wide << 4)) & 15 * ONES;
  }

  /** The hexadecimal digits of eight numbers below 16. */
  private static long digits(long values) {
    long letters = ((values + 6 * ONES) >>> 4) & ONES;
    return values + '0' * ONES + letters * ('a' - '0' - 10);
  }
}
