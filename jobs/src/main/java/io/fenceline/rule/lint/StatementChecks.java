// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.lint;

import io.fenceline.rule.sql.SqlToken;
import io.fenceline.rule.sql.SqlToken.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Whether a text is one query that may be handed to the planner at all. */
final class StatementChecks {
  /** Words of a query; time of planning grows faster than they do. */
  static final int MOST_TOKENS = 4_000;

  /** Brackets inside brackets. */
  static final int DEEPEST = 40;

  /** Queries inside queries. */
  static final int MOST_SELECTS = 24;

  /** Expressions that one may become when columns are replaced by what they are made of. */
  static final double MOST_UNFOLDED = 100_000;

  private static final String SELECT_ONLY =
      "a rule is one SELECT, which may begin with WITH; tables, views and settings are given";

  private StatementChecks() {}

  static void check(Findings findings) {
    whole(findings);
    one(findings);
    query(findings);
    hints(findings);
    size(findings);
    unfolded(findings);
  }

  /** Every text, name and comment has an end. */
  static void whole(Findings findings) {
    findings.tokens().stream()
        .filter(token -> token.kind() == Kind.BROKEN)
        .forEach(
            token -> {
              boolean escaped = token.text().startsWith("E") || token.text().startsWith("e");
              findings.sql(
                  token.line(),
                  escaped
                      ? "texts with backslashes (E'...') are not understood"
                      : "what begins here has no end",
                  escaped
                      ? "write it as '...', with quotes inside doubled"
                      : "close the quote or the comment");
            });
  }

  /** One statement, which a semicolon may end. */
  static void one(Findings findings) {
    List<SqlToken> tokens = findings.tokens();
    for (int i = 0; i + 1 < tokens.size(); i++) {
      if (tokens.get(i).is(";")) {
        findings.sql(
            tokens.get(i + 1).line(),
            "a second statement begins here",
            "keep one SELECT per file; write a second rule for the other");
        return;
      }
    }
  }

  /** A SELECT, and nothing that changes or asks for something else. */
  static void query(Findings findings) {
    List<SqlToken> tokens = findings.tokens().stream().filter(token -> !token.is("(")).toList();
    if (tokens.isEmpty() || tokens.get(0).is(";")) {
      findings.sql(1, "there is no query", "write a SELECT");
    } else if (!tokens.get(0).isOneOf("SELECT", "WITH")) {
      findings.sql(tokens.get(0).line(), "this is not a SELECT", SELECT_ONLY);
    }
  }

  /** Settings by the back door. */
  static void hints(Findings findings) {
    findings.tokens().stream()
        .filter(token -> token.kind() == Kind.HINT)
        .forEach(
            hint ->
                findings.sql(
                    hint.line(),
                    "hints to the planner are not allowed",
                    "remove it: a rule must mean the same in the job, in tests and in a client"));
  }

  /** A query of the size of a rule. */
  static void size(Findings findings) {
    List<SqlToken> tokens = findings.tokens();
    String smaller = "say less in one rule";
    if (tokens.size() > MOST_TOKENS) {
      findings.sql(1, "the query has more than " + MOST_TOKENS + " words", smaller);
    }
    long selects = tokens.stream().filter(token -> token.is("SELECT")).count();
    if (selects > MOST_SELECTS) {
      findings.sql(1, "the query has more than " + MOST_SELECTS + " SELECTs", smaller);
    }
    int depth = 0;
    for (SqlToken token : tokens) {
      depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
      if (depth > DEEPEST) {
        findings.sql(
            token.line(), "more than " + DEEPEST + " brackets are open here", "use WITH for parts");
        return;
      }
    }
  }

  /**
   * The planner replaces a column by the expression that it is made of, as often as it is named: a
   * column named twice in each of twenty queries inside queries becomes a million expressions.
   */
  static void unfolded(Findings findings) {
    List<SqlToken> tokens = findings.tokens();
    Set<String> made = new HashSet<>();
    for (int i = 1; i < tokens.size(); i++) {
      if (tokens.get(i - 1).is("AS") && tokens.get(i).isName()) {
        made.add(tokens.get(i).text().toLowerCase(Locale.ROOT));
      }
    }
    double all = 1;
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i).is("SELECT")) {
        all *= mostNamed(tokens, i + 1, made);
      }
    }
    if (all > MOST_UNFOLDED) {
      findings.sqlNear(
          List.of("SELECT"),
          "columns are made of others again and again, which unfolds into more than a hundred"
              + " thousand expressions",
          "name a column once in each query, or take fewer queries inside queries");
    }
  }

  /** How often the columns of one SELECT name the same column that another made. */
  private static double mostNamed(List<SqlToken> tokens, int from, Set<String> made) {
    Map<String, Integer> named = new HashMap<>();
    int depth = 0;
    for (int i = from; i < tokens.size(); i++) {
      SqlToken token = tokens.get(i);
      depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
      if (depth < 0 || depth == 0 && token.is("FROM")) {
        break;
      }
      String name = token.text().toLowerCase(Locale.ROOT);
      if (token.isName() && made.contains(name) && !tokens.get(i - 1).is("AS")) {
        named.merge(name, 1, Integer::sum);
      }
    }
    return named.values().stream().mapToInt(Integer::intValue).max().orElse(1);
  }
}
