// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.lint;

import io.fenceline.rule.PlannerMessage;
import io.fenceline.rule.table.RuleTable;
import io.fenceline.rule.table.RuleTables;
import io.fenceline.yaml.NearestName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in plain words what Flink's planner does not like about a query, and where. */
final class PlannerWords {
  private static final Pattern UNEXPECTED =
      Pattern.compile("(?:Encountered \"|near the keyword ')([^\"']*)[\"']");
  private static final Pattern COLUMN = Pattern.compile("Column '([^']*)' not found");
  private static final Pattern TABLE = Pattern.compile("Object '([^']*)' not found");
  private static final Pattern FUNCTION =
      Pattern.compile("No match found for function signature ([^(]*)\\(");
  private static final int LONGEST = 300;

  private final Findings findings;
  private final Collection<String> functions;

  /**
   * @param functions names of all functions
   */
  PlannerWords(Findings findings, Collection<String> functions) {
    this.findings = findings;
    this.functions = functions;
  }

  void say(Throwable thrown) {
    PlannerMessage message = PlannerMessage.of(thrown);
    int line = message.place(findings.rule()).line();
    if (!known(message.all(), line)) {
      findings.sql(
          line,
          "the query cannot be planned: " + message.sentence(),
          "mend it as the message says");
    }
  }

  private boolean known(String message, int line) {
    Matcher column = COLUMN.matcher(message);
    Matcher table = TABLE.matcher(message);
    Matcher function = FUNCTION.matcher(message);
    Matcher unexpected = UNEXPECTED.matcher(message);
    if (column.find()) {
      column(column.group(1), line);
    } else if (table.find()) {
      List<String> tables = new ArrayList<>();
      RuleTables.all().forEach(each -> tables.add(each.name()));
      findings.sql(
          line,
          "there is no table '%s'%s"
              .formatted(cut(table.group(1)), NearestName.suggestion(table.group(1), tables)),
          "the tables are " + String.join(", ", tables));
    } else if (function.find()) {
      function(function.group(1).strip(), line);
    } else if (unexpected.find()) {
      findings.sql(
          line,
          "'" + cut(unexpected.group(1)) + "' is not understood here",
          "look at the word before it; a name that is also a keyword, such as value, takes"
              + " backquotes");
    } else if (message.contains("more than one rowtime attribute")) {
      findings.sql(
          line,
          "the query gives more than one column of event time",
          "keep event_time, and cast the others to TIMESTAMP(3)");
    } else {
      return false;
    }
    return true;
  }

  private void column(String name, int line) {
    TreeSet<String> names = new TreeSet<>();
    for (RuleTable<?> table : RuleTables.all()) {
      table.columns().forEach(column -> names.add(column.name()));
    }
    findings.sql(
        line,
        "there is no column '%s' here%s".formatted(cut(name), NearestName.suggestion(name, names)),
        "sql/tables.md lists the columns; private fields never reach rules: declare the field public"
            + " in the file of privacy.policy, and read it as extra['"
            + cut(name)
            + "']");
  }

  private void function(String name, int line) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (functions.contains(lower)) {
      findings.sql(
          line,
          lower + " does not take these arguments",
          "compare with what sql/functions.md or Flink's list of functions says");
    } else {
      findings.sql(
          line,
          "there is no function '%s'%s"
              .formatted(cut(name), NearestName.suggestion(lower, functions)),
          "sql/functions.md lists ours, besides those of Flink");
    }
  }

  private static String cut(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }
}
