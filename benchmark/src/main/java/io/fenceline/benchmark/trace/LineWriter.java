// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.trace;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/** Writes recorded lines as those of another copy at another time. It serves one thread. */
final class LineWriter {
  private static final long DAY = 86_400_000;
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final int REQUEST_DIGITS = 12;
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private byte[] buffer = new byte[4096];
  private int end;
  private long day = Long.MIN_VALUE;
  private byte[] date;

  /**
   * A line of a copy.
   *
   * @param copy 0 is the recording itself
   * @param inputs by which hashes of inputs differ; those of two requests with the same number are
   *     as like each other as they were recorded
   * @param model appended to the name of the model, 0 for nothing
   * @param time of the event, epoch milliseconds
   * @param number of the event among all of a run
   */
  byte[] write(RecordedLine line, int copy, long inputs, int model, long time, long number) {
    byte[] from = line.bytes();
    int most = from.length + 32 * line.edits().size();
    if (buffer.length < most) {
      buffer = new byte[most];
    }
    end = 0;
    int done = 0;
    for (Edit edit : line.edits()) {
      copy(from, done, edit.start() - done);
      done = edit.end();
      switch (edit.kind()) {
        case TIME -> time(time);
        case REQUEST -> request(from, edit, number);
        case NAME -> name(from, edit, copy);
        case MODEL -> name(from, edit, model);
        case ADDRESS -> address(from, edit, copy * MIX);
        case HASH -> hash(from, edit, inputs * MIX);
      }
    }
    copy(from, done, from.length - done);
    return Arrays.copyOf(buffer, end);
  }

  private void copy(byte[] from, int start, int length) {
    System.arraycopy(from, start, buffer, end, length);
    end += length;
  }

  private void time(long time) {
    long today = Math.floorDiv(time, DAY);
    if (today != day) {
      day = today;
      String text = Instant.ofEpochMilli(today * DAY).toString();
      date = text.substring(0, text.indexOf('T') + 1).getBytes(StandardCharsets.US_ASCII);
    }
    copy(date, 0, date.length);
    int millis = (int) (time - today * DAY);
    two(millis / 3_600_000);
    buffer[end++] = ':';
    two(millis / 60_000 % 60);
    buffer[end++] = ':';
    two(millis / 1_000 % 60);
    buffer[end++] = '.';
    buffer[end++] = (byte) ('0' + millis / 100 % 10);
    two(millis % 100);
    buffer[end++] = 'Z';
  }

  private void two(int value) {
    buffer[end++] = (byte) ('0' + value / 10);
    buffer[end++] = (byte) ('0' + value % 10);
  }

  private void request(byte[] from, Edit edit, long number) {
    copy(from, edit.start(), edit.length() - REQUEST_DIGITS);
    for (int shift = 4 * (REQUEST_DIGITS - 1); shift >= 0; shift -= 4) {
      buffer[end++] = DIGITS[(int) (number >>> shift) & 15];
    }
  }

  private void name(byte[] from, Edit edit, int suffix) {
    copy(from, edit.start(), edit.length());
    if (suffix == 0) {
      return;
    }
    buffer[end++] = '-';
    for (int rest = suffix; rest != 0; rest >>>= 4) {
      buffer[end++] = DIGITS[rest & 15];
    }
  }

  /** Other first and second numbers: what was one network stays one. */
  private void address(byte[] from, Edit edit, long mask) {
    int place = edit.start();
    for (int i = 0; i < 2; i++) {
      int number = 0;
      for (; from[place] != '.'; place++) {
        number = number * 10 + from[place] - '0';
      }
      place++;
      number(number ^ ((int) (mask >>> (40 + 8 * i)) & 255));
      buffer[end++] = '.';
    }
    copy(from, place, edit.end() - place);
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

  private void hash(byte[] from, Edit edit, long mask) {
    for (int i = 0; i < edit.length(); i++) {
      int digit = from[edit.start() + i];
      int value = digit <= '9' ? digit - '0' : (digit | 32) - 'a' + 10;
      buffer[end++] = DIGITS[(value ^ (int) (mask >>> (4 * (i & 7) + 24))) & 15];
    }
  }
}
