// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Tells a person how far a run is: one line that is rewritten on a terminal, a line every few
 * seconds elsewhere. Not thread-safe.
 */
public final class Progress implements AutoCloseable {
  /** System property that the launcher sets to {@code true} when standard output is a terminal. */
  public static final String TERMINAL_PROPERTY = "fenceline.terminal";

  /** Event time not known yet. */
  public static final long NO_EVENT_TIME = Long.MIN_VALUE;

  private static final long TERMINAL_MILLIS = 200;
  private static final long FILE_MILLIS = 5_000;
  private static final DateTimeFormatter EVENT_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final PrintStream out;
  private final Clock clock;
  private final boolean terminal;
  private long shownMillis = Long.MIN_VALUE;
  private long shownRecords;
  private int width;

  /**
   * @param out where to write
   * @param clock wall clock, for the rate
   * @param terminal whether {@code out} understands a carriage return
   */
  public Progress(PrintStream out, Clock clock, boolean terminal) {
    this.out = out;
    this.clock = clock;
    this.terminal = terminal;
  }

  /** On standard output of this process. */
  public static Progress onStandardOutput() {
    return new Progress(System.out, Clock.systemUTC(), Boolean.getBoolean(TERMINAL_PROPERTY));
  }

  /** Writes a line that stays. */
  public void say(String line) {
    endLine();
    out.println(TerminalText.safe(line));
    out.flush();
  }

  /** Writes lines that stay as they are: who made them has disarmed what came from logs. */
  public void block(String lines) {
    endLine();
    out.println(lines);
    out.flush();
  }

  /**
   * Shows the state of a run, unless it was shown a moment ago.
   *
   * @param records records read so far
   * @param expected records there are in all, 0 when unknown
   * @param alerts messages about alerts so far, new ones and updates
   * @param eventTimeMillis event time reached, in ms since 1970, or {@link #NO_EVENT_TIME}
   */
  public void update(long records, long expected, long alerts, long eventTimeMillis) {
    long now = clock.millis();
    boolean first = shownMillis == Long.MIN_VALUE;
    if (!first && now - shownMillis < (terminal ? TERMINAL_MILLIS : FILE_MILLIS)) {
      return;
    }
    double seconds = first ? 0 : (now - shownMillis) / 1e3;
    double rate = seconds > 0 ? Math.max(0, records - shownRecords) / seconds : 0;
    show(format(records, expected, rate, alerts, eventTimeMillis));
    shownMillis = now;
    shownRecords = records;
  }

  /** Shows what goes on, on a terminal only: elsewhere what stays is said at the end. */
  public void step(String what) {
    if (terminal) {
      show(TerminalText.safe(what));
    }
  }

  /** Ends the updating line, so that what comes next starts on its own. */
  @Override
  public void close() {
    endLine();
  }

  static String format(
      long records, long expected, double rate, long alerts, long eventTimeMillis) {
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%,d", records));
    if (expected > 0) {
      line.append(String.format(Locale.ROOT, " of %,d", expected));
    }
    line.append(String.format(Locale.ROOT, " records, %,.0f/s", rate));
    line.append(
        String.format(
            Locale.ROOT, ", %,d %s", alerts, alerts == 1 ? "alert message" : "alert messages"));
    if (eventTimeMillis != NO_EVENT_TIME) {
      line.append(", event time ").append(EVENT_TIME.format(Instant.ofEpochMilli(eventTimeMillis)));
    }
    return line.toString();
  }

  private void show(String line) {
    if (terminal) {
      out.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
      width = line.length();
    } else {
      out.println(line);
    }
    out.flush();
  }

  private void endLine() {
    if (width > 0) {
      out.println();
      width = 0;
    }
  }
}
