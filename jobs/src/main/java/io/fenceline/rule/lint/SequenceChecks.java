// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.lint;

import io.fenceline.rule.sql.SqlToken;
import java.util.List;

/** What a MATCH_RECOGNIZE must say so that its state ends and its matches do not multiply. */
final class SequenceChecks {
  private SequenceChecks() {}

  static void check(Findings findings) {
    List<SqlToken> tokens = findings.tokens();
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i).is("MATCH_RECOGNIZE")) {
        clause(findings, tokens.get(i), Brackets.after(tokens, i));
      }
    }
  }

  private static void clause(Findings findings, SqlToken match, List<SqlToken> inside) {
    List<SqlToken> top = Brackets.outermost(inside);
    within(findings, match, top);
    afterMatch(findings, match, top);
    skipTo(findings, top, inside);
    for (int i = 0; i < inside.size(); i++) {
      if (inside.get(i).is("PATTERN")) {
        PatternChecks.check(findings, Brackets.after(inside, i), behind(inside, "DEFINE"));
      }
    }
  }

  /** Where the rows after a match begin must lie behind its begin, and be there at all. */
  static void skipTo(Findings findings, List<SqlToken> top, List<SqlToken> inside) {
    for (int i = 0; i + 2 < top.size(); i++) {
      if (top.get(i).is("SKIP") && top.get(i + 1).is("TO") && !top.get(i + 2).is("NEXT")) {
        SqlToken variable = top.get(i + 2);
        if (variable.isOneOf("FIRST", "LAST") && i + 3 < top.size()) {
          variable = top.get(i + 3);
        }
        if (PatternChecks.mayStopTheJob(patterns(inside), variable)) {
          findings.sql(
              variable.line(),
              "after a match the job goes on where it began, or where no row is, and stops there",
              "write SKIP PAST LAST ROW, or name a variable behind the first that always has rows");
        }
      }
    }
  }

  private static List<SqlToken> patterns(List<SqlToken> inside) {
    for (int i = 0; i < inside.size(); i++) {
      if (inside.get(i).is("PATTERN")) {
        return Brackets.after(inside, i);
      }
    }
    return List.of();
  }

  private static List<SqlToken> behind(List<SqlToken> tokens, String word) {
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i).is(word)) {
        return tokens.subList(i + 1, tokens.size());
      }
    }
    return List.of();
  }

  static void within(Findings findings, SqlToken match, List<SqlToken> top) {
    if (top.stream().noneMatch(token -> token.is("WITHIN"))) {
      findings.sql(
          match.line(),
          "MATCH_RECOGNIZE has no WITHIN, so sequences that begin are kept for ever",
          "write PATTERN (...) WITHIN INTERVAL '10' MINUTE");
    }
  }

  static void afterMatch(Findings findings, SqlToken match, List<SqlToken> top) {
    for (int i = 0; i + 1 < top.size(); i++) {
      if (top.get(i).is("AFTER") && top.get(i + 1).is("MATCH")) {
        return;
      }
    }
    findings.sql(
        match.line(),
        "MATCH_RECOGNIZE does not say where to go on after a match",
        "write AFTER MATCH SKIP PAST LAST ROW before PATTERN");
  }
}
