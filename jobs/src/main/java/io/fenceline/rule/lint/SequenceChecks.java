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
    for (int i = 0; i < inside.size(); i++) {
      if (inside.get(i).is("PATTERN")) {
        quantifiers(findings, Brackets.after(inside, i));
      }
    }
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

  /** A greedy repetition takes all rows it can get, and whoever sends them says how many. */
  static void quantifiers(Findings findings, List<SqlToken> pattern) {
    for (int i = 0; i < pattern.size(); i++) {
      SqlToken token = pattern.get(i);
      boolean open = token.isOneOf("*", "+");
      int end = i;
      if (token.is("{")) {
        while (end < pattern.size() - 1 && !pattern.get(end).is("}")) {
          end++;
        }
        open = end > i && pattern.get(end - 1).is(",");
      }
      boolean reluctant = end + 1 < pattern.size() && pattern.get(end + 1).is("?");
      if (open && !reluctant) {
        findings.sql(
            token.line(),
            "a repetition in PATTERN takes as many rows as it can get",
            "give it a bound, such as {1,50}, or let it take as few as it needs, such as *?");
      }
    }
  }
}
