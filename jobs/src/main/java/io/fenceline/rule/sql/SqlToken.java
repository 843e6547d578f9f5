// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.sql;

/**
 * A word of a query.
 *
 * @param kind what it is
 * @param text as it was written; without quotes and with escapes undone if it is quoted
 * @param line where it begins, from 1
 * @param start index of its first character in the query
 * @param end index behind its last character
 */
public record SqlToken(Kind kind, String text, int line, int start, int end) {

  /** What a token is. */
  public enum Kind {
    /** A keyword or a name without quotes. */
    WORD,
    /** A name in backquotes. */
    QUOTED,
    /** A text in single quotes. */
    STRING,
    /** A number without sign. */
    NUMBER,
    /** An operator, a bracket, a comma. */
    SYMBOL,
    /** The begin of a planner hint. */
    HINT,
    /** A text, quoted name, hint or comment without end, or a text whose escapes are unusual. */
    BROKEN
  }

  /** True if it is this keyword or symbol, in any case. */
  public boolean is(String word) {
    return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equalsIgnoreCase(word);
  }

  /** True if it is one of these keywords or symbols, in any case. */
  public boolean isOneOf(String... words) {
    for (String word : words) {
      if (is(word)) {
        return true;
      }
    }
    return false;
  }

  /** True if it may be a name: in backquotes, or a word. */
  public boolean isName() {
    return kind == Kind.WORD || kind == Kind.QUOTED;
  }
}
