// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import io.fenceline.yaml.Place;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in plain words what Flink's planner does not like about a query, and where. */
final class PlannerFault {
  private static final Pattern LINE = Pattern.compile("(?:[Ff]rom|[Aa]t) line (\\d+)");
  private static final Pattern WHERE =
      Pattern.compile(
          "(?:[Ff]rom|[Aa]t) line \\d+, column \\d+(?: to line \\d+, column \\d+)?:? ?");
  private static final int LONGEST = 300;

  private PlannerFault() {}

  static RuleFault of(SqlRule rule, Throwable thrown) {
    Throwable cause = thrown;
    String all = "";
    while (true) {
      all += "\n" + cause.getMessage();
      if (cause.getCause() == null || cause.getCause() == cause) {
        break;
      }
      cause = cause.getCause();
    }
    Matcher line = LINE.matcher(all);
    Place place =
        new Place(rule.source().sqlFile(), line.find() ? Integer.parseInt(line.group(1)) : 1);
    if (all.contains("doesn't support consuming update")) {
      return new RuleFault(
          place,
          rule.id(),
          "the query changes rows that it has given before",
          "count in windows or with OVER, or use MATCH_RECOGNIZE, so that each row is final");
    }
    if (all.contains("more than one rowtime attribute")) {
      return new RuleFault(
          place,
          rule.id(),
          "the query gives more than one column of event time",
          "keep event_time, and cast the others to TIMESTAMP(3)");
    }
    return new RuleFault(
        place, rule.id(), reason(cause), "mend the query; Flink's planner said so");
  }

  private static String reason(Throwable cause) {
    String message =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    String first = WHERE.matcher(message.strip()).replaceAll("").lines().findFirst().orElse("");
    return "the query cannot be planned: " + ReasonText.visible(first, LONGEST);
  }
}
