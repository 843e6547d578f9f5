// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import io.fenceline.yaml.Place;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Flink's planner says about a query that it does not like, in the words of its exceptions.
 */
public final class PlannerMessage {
  private static final Pattern WHERE =
      Pattern.compile(
          "(?:[Ff]rom|[Aa]t) line \\d+, column \\d+(?: to line \\d+, column \\d+)?:? ?");

  /** A query may quote a line of its own choice, so what is no line of it does not count. */
  private static final Pattern LINE = Pattern.compile("(?:[Ff]rom|[Aa]t) line (\\d{1,6})\\b");

  /** Of a name with its package, which is for those who read Flink's source. */
  private static final Pattern PACKAGE = Pattern.compile("\\b(?:[a-z]\\w*\\.){2,}(?=[A-Z])");

  private static final int LONGEST = 300;

  private final String all;
  private final Throwable last;

  private PlannerMessage(String all, Throwable last) {
    this.all = all;
    this.last = last;
  }

  /** What was thrown and what caused it. */
  public static PlannerMessage of(Throwable thrown) {
    StringBuilder all = new StringBuilder();
    Throwable last = thrown;
    for (Throwable each = thrown; each != null && each != each.getCause(); each = each.getCause()) {
      all.append(each.getMessage()).append('\n');
      last = each;
    }
    return new PlannerMessage(all.toString(), last);
  }

  /** All of it, a line or more for each cause. */
  public String all() {
    return all;
  }

  /** The line of the rule's query that it names first, or the first line. */
  public Place place(SqlRule rule) {
    RuleSource source = rule.source();
    long lines = source.sql().lines().count();
    Matcher line = LINE.matcher(all);
    while (line.find()) {
      int number = Integer.parseInt(line.group(1));
      if (number >= 1 && number <= lines) {
        return new Place(source.sqlFile(), number);
      }
    }
    return new Place(source.sqlFile(), 1);
  }

  /** One line with what caused it all, without its place; shown as it is, and not too long. */
  public String sentence() {
    String name = last.getClass().getSimpleName();
    String message = last.getMessage() == null ? "" : last.getMessage();
    String first =
        WHERE.matcher(message).replaceAll("").strip().lines().findFirst().orElse("").strip();
    String plain = PACKAGE.matcher(first).replaceAll("");
    return ReasonText.visible(plain.isEmpty() ? name : plain, LONGEST);
  }
}
