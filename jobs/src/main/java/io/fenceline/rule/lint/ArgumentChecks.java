// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.lint;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenceline.rule.sql.SqlToken;
import java.nio.charset.Charset;
import java.text.SimpleDateFormat;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Refuses calls whose arguments stop the job, or make it build texts without end. Each was seen to
 * do so in Flink 2.3.0, with values that whoever sends a request can choose.
 */
final class ArgumentChecks {
  /** Characters that a text may be filled up to. */
  private static final int LONGEST_FILL = 1_000;

  /** A group with a repetition or a choice in it, however deep, that is repeated. */
  private static final Pattern REPEATED_GROUP = Pattern.compile("[*+}|][^(]*\\)+[*+{]");

  private static final Set<String> HASHES = Set.of("224", "256", "384", "512");
  private static final Set<String> PRECISIONS = Set.of("0", "3");

  /** What may stand there, for an operand of a function: a literal that fits. */
  private record Literal(int operand, Predicate<String> fits, String reason, String mend) {}

  private static final Map<String, Literal> LITERALS =
      Map.ofEntries(
          Map.entry("LPAD", fill()),
          Map.entry("RPAD", fill()),
          Map.entry(
              "BTRIM",
              new Literal(
                  1,
                  text -> !text.isEmpty(),
                  "BTRIM fails on an empty list of characters",
                  "write the characters in the query")),
          Map.entry(
              "SHA2",
              new Literal(
                  1,
                  HASHES::contains,
                  "SHA2 fails on a length that there is not",
                  "write 224, 256, 384 or 512")),
          Map.entry("ROUND", digits("ROUND")),
          Map.entry("TRUNCATE", digits("TRUNCATE")),
          Map.entry(
              "TRIM",
              new Literal(
                  1,
                  text -> !text.isEmpty(),
                  "TRIM fails on an empty list of characters",
                  "write the characters in the query")),
          Map.entry(
              "LIKE",
              new Literal(
                  2,
                  text -> text.length() == 1,
                  "LIKE fails on an escape that is no single character",
                  "write the escape in the query")),
          Map.entry("ENCODE", charset("ENCODE")),
          Map.entry("DECODE", charset("DECODE")),
          Map.entry("DATE_FORMAT", format("DATE_FORMAT", 1)),
          Map.entry("FROM_UNIXTIME", format("FROM_UNIXTIME", 1)),
          Map.entry("UNIX_TIMESTAMP", format("UNIX_TIMESTAMP", 1)),
          Map.entry("TO_DATE", format("TO_DATE", 1)));

  private ArgumentChecks() {}

  static void check(Findings findings, PlannedQuery query) {
    query.eachCall(
        call -> {
          literals(findings, call);
          never(findings, call);
          patterns(findings, call);
          escapes(findings, call);
          times(findings, call);
          sorting(findings, call);
        });
    json(findings);
    conditions(findings, query);
  }

  private static Literal fill() {
    return new Literal(
        1,
        text -> text.matches("-?[0-9]{1,9}") && Integer.parseInt(text) <= LONGEST_FILL,
        "a text is filled up to a length that may take all memory",
        "write a length of at most " + LONGEST_FILL + " in the query");
  }

  private static Literal digits(String name) {
    return new Literal(
        1,
        text -> text.matches("[0-9]{1,2}"),
        name + " fails on a number of digits that there is not",
        "write the number of digits in the query");
  }

  private static Literal charset(String name) {
    return new Literal(
        1,
        ArgumentChecks::isCharset,
        name + " fails on a character set that there is not",
        "write 'UTF-8' in the query");
  }

  private static boolean isCharset(String name) {
    return name.matches("[A-Za-z0-9][A-Za-z0-9+:._-]*") && Charset.isSupported(name);
  }

  private static Literal format(String name, int operand) {
    return new Literal(
        operand,
        ArgumentChecks::isFormat,
        name + " fails on a format that it does not know",
        "write the format in the query, such as 'yyyy-MM-dd HH:mm:ss'");
  }

  private static boolean isFormat(String format) {
    try {
      return !DateTimeFormatter.ofPattern(format, Locale.ROOT).toString().isEmpty()
          && !new SimpleDateFormat(format, Locale.ROOT).toPattern().isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Where only some literals do no harm. */
  static void literals(Findings findings, JsonNode call) {
    Literal literal = LITERALS.get(PlannedQuery.name(call));
    if (literal == null || call.path("operands").size() <= literal.operand()) {
      return;
    }
    JsonNode operand = call.path("operands").path(literal.operand());
    if (!PlannedQuery.isLiteral(operand) || !literal.fits().test(operand.path("value").asText())) {
      findings.sqlNear(List.of(PlannedQuery.name(call)), literal.reason(), literal.mend());
    }
  }

  /** What has no harmless form. */
  static void never(Findings findings, JsonNode call) {
    switch (PlannedQuery.name(call)) {
      case "REPEAT" ->
          findings.sqlNear(
              List.of("REPEAT"),
              "a text is repeated, which may take all memory",
              "leave it out; a rule compares texts and shows them as they are");
      case "OVERLAY" ->
          findings.sqlNear(
              List.of("OVERLAY"),
              "OVERLAY fails on a text that is shorter than the position",
              "put the parts together with SUBSTRING and ||");
      case "MAP_FROM_ARRAYS" ->
          findings.sqlNear(
              List.of("MAP_FROM_ARRAYS"),
              "MAP_FROM_ARRAYS fails on lists of different lengths",
              "write MAP[key, value]");
      default -> {
        return;
      }
    }
  }

  /** Text that is searched for with a pattern is that of whoever sends it. */
  static void patterns(Findings findings, JsonNode call) {
    String name = PlannedQuery.name(call);
    if (!name.startsWith("REGEXP") && !name.endsWith("SIMILAR TO")) {
      return;
    }
    JsonNode pattern = call.path("operands").path(1);
    List<String> near = List.of(name.replaceAll("NOT | TO", ""));
    if (!PlannedQuery.isLiteral(pattern)) {
      findings.sqlNear(
          near,
          "the pattern of " + name + " comes from a column, and some take for ever",
          "write the pattern in the query, or look for a text with POSITION or LIKE");
    } else if (!isPattern(pattern.path("value").asText())) {
      findings.sqlNear(
          near, "the pattern of " + name + " is none", "close its brackets, or escape them");
    } else if (REPEATED_GROUP.matcher(pattern.path("value").asText()).find()) {
      findings.sqlNear(
          near,
          "the pattern of "
              + name
              + " repeats a group that has a repetition or a choice in it, which takes for ever, or"
              + " all of the stack, on the wrong text",
          "repeat single characters, [ab]+ instead of (a|b)+, or look for a text with LIKE");
    }
  }

  private static boolean isPattern(String pattern) {
    try {
      return Pattern.compile(pattern).flags() == 0;
    } catch (PatternSyntaxException e) {
      return false;
    }
  }

  /** An escape must stand before something that it can escape. */
  static void escapes(Findings findings, JsonNode call) {
    JsonNode operands = call.path("operands");
    if (PlannedQuery.name(call).endsWith("LIKE")
        && operands.size() == 3
        && !PlannedQuery.isLiteral(operands.path(1))) {
      findings.sqlNear(
          List.of("LIKE"),
          "LIKE with ESCAPE fails on patterns that end in the escape, and a column may hold one",
          "write the pattern in the query, or leave ESCAPE out");
    }
  }

  /** ERROR ON ERROR and ERROR ON EMPTY do what they say. */
  static void json(Findings findings) {
    List<SqlToken> tokens = findings.tokens();
    for (int i = 0; i + 2 < tokens.size(); i++) {
      if (tokens.get(i).is("ERROR")
          && tokens.get(i + 1).is("ON")
          && tokens.get(i + 2).isOneOf("ERROR", "EMPTY")) {
        findings.sql(
            tokens.get(i).line(),
            "a text that is no JSON, or lacks what is asked for, fails",
            "write NULL ON EMPTY NULL ON ERROR, which is what holds if nothing is said");
      }
    }
  }

  /** Texts that are no times. */
  static void times(Findings findings, JsonNode call) {
    JsonNode operands = call.path("operands");
    boolean readsText =
        PlannedQuery.type(operands.path(0)).contains("CHAR")
            && !PlannedQuery.isLiteral(operands.path(0));
    String name = PlannedQuery.name(call);
    if (readsText && (name.equals("TO_DATE") || name.equals("TO_TIMESTAMP_LTZ"))) {
      String type = name.equals("TO_DATE") ? "DATE" : "TIMESTAMP_LTZ(3)";
      findings.sqlNear(
          List.of(name),
          name + " fails on a text that is none",
          "write TRY_CAST(... AS " + type + "), which gives NULL then");
    } else if (name.equals("TO_TIMESTAMP_LTZ")
        && operands.size() == 2
        && !PRECISIONS.contains(operands.path(1).path("value").asText())) {
      findings.sqlNear(
          List.of(name),
          "TO_TIMESTAMP_LTZ fails on a precision that there is not",
          "write 0 for seconds or 3 for milliseconds");
    }
  }

  /** Numbers that are none have no place in an order, and sorting fails when it sees that. */
  static void sorting(Findings findings, JsonNode call) {
    if (PlannedQuery.name(call).equals("ARRAY_SORT")
        && PlannedQuery.type(call).matches("ARRAY<(DOUBLE|FLOAT).*")) {
      findings.sqlNear(
          List.of("ARRAY_SORT"),
          "ARRAY_SORT fails on numbers of which some are none, as a division gives",
          "use ARRAY_MIN, ARRAY_MAX, or MIN and MAX over the rows");
    }
  }

  /** The conditions of a pattern are compiled otherwise than the rest. */
  static void conditions(Findings findings, PlannedQuery query) {
    for (JsonNode match : query.operators("match")) {
      PlannedQuery.eachCall(
          match.path("matchSpec").path("patternDefinitions"),
          call -> {
            if (PlannedQuery.name(call).equals("ARRAY_CONTAINS")) {
              findings.sqlNear(
                  List.of("ARRAY_CONTAINS"),
                  "ARRAY_CONTAINS does not run in DEFINE, though it is planned",
                  "say it in a column of the query that MATCH_RECOGNIZE reads");
            }
          });
    }
  }
}
