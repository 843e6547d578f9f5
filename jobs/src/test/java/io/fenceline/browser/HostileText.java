// SPDX-License-Identifier: Apache-2.0
package io.fenceline.browser;

import java.util.List;
import java.util.stream.Stream;

/** Text that somebody could put into a log to harm whoever looks at it. */
public final class HostileText {
  /** Markup that would run a script in one place of a page or another. */
  public static final List<String> SCRIPTS =
      List.of(
          "</script><script>window.stolen=1;alert(1)</script>",
          "<img src=x onerror=\"window.stolen=1;alert(2)\">",
          "\"><svg/onload=\"window.stolen=1;alert(3)\">",
          "'-alert(4)-'\\\"];window.stolen=1;//",
          "javascript:window.stolen=1;alert(5)",
          "<!--<script>{{data}}${stolen=1}[x](javascript:alert(6))`",
          "<iframe srcdoc='<script>parent.stolen=1</script>'></iframe><base href=//evil.example>");

  /** A spreadsheet would take these for formulas. */
  public static final List<String> FORMULAS =
      List.of("=HYPERLINK(\"http://evil.example\",\"ok\")", "+cmd|' /C calc'!A0", "@SUM(1+9)*-1");

  /** Control, bidirectional and invisible characters, marks in heaps, markup of the charts. */
  public static final List<String> TRICKS =
      List.of(
          "\u202e\u2066gnp.exe\u2069\u200b\ufeff",
          "\u001b[2J\u001b[31m\u001b]0;owned\u0007\u009b1A",
          "a\u0000b\tc\u007f\u0085\u2028\u2029",
          "z" + "\u0301\u0336".repeat(200),
          "{marker|x} {a|b}",
          "\ud83d lone \udc00",
          "\ufdfd".repeat(30),
          "\u05d0\u05d1 1 \u202b 2");

  /** A line that could be taken for one of ours. */
  public static final String FORGED_LINE = "CRITICAL 03-03 08:00 9 Nothing to see here";

  public static final String NEWLINES = "x\r\n" + FORGED_LINE + "\n\r" + FORGED_LINE;

  /** Nothing in it at which a line could break. */
  public static final String LONG = "W".repeat(40_000);

  private HostileText() {}

  /** All of them, one by one. */
  public static List<String> all() {
    return Stream.of(SCRIPTS, FORMULAS, TRICKS, List.of(NEWLINES, LONG, "\u6f22".repeat(40_000)))
        .flatMap(List::stream)
        .toList();
  }
}
