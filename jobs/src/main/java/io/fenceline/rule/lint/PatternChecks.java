// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.lint;

import io.fenceline.rule.sql.SqlToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many matches a PATTERN may hold open at once for one key. Flink looks at every one of them
 * for every row, and whoever sends the rows chooses them. A repetition without upper bound holds
 * one for each row within WITHIN; where a row may both go on with a repetition and end it, each
 * such place multiplies.
 */
final class PatternChecks {
  /** Matches open at once: at this many a row takes some tenths of a millisecond. */
  static final long MOST_OPEN = 250;

  private record Element(SqlToken name, long least, long most) {
    private boolean varies() {
      return most > least;
    }

    private String key() {
      return name.text().toLowerCase(Locale.ROOT);
    }
  }

  private PatternChecks() {}

  /**
   * @param pattern the words in the brackets of PATTERN
   * @param define the words behind DEFINE
   */
  static void check(Findings findings, List<SqlToken> pattern, List<SqlToken> define) {
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < pattern.size(); i++) {
      if (pattern.get(i).isName()) {
        elements.add(element(findings, pattern, i));
      }
    }
    if (elements.stream().allMatch(element -> element.most() < Long.MAX_VALUE)) {
      open(findings, pattern, elements, conditions(define));
    }
  }

  /** Whether matches may lack a row of this variable, or begin with it. */
  static boolean mayStopTheJob(List<SqlToken> pattern, SqlToken variable) {
    for (int i = 0; i < pattern.size(); i++) {
      if (pattern.get(i).isName() && pattern.get(i).text().equalsIgnoreCase(variable.text())) {
        SqlToken next = i + 1 < pattern.size() ? pattern.get(i + 1) : variable;
        boolean none =
            next.isOneOf("*", "?")
                || next.is("{")
                    && i + 2 < pattern.size()
                    && List.of("0", ",").contains(pattern.get(i + 2).text());
        return i == 0 || none;
      }
    }
    return false;
  }

  private static Element element(Findings findings, List<SqlToken> pattern, int at) {
    SqlToken name = pattern.get(at);
    SqlToken next = at + 1 < pattern.size() ? pattern.get(at + 1) : name;
    if (next.isOneOf("*", "+")) {
      unbounded(findings, pattern, at + 1, at + 1);
      return new Element(name, next.is("*") ? 0 : 1, Long.MAX_VALUE);
    }
    if (next.is("?")) {
      return new Element(name, 0, 1);
    }
    if (!next.is("{")) {
      return new Element(name, 1, 1);
    }
    int end = at + 1;
    boolean comma = false;
    long least = 0;
    long most = Long.MAX_VALUE;
    while (end < pattern.size() && !pattern.get(end).is("}")) {
      SqlToken token = pattern.get(end);
      comma |= token.is(",");
      if (token.kind() == SqlToken.Kind.NUMBER) {
        long number = number(token);
        least = comma ? least : number;
        most = number;
      } else if (token.is(",")) {
        most = Long.MAX_VALUE;
      }
      end++;
    }
    if (most == Long.MAX_VALUE) {
      unbounded(findings, pattern, at + 1, end);
    }
    return new Element(name, least, most);
  }

  private static long number(SqlToken token) {
    return token.text().matches("[0-9]{1,9}") ? Long.parseLong(token.text()) : Integer.MAX_VALUE;
  }

  private static void unbounded(Findings findings, List<SqlToken> pattern, int at, int end) {
    boolean reluctant = end + 1 < pattern.size() && pattern.get(end + 1).is("?");
    findings.sql(
        pattern.get(at).line(),
        reluctant
            ? "a repetition in PATTERN has no upper bound, so that each row within WITHIN holds a"
                + " match open"
            : "a repetition in PATTERN takes as many rows as it can get",
        "give it a bound, such as {0,50}? or {1,50}, or leave rows that do not matter out before"
            + " MATCH_RECOGNIZE, so that the steps follow each other");
  }

  private static void open(
      Findings findings,
      List<SqlToken> pattern,
      List<Element> elements,
      Map<String, List<SqlToken>> conditions) {
    long rows = 0;
    long widest = 1;
    double ways = 1;
    for (int i = 0; i < elements.size(); i++) {
      Element element = elements.get(i);
      rows += element.most();
      if (element.varies() && !endsBefore(elements, i, conditions)) {
        long width = element.most() - element.least() + 1;
        widest = Math.max(widest, width);
        ways *= width;
      }
    }
    // The widest repetition is that of the match's begin, which rows count already.
    double open = rows * (ways / widest);
    if (open > MOST_OPEN) {
      findings.sql(
          pattern.get(0).line(),
          "PATTERN may hold %.0f matches open at once, more than %d".formatted(open, MOST_OPEN),
          "give repetitions smaller bounds, or let a gap not take the rows that end it: gap AS"
              + " gap.kind <> 'x' before x AS x.kind = 'x'; or leave rows that do not matter out"
              + " before MATCH_RECOGNIZE");
    }
  }

  /** Whether no row can both go on with a repetition and begin what comes next. */
  private static boolean endsBefore(
      List<Element> elements, int at, Map<String, List<SqlToken>> conditions) {
    if (at + 1 >= elements.size() || elements.get(at + 1).least() == 0) {
      return false;
    }
    return Opposites.exclude(
        conditions.getOrDefault(elements.get(at).key(), List.of()),
        conditions.getOrDefault(elements.get(at + 1).key(), List.of()));
  }

  /** The conditions of variables, each without the name of its own variable. */
  private static Map<String, List<SqlToken>> conditions(List<SqlToken> define) {
    Map<String, List<SqlToken>> conditions = new TreeMap<>();
    for (List<SqlToken> definition : Brackets.split(define, ",")) {
      if (definition.size() > 2 && definition.get(1).is("AS")) {
        String variable = definition.get(0).text().toLowerCase(Locale.ROOT);
        List<SqlToken> condition = new ArrayList<>();
        for (int i = 2; i < definition.size(); i++) {
          boolean own =
              definition.get(i).text().equalsIgnoreCase(variable)
                  && i + 1 < definition.size()
                  && definition.get(i + 1).is(".");
          if (own) {
            i++;
          } else {
            condition.add(definition.get(i));
          }
        }
        conditions.put(variable, condition);
      }
    }
    return conditions;
  }
}
