// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.lint;

import io.fenceline.rule.sql.SqlToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Whether one condition is written as the contrary of a part of another. */
final class Opposites {
  private static final Map<String, String> CONTRARY =
      Map.of("=", "<>", "<>", "=", "!=", "=", "<", ">=", ">=", "<", ">", "<=", "<=", ">");

  /** What these say of a row depends on those before it, which differ by variable. */
  private static final String[] OF_OTHER_ROWS = {
    "AVG", "SUM", "COUNT", "MIN", "MAX", "FIRST", "LAST", "PREV", "NEXT"
  };

  private Opposites() {}

  /** True if no row meets both; false if that cannot be told from their words. */
  static boolean exclude(List<SqlToken> one, List<SqlToken> other) {
    for (List<String> a : parts(one)) {
      for (List<String> b : parts(other)) {
        if (contrary(a, b) || contrary(b, a)) {
          return true;
        }
      }
    }
    return false;
  }

  /** What must hold all together; nothing where that is not plain to see. */
  private static List<List<String>> parts(List<SqlToken> condition) {
    List<SqlToken> top = Brackets.outermost(condition);
    if (condition.isEmpty()
        || top.stream().anyMatch(token -> token.isOneOf("OR", "BETWEEN", "CASE"))) {
      return List.of();
    }
    return Brackets.split(condition, "AND").stream()
        .filter(part -> part.stream().noneMatch(token -> token.isOneOf(OF_OTHER_ROWS)))
        .map(Opposites::words)
        .toList();
  }

  private static List<String> words(List<SqlToken> tokens) {
    List<String> words = new ArrayList<>();
    for (SqlToken token : tokens) {
      boolean verbatim = token.kind() == SqlToken.Kind.STRING;
      words.add(verbatim ? token.text() : token.text().toUpperCase(Locale.ROOT));
    }
    int size = words.size();
    boolean isTrue =
        size > 2 && words.get(size - 1).equals("TRUE") && words.get(size - 2).equals("IS");
    return isTrue ? words.subList(0, size - 2) : words;
  }

  private static boolean contrary(List<String> a, List<String> b) {
    if (a.size() == b.size()) {
      return contraryOperators(a, b);
    }
    boolean isNotTrue =
        a.size() == b.size() + 3
            && a.subList(b.size(), a.size()).equals(List.of("IS", "NOT", "TRUE"))
            && a.subList(0, b.size()).equals(b);
    return isNotTrue || denied(a, b);
  }

  /** The same but for one comparison that stands in no bracket. */
  private static boolean contraryOperators(List<String> a, List<String> b) {
    int different = 0;
    int depth = 0;
    for (int i = 0; i < a.size(); i++) {
      depth += a.get(i).equals("(") ? 1 : a.get(i).equals(")") ? -1 : 0;
      if (!a.get(i).equals(b.get(i))) {
        different++;
        if (depth > 0 || !b.get(i).equals(CONTRARY.get(a.get(i)))) {
          return false;
        }
      }
    }
    return different == 1;
  }

  /** The same but for a NOT that stands in no bracket. */
  private static boolean denied(List<String> a, List<String> b) {
    if (a.size() != b.size() + 1) {
      return false;
    }
    int depth = 0;
    for (int i = 0; i < a.size(); i++) {
      depth += a.get(i).equals("(") ? 1 : a.get(i).equals(")") ? -1 : 0;
      if (depth == 0 && a.get(i).equals("NOT")) {
        List<String> without = new ArrayList<>(a);
        without.remove(i);
        return without.equals(b);
      }
    }
    return false;
  }
}
