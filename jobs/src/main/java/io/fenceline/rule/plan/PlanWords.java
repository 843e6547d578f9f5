// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in plain words what the operators of a plan do and keep. */
final class PlanWords {
  private static final Pattern RANGE = Pattern.compile("RANGE BETWEEN (\\d+) PRECEDING.*");
  private static final Pattern ROWS = Pattern.compile("ROWS BETWEEN (\\d+) PRECEDING.*");
  private static final Pattern SIZE = Pattern.compile("(size|gap|slide|step|max_size)=\\[([^]]*)]");
  private static final Pattern WINDOW = Pattern.compile("^(\\w+)\\(");
  private static final Pattern BOUND = Pattern.compile("(left\\w+Bound)=(-?\\d+)");
  private static final Pattern VARIABLE = Pattern.compile("_UTF-16LE'(\\w+)'");

  /** An aggregate, and the name that the planner makes up for it. */
  private static final Pattern NAMED = Pattern.compile("(\\w+\\([^()]*\\)) AS (w\\d+\\$o\\d+)");

  /** Operators that keep nothing between two rows. */
  private static final Map<String, String> WITHOUT_STATE =
      Map.of(
          "Union", "puts rows of several inputs together",
          "WindowTableFunction", "says which windows a row belongs to",
          "Correlate", "takes rows apart, one for each element",
          "Expand", "takes rows apart, one for each group",
          "LocalWindowAggregate", "adds up within each task, before the exchange",
          "LocalGroupAggregate", "adds up within each task, before the exchange");

  private PlanWords() {}

  static List<String> of(RulePlan plan) {
    List<String> words = new ArrayList<>();
    for (PlanStep step : plan.steps()) {
      String sentence = sentence(step, plan);
      if (!sentence.isEmpty()) {
        words.add(sentence);
      }
    }
    Collections.reverse(words);
    return words;
  }

  static boolean isScan(PlanStep step) {
    return step.operator().endsWith("Scan");
  }

  static String table(PlanStep step) {
    return step.attribute("table").replaceAll("[\\[\\]]", "");
  }

  static boolean hasState(PlanStep step) {
    return !isScan(step)
        && !step.operator().equals("Calc")
        && !step.operator().equals("Exchange")
        && !step.operator().equals("Reused")
        && !WITHOUT_STATE.containsKey(step.operator());
  }

  private static String sentence(PlanStep step, RulePlan plan) {
    if (isScan(step)) {
      return "reads " + table(step);
    }
    return switch (step.operator()) {
      case "Calc" -> calc(step, plan);
      case "Reused" -> "reads the same rows once more, without reading them twice";
      case "Exchange" -> exchange(step.attribute("distribution"));
      case "OverAggregate" -> over(step);
      case "Match" -> match(step, plan.withinMillis());
      case "WindowAggregate", "GlobalWindowAggregate" ->
          "keeps sums" + per(step.attribute("groupBy")) + until(step);
      case "WindowRank" ->
          "keeps the first rows" + per(step.attribute("partitionBy")) + until(step);
      case "WindowDeduplicate" ->
          "keeps one row" + per(step.attribute("partitionKeys")) + until(step);
      case "WindowJoin" -> "keeps the rows of both sides, each until its window ends";
      case "IntervalJoin" -> intervalJoin(step);
      case "TemporalSort", "Sort" ->
          "keeps rows until the watermark passes them, to put them in order";
      case "Deduplicate" ->
          "remembers" + per(step.attribute("key")) + " that there was a row, for ever";
      case "GroupAggregate", "GlobalGroupAggregate" ->
          "keeps sums" + per(step.attribute("groupBy")) + " for ever";
      case "Rank" -> "keeps the first rows" + per(step.attribute("partitionBy")) + " for ever";
      case "Join" -> "keeps the rows of both sides for ever";
      default ->
          WITHOUT_STATE.getOrDefault(
              step.operator(), step.operator() + ", which may keep state of its own");
    };
  }

  private static String calc(PlanStep step, RulePlan plan) {
    String where = step.attribute("where");
    for (PlanStep each : plan.steps()) {
      Matcher named = NAMED.matcher(each.attribute("select"));
      while (named.find()) {
        where = where.replace(named.group(2), named.group(1));
      }
    }
    return where.isEmpty() ? "" : "lets rows pass where " + where;
  }

  private static String exchange(String distribution) {
    return distribution.startsWith("hash")
        ? "sends rows to the task of their "
            + distribution.substring("hash".length()).replaceAll("[\\[\\]]", "")
        : distribution.startsWith("single")
            ? "sends all rows to one task"
            : "sends rows on (" + distribution + ")";
  }

  private static String over(PlanStep step) {
    String window = step.attribute("window").strip();
    String per = per(step.attribute("partitionBy"));
    Matcher range = RANGE.matcher(window);
    if (range.matches()) {
      return "keeps each row" + per + " for " + time(range.group(1));
    }
    Matcher rows = ROWS.matcher(window);
    if (rows.matches()) {
      return "keeps the last " + (Long.parseLong(rows.group(1)) + 1) + " rows" + per + " for ever";
    }
    return "keeps sums over all rows so far" + per + " for ever";
  }

  private static String match(PlanStep step, long withinMillis) {
    List<String> variables = new ArrayList<>();
    VARIABLE
        .matcher(step.attribute("pattern"))
        .results()
        .forEach(variable -> variables.add(variable.group(1)));
    return "keeps unfinished sequences "
        + String.join(", ", variables)
        + " with their rows"
        + per(step.attribute("partitionBy"))
        + (withinMillis == 0 ? " for ever" : " for " + time(Long.toString(withinMillis)));
  }

  /** A row is kept as long as one of the other side may come that fits. */
  private static String intervalJoin(PlanStep step) {
    long left = 0;
    long right = 0;
    Matcher bounds = BOUND.matcher(step.attribute("windowBounds"));
    while (bounds.find()) {
      long millis = Long.parseLong(bounds.group(2));
      if (bounds.group(1).equals("leftLowerBound")) {
        left = Math.max(0, -millis);
      } else {
        right = Math.max(0, millis);
      }
    }
    return "keeps rows of the left side for "
        + time(Long.toString(left))
        + " and of the right side for "
        + time(Long.toString(right));
  }

  private static String until(PlanStep step) {
    String window = step.attribute("window");
    Matcher kind = WINDOW.matcher(window);
    List<String> sizes = new ArrayList<>();
    Matcher size = SIZE.matcher(window);
    while (size.find()) {
      sizes.add(
          size.group(1).replace("size", "").replace("max_", "at most ") + " " + size.group(2));
    }
    String lengths = String.join(", ", sizes).strip();
    return " until the "
        + (kind.find() ? word(kind.group(1)) : "")
        + "window"
        + (lengths.isEmpty() ? "" : " (" + lengths.replaceAll(" +", " ") + ")")
        + " ends";
  }

  private static String word(String window) {
    return switch (window) {
      case "TUMBLE" -> "tumbling ";
      case "HOP" -> "sliding ";
      case "CUMULATE" -> "growing ";
      case "SESSION" -> "session ";
      default -> "";
    };
  }

  private static String per(String columns) {
    return columns.isEmpty() ? " of all rows together" : " for each " + columns;
  }

  private static String time(String millis) {
    long left = Long.parseLong(millis);
    long[] units = {86_400_000, 3_600_000, 60_000, 1000};
    String[] names = {"d", "h", "min", "s"};
    for (int i = 0; i < units.length; i++) {
      if (left >= units[i] && left % units[i] == 0) {
        return left / units[i] + " " + names[i];
      }
    }
    return left + " ms";
  }
}
