// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.plan;

import io.fenceline.rule.SqlRule;

/**
 * What of a rule decides: whether it finds something, about whom, how bad, and what becomes one
 * alert. Titles, reasons, techniques and everything people read do not.
 */
final class RuleLogic {
  private RuleLogic() {}

  /** SHA-256 over all that decides. */
  static String hash(SqlRule rule) {
    return Sha256.of(
        String.join(
            "\n",
            bare(rule.source().sql()),
            "family " + rule.rule().family(),
            "severity " + rule.severity(),
            "entity " + String.join(",", rule.entity().columns()),
            "suppression " + rule.suppression()));
  }

  /** The query without comments, its white space as single spaces; texts stay as they are. */
  static String bare(String sql) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < sql.length()) {
      char c = sql.charAt(at);
      if (c == '\'' || c == '`' || c == '"') {
        int end = sql.indexOf(c, at + 1);
        end = end < 0 ? sql.length() : end + 1;
        out.append(sql, at, end);
        at = end;
      } else if (sql.startsWith("--", at)) {
        int end = sql.indexOf('\n', at);
        at = end < 0 ? sql.length() : end;
      } else if (sql.startsWith("/*", at)) {
        int end = sql.indexOf("*/", at + 2);
        at = end < 0 ? sql.length() : end + 2;
        space(out);
      } else if (Character.isWhitespace(c)) {
        space(out);
        at++;
      } else {
        out.append(c);
        at++;
      }
    }
    return out.toString().replaceAll("[\\s;]+$", "").strip();
  }

  private static void space(StringBuilder out) {
    if (out.length() > 0 && out.charAt(out.length() - 1) != ' ') {
      out.append(' ');
    }
  }
}
