// SPDX-License-Identifier: Apache-2.0
package io.fenceline.sink;

import java.time.LocalDate;
import java.util.concurrent.TimeUnit;

/**
 * Instants as documents say them: with milliseconds, in UTC, {@value #LENGTH} characters. Most have
 * the day of the one before: its name is kept.
 */
final class DocumentTime {
  static final int LENGTH = 24;

  private static final long MAX = 253_402_300_799_999L;
  private static final long DAY = TimeUnit.DAYS.toMillis(1);

  private final byte[] text = new byte[LENGTH];
  private long day = -1;

  DocumentTime() {
    text[10] = 'T';
    text[13] = ':';
    text[16] = ':';
    text[19] = '.';
    text[23] = 'Z';
  }

  /** The nearest that documents can say, 1970 to 9999. */
  static long bounded(long epochMillis) {
    return Math.max(0, Math.min(MAX, epochMillis));
  }

  /** The text of the nearest instant that documents can say, until the next call. */
  byte[] of(long epochMillis) {
    long millis = bounded(epochMillis);
    if (millis / DAY != day) {
      day = millis / DAY;
      String date = LocalDate.ofEpochDay(day).toString();
      for (int i = 0; i < date.length(); i++) {
        text[i] = (byte) date.charAt(i);
      }
    }
    int ofDay = (int) (millis % DAY);
    two(11, ofDay / 3_600_000);
    two(14, ofDay / 60_000 % 60);
    two(17, ofDay / 1_000 % 60);
    text[20] = (byte) ('0' + ofDay % 1_000 / 100);
    two(21, ofDay % 100);
    return text;
  }

  private void two(int at, int number) {
    text[at] = (byte) ('0' + number / 10);
    text[at + 1] = (byte) ('0' + number % 10);
  }
}
