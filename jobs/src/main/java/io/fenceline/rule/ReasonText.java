// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Values of a query's columns as a sentence shows them: numbers with at most three digits that say
 * something, text bounded and without characters that steer what shows it.
 */
final class ReasonText {
  /** Longest sentence, in characters. */
  static final int LONGEST = 600;

  private static final int LONGEST_VALUE = 120;
  private static final int MOST_ITEMS = 5;
  private static final int DIGITS = 3;
  private static final double SMALLEST = 1e-6;
  private static final double WHOLE_FROM = 1000;
  private static final String UNKNOWN = "unknown";

  private ReasonText() {}

  /** A value in words. */
  static String of(Object value) {
    if (value == null) {
      return UNKNOWN;
    }
    if (value instanceof Float || value instanceof Double) {
      return number(((Number) value).doubleValue());
    }
    if (value instanceof BigDecimal decimal) {
      return number(decimal.doubleValue());
    }
    if (value instanceof Number whole) {
      return whole(whole.longValue());
    }
    if (value instanceof Instant time) {
      return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
    if (value instanceof LocalDateTime time) {
      return of(time.toInstant(ZoneOffset.UTC));
    }
    if (value instanceof Duration duration) {
      return duration(duration);
    }
    if (value instanceof Object[] items) {
      return list(items);
    }
    return visible(value.toString(), LONGEST_VALUE);
  }

  /** Cut, and with a mark in the place of each character that cannot be seen. */
  static String visible(String text, int longest) {
    StringBuilder seen = new StringBuilder();
    int count = 0;
    for (int at = 0; at < text.length() && count < longest; count++) {
      int point = text.codePointAt(at);
      at += Character.charCount(point);
      if (count == longest - 1 && at < text.length()) {
        seen.append('…');
      } else {
        seen.appendCodePoint(isVisible(point) ? point : '\ufffd');
      }
    }
    return seen.toString();
  }

  private static boolean isVisible(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private static String number(double value) {
    if (Double.isNaN(value)) {
      return UNKNOWN;
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "unlimited" : "-unlimited";
    }
    double size = Math.abs(value);
    if (size >= WHOLE_FROM - 0.5 || size == Math.rint(size)) {
      return size < Long.MAX_VALUE ? whole(Math.round(value)) : "very many";
    }
    if (size < SMALLEST) {
      return value > 0 ? "below 0.000001" : "above -0.000001";
    }
    return new BigDecimal(value)
        .round(new MathContext(DIGITS, RoundingMode.HALF_UP))
        .stripTrailingZeros()
        .toPlainString();
  }

  private static String whole(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String duration(Duration duration) {
    double seconds = duration.toMillis() / 1000.0;
    if (seconds < 120) {
      return number(seconds) + " s";
    }
    if (seconds < 7200) {
      return number(seconds / 60) + " min";
    }
    return seconds < 172_800 ? number(seconds / 3600) + " h" : number(seconds / 86_400) + " d";
  }

  private static String list(Object[] items) {
    String shown =
        Arrays.stream(items)
            .filter(Objects::nonNull)
            .limit(MOST_ITEMS)
            .map(ReasonText::of)
            .collect(Collectors.joining(", "));
    long more = Arrays.stream(items).filter(Objects::nonNull).count() - MOST_ITEMS;
    return more > 0 ? shown + " and " + more + " more" : shown;
  }
}
