// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.lint;

import io.fenceline.rule.sql.SqlToken;
import io.fenceline.rule.sql.SqlToken.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Refuses what gives another result when the same events are judged once more. */
final class ReplayChecks {
  /** Written without brackets. */
  private static final Set<String> CLOCK_WORDS =
      Set.of("CURRENT_TIMESTAMP", "CURRENT_DATE", "CURRENT_TIME", "LOCALTIME", "LOCALTIMESTAMP");

  private static final Set<String> CLOCKS =
      Set.of(
          "NOW",
          "PROCTIME",
          "CURRENT_ROW_TIMESTAMP",
          "MATCH_PROCTIME",
          "TUMBLE_PROCTIME",
          "HOP_PROCTIME",
          "SESSION_PROCTIME");

  private static final Set<String> CHANCE = Set.of("RAND", "RAND_INTEGER", "UUID");

  private static final Set<String> PLACE =
      Set.of("CURRENT_DATABASE", "CURRENT_USER", "SESSION_USER", "USER", "CURRENT_WATERMARK");

  private ReplayChecks() {}

  static void check(Findings findings) {
    List<SqlToken> tokens = findings.tokens();
    for (int i = 0; i < tokens.size(); i++) {
      word(findings, tokens, i);
    }
  }

  private static void word(Findings findings, List<SqlToken> tokens, int i) {
    SqlToken token = tokens.get(i);
    if (!token.isName() || i > 0 && tokens.get(i - 1).isOneOf(".", "AS")) {
      return;
    }
    String name = token.text().toUpperCase(Locale.ROOT);
    boolean called = i + 1 < tokens.size() && tokens.get(i + 1).is("(");
    boolean bare = i + 2 < tokens.size() && called && tokens.get(i + 2).is(")");
    if (token.kind() == Kind.WORD && CLOCK_WORDS.contains(name)
        || called && (CLOCKS.contains(name) || CLOCK_WORDS.contains(name))
        || bare && name.equals("UNIX_TIMESTAMP")) {
      findings.sql(
          token.line(),
          name + " reads the clock, so that a replay gives other results",
          "use event_time, or window_time of a window");
    } else if (called && CHANCE.contains(name)) {
      findings.sql(
          token.line(),
          name + " gives something else each time",
          "choose by what the event says, such as request_id");
    } else if (called && PLACE.contains(name)) {
      findings.sql(
          token.line(),
          name + " depends on where and how fast the rule runs",
          "use columns of the tables only");
    }
  }
}
