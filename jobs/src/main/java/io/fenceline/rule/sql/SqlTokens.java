// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.sql;

import io.fenceline.rule.sql.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Divides a query into its words, by the lexical rules of Flink SQL: names in backquotes, texts in
 * single quotes, a quote doubled inside; comments from {@code --} or {@code //} to the end of the
 * line, or within slash-star, which do not nest. Takes any text and time in proportion to it.
 */
public final class SqlTokens {
  private static final List<String> LONG_SYMBOLS =
      List.of("<>", "<=", ">=", "!=", "||", "=>", "->", "::", "..", "{-", "-}");

  private final String sql;
  private final List<SqlToken> tokens = new ArrayList<>();
  private int at;
  private int line = 1;

  private SqlTokens(String sql) {
    this.sql = sql;
  }

  /** The words of a query in order, without comments. */
  public static List<SqlToken> of(String sql) {
    SqlTokens all = new SqlTokens(sql);
    while (all.at < sql.length()) {
      all.next();
    }
    return List.copyOf(all.tokens);
  }

  private void next() {
    char c = sql.charAt(at);
    if (Character.isWhitespace(c)) {
      skip(at + 1);
    } else if (sql.startsWith("--", at) || sql.startsWith("//", at)) {
      skip(lineEnd());
    } else if (sql.startsWith("/*+", at)) {
      delimited(Kind.HINT, "*/", 3);
    } else if (sql.startsWith("/*", at)) {
      comment();
    } else if (c == '\'') {
      quoted(Kind.STRING, c);
    } else if (c == '`') {
      quoted(Kind.QUOTED, c);
    } else if (isDigit(c) || (c == '.' && at + 1 < sql.length() && isDigit(sql.charAt(at + 1)))) {
      add(Kind.NUMBER, numberEnd());
    } else if (Character.isJavaIdentifierStart(c)) {
      word();
    } else {
      add(Kind.SYMBOL, symbolEnd());
    }
  }

  private void word() {
    int end = at;
    while (end < sql.length() && Character.isJavaIdentifierPart(sql.charAt(end))) {
      end++;
    }
    boolean escaped = end == at + 1 && "eE".indexOf(sql.charAt(at)) >= 0;
    if (escaped && end < sql.length() && sql.charAt(end) == '\'') {
      // With E in front a backslash escapes the quote: where such a text ends is not for us to say.
      add(Kind.BROKEN, sql.length());
    } else {
      add(Kind.WORD, end);
    }
  }

  private void quoted(Kind kind, char quote) {
    StringBuilder text = new StringBuilder();
    for (int end = at + 1; end < sql.length(); end++) {
      char c = sql.charAt(end);
      if (c != quote) {
        text.append(c);
      } else if (end + 1 < sql.length() && sql.charAt(end + 1) == quote) {
        text.append(c);
        end++;
      } else {
        add(kind, text.toString(), end + 1);
        return;
      }
    }
    add(Kind.BROKEN, sql.length());
  }

  private void comment() {
    int close = sql.indexOf("*/", at + 2);
    if (close < 0) {
      add(Kind.BROKEN, sql.length());
    } else {
      skip(close + 2);
    }
  }

  private void delimited(Kind kind, String close, int length) {
    int end = sql.indexOf(close, at + length);
    add(end < 0 ? Kind.BROKEN : kind, end < 0 ? sql.length() : end + close.length());
  }

  private int lineEnd() {
    int end = at;
    while (end < sql.length() && sql.charAt(end) != '\n' && sql.charAt(end) != '\r') {
      end++;
    }
    return end;
  }

  private int numberEnd() {
    int end = digits(at);
    if (end < sql.length() && sql.charAt(end) == '.' && !sql.startsWith("..", end)) {
      end = digits(end + 1);
    }
    if (end < sql.length() && "eE".indexOf(sql.charAt(end)) >= 0) {
      int sign = end + 1 < sql.length() && "+-".indexOf(sql.charAt(end + 1)) >= 0 ? 1 : 0;
      int exponent = digits(end + 1 + sign);
      return exponent > end + 1 + sign ? exponent : end;
    }
    return end;
  }

  private int digits(int from) {
    int end = from;
    while (end < sql.length() && isDigit(sql.charAt(end))) {
      end++;
    }
    return end;
  }

  private int symbolEnd() {
    for (String symbol : LONG_SYMBOLS) {
      if (sql.startsWith(symbol, at)) {
        return at + symbol.length();
      }
    }
    return sql.offsetByCodePoints(at, 1);
  }

  private void add(Kind kind, int end) {
    add(kind, sql.substring(at, end), end);
  }

  private void add(Kind kind, String text, int end) {
    tokens.add(new SqlToken(kind, text, line, at, end));
    skip(end);
  }

  private void skip(int end) {
    for (; at < end; at++) {
      if (sql.charAt(at) == '\n') {
        line++;
      }
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
