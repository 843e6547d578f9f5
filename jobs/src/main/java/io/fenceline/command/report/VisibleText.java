// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.report;

/**
 * Makes text from logs safe to look at: what would steer a terminal or turn the direction of a line
 * becomes visible, long text is cut.
 */
public final class VisibleText {
  private static final char PICTURES = '\u2400';
  private static final char DELETE_PICTURE = '\u2421';

  /** Marks on one letter that any language writes; heaps of them would cover other lines. */
  private static final int MOST_MARKS = 3;

  private VisibleText() {}

  /**
   * The text with pictures for control characters and {@code ⟨U+202E⟩} for other invisible ones and
   * for the marks that are too many on one letter.
   *
   * @param limit longest result in code points, including the ellipsis of a cut
   */
  public static String of(String text, int limit) {
    // One character may become eight, so nothing beyond the limit can matter.
    String head = text.length() > 2L * limit ? text.substring(0, 2 * limit) : text;
    StringBuilder shown = new StringBuilder(head.length());
    int marks = 0;
    for (int c : head.codePoints().toArray()) {
      marks = mark(c) ? marks + 1 : 0;
      show(c, marks > MOST_MARKS, shown);
    }
    int length = shown.codePointCount(0, shown.length());
    if (length <= limit && head.length() == text.length()) {
      return shown.toString();
    }
    return shown.substring(0, shown.offsetByCodePoints(0, Math.min(length, limit) - 1)) + "…";
  }

  private static void show(int c, boolean heaped, StringBuilder shown) {
    if (c < 0x20) {
      shown.append((char) (PICTURES + c));
    } else if (c == 0x7f) {
      shown.append(DELETE_PICTURE);
    } else if (heaped || invisible(c)) {
      shown.append(String.format("⟨U+%04X⟩", c));
    } else {
      shown.appendCodePoint(c);
    }
  }

  private static boolean mark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
  }

  private static boolean invisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default -> c == 0x115f || c == 0x1160 || c == 0x3164 || c == 0xffa0 || c == 0x2800;
    };
  }
}
