// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.lint;

import io.fenceline.rule.sql.SqlToken;
import java.util.ArrayList;
import java.util.List;

/** Finds what stands in brackets. */
final class Brackets {
  private Brackets() {}

  /** The words in the first pair of brackets behind a word; to the end if it is not closed. */
  static List<SqlToken> after(List<SqlToken> tokens, int word) {
    int open = word + 1;
    while (open < tokens.size() && !tokens.get(open).is("(")) {
      open++;
    }
    int depth = 0;
    for (int i = open; i < tokens.size(); i++) {
      depth += step(tokens.get(i));
      if (depth == 0) {
        return tokens.subList(open + 1, i);
      }
    }
    return open < tokens.size() ? tokens.subList(open + 1, tokens.size()) : List.of();
  }

  /** The words that stand in no bracket. */
  static List<SqlToken> outermost(List<SqlToken> tokens) {
    List<SqlToken> top = new ArrayList<>();
    int depth = 0;
    for (SqlToken token : tokens) {
      depth += step(token);
      if (depth == 0 && !token.is(")")) {
        top.add(token);
      }
    }
    return top;
  }

  /** The words between separators that stand in no bracket. */
  static List<List<SqlToken>> split(List<SqlToken> tokens, String separator) {
    List<List<SqlToken>> parts = new ArrayList<>();
    int begin = 0;
    int depth = 0;
    for (int i = 0; i < tokens.size(); i++) {
      depth += step(tokens.get(i));
      if (depth == 0 && tokens.get(i).is(separator)) {
        parts.add(tokens.subList(begin, i));
        begin = i + 1;
      }
    }
    parts.add(tokens.subList(begin, tokens.size()));
    return parts;
  }

  private static int step(SqlToken token) {
    return token.is("(") ? 1 : token.is(")") ? -1 : 0;
  }
}
