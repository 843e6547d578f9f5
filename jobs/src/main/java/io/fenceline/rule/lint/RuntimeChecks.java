// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.lint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Refuses what stops the job when a row has the wrong value. A rule runs in one job with all
 * others, and whoever sends the row chooses the value. Each of these failures was seen in Flink
 * 2.3.0; what gives NULL or infinity instead is not here.
 */
final class RuntimeChecks {
  /** Fail on a text that they cannot read; the number is that of the operand. */
  private static final Map<String, Integer> STRICT_TEXTS =
      Map.of(
          "STR_TO_MAP", 1,
          "FROM_BASE64", 0);

  private static final Set<String> ROUNDING = Set.of("ROUND", "TRUNCATE");
  private static final Set<String> MAY_GIVE_NO_NUMBER =
      Set.of(
          "/", "*", "+", "-", "LN", "LOG", "LOG2", "LOG10", "SQRT", "POWER", "EXP", "ACOS", "ASIN");
  private static final Pattern KEY = Pattern.compile("[0-9a-f_-]{16,}|.{41,}");

  private RuntimeChecks() {}

  static void check(Findings findings, PlannedQuery query) {
    query.eachCall(
        call -> {
          casts(findings, call);
          divisions(findings, call);
          comparisons(findings, call);
          texts(findings, call);
          roundings(findings, call);
          elements(findings, call);
          keys(findings, call);
        });
  }

  /** CAST fails on a text that is no such value, also where a text is compared with a number. */
  static void casts(Findings findings, JsonNode call) {
    if (PlannedQuery.name(call).equals("CAST")
        && (isText(call.path("operands").path(0)) && !isText(call)
            || holdsOtherThanText(call.path("operands").path(0), call))
        && !PlannedQuery.type(call).contains("BINARY")) {
      findings.sqlNear(
          List.of("CAST"),
          "a text becomes " + plain(call) + ", which fails on a text that is none",
          "write TRY_CAST(... AS " + plain(call) + "), which gives NULL then");
    }
  }

  /** Maps and rows of texts, which become those of something else. */
  private static boolean holdsOtherThanText(JsonNode from, JsonNode to) {
    return PlannedQuery.type(from).matches("(MAP|ROW|ARRAY|MULTISET)<.*CHAR.*")
        && !isText(to)
        && !bare(from).equals(bare(to));
  }

  private static String bare(JsonNode expression) {
    return PlannedQuery.type(expression).replaceAll("(VAR)?CHAR\\([0-9]+\\)| NOT NULL|`[^`]*`", "");
  }

  /** Whole numbers cannot be divided by 0. */
  static void divisions(Findings findings, JsonNode call) {
    String name = PlannedQuery.name(call);
    if (Set.of("/", "/INT", "%", "MOD").contains(name)
        && isExact(call.path("operands").path(0))
        && isExact(call.path("operands").path(1))
        && mayBeZero(call.path("operands").path(1))
        && !isAverage(call.path("operands"))) {
      findings.sqlNear(
          List.of("/", "%", "MOD"),
          "a whole number is divided by a value that may be 0, which fails",
          "divide by NULLIF(value, 0), which gives NULL then");
    }
  }

  /** AVG is planned as {@code CASE WHEN n > 0 THEN sum END / n}. */
  private static boolean isAverage(JsonNode operands) {
    JsonNode sum = bareCall(operands.path(0));
    JsonNode positive = sum.path("operands").path(0);
    return PlannedQuery.name(sum).equals("CASE")
        && PlannedQuery.name(positive).equals(">")
        && positive.path("operands").path(0).equals(bareCall(operands.path(1)));
  }

  private static JsonNode bareCall(JsonNode expression) {
    return PlannedQuery.name(expression).equals("CAST")
        ? bareCall(expression.path("operands").path(0))
        : expression;
  }

  /** The planner accepts it, the job does not. */
  static void comparisons(Findings findings, JsonNode call) {
    JsonNode operands = call.path("operands");
    if (Set.of("=", "<>").contains(PlannedQuery.name(call))
        && operands.size() == 2
        && (isText(operands.get(0)) && isNumber(operands.get(1))
            || isNumber(operands.get(0)) && isText(operands.get(1)))) {
      findings.sqlNear(
          List.of("="),
          "a text is compared with a number",
          "write the number in quotes, or TRY_CAST the text");
    }
  }

  /** Patterns, formats and names of character sets must stand in the query. */
  static void texts(Findings findings, JsonNode call) {
    String name = PlannedQuery.name(call);
    Integer operand = STRICT_TEXTS.get(name);
    if (operand != null && !PlannedQuery.isLiteral(call.path("operands").path(operand))) {
      findings.sqlNear(
          List.of(name.replace("NOT ", "").replace(" TO", "")),
          name + " fails on a text that it cannot read, and a column may hold one",
          "write the text in the query, or compare with = or LIKE");
    }
  }

  /** What is no number has no digits. */
  static void roundings(Findings findings, JsonNode call) {
    String name = PlannedQuery.name(call);
    boolean decimal = name.endsWith("CAST") && PlannedQuery.type(call).startsWith("DECIMAL");
    if ((decimal || ROUNDING.contains(name)) && holdsUnsafe(call.path("operands").path(0))) {
      findings.sqlNear(
          decimal ? List.of("DECIMAL") : List.of("ROUND", "TRUNCATE"),
          (decimal ? "DECIMAL" : "ROUND")
              + " fails on infinity, which a division by 0, a logarithm or an overflow gives",
          "compare the number as it is; the sentence of an alert rounds by itself");
    }
  }

  private static boolean holdsUnsafe(JsonNode node) {
    if (node.path("kind").asText().equals("CALL")
        && PlannedQuery.type(node).matches("(DOUBLE|FLOAT).*")
        && MAY_GIVE_NO_NUMBER.contains(PlannedQuery.name(node))) {
      return true;
    }
    for (JsonNode child : node) {
      if (holdsUnsafe(child)) {
        return true;
      }
    }
    return false;
  }

  /** ELEMENT fails on an array with more than one. */
  static void elements(Findings findings, JsonNode call) {
    if (PlannedQuery.name(call).equals("ELEMENT")) {
      findings.sqlNear(
          List.of("ELEMENT"),
          "ELEMENT fails on a list with more than one item",
          "write list[1], which gives the first or NULL");
    }
  }

  /** hmac takes the name of a key; a key in a rule is everybody's. */
  static void keys(Findings findings, JsonNode call) {
    JsonNode key = call.path("operands").path(1);
    if (PlannedQuery.name(call).equals("HMAC")
        && KEY.matcher(key.path("value").asText()).matches()) {
      findings.sqlNear(
          List.of("HMAC"),
          "this looks like a key and not like the name of one",
          "name the key; the key itself belongs into the configuration of the job");
    }
  }

  private static boolean mayBeZero(JsonNode divisor) {
    if (PlannedQuery.isLiteral(divisor)) {
      return divisor.path("value").asDouble() == 0;
    }
    if (!divisor.path("kind").asText().equals("CALL")) {
      return true;
    }
    return switch (PlannedQuery.name(divisor)) {
      case "CAST", "ABS" -> mayBeZero(divisor.path("operands").path(0));
      case "CASE" -> !isNullIfZero(divisor.path("operands"));
      case "NULLIF" -> false;
      case "GREATEST" -> !hasPositive(divisor.path("operands"));
      default -> true;
    };
  }

  /** {@code NULLIF(x, 0)} is planned as {@code CASE WHEN x = 0 THEN NULL ELSE x END}. */
  private static boolean isNullIfZero(JsonNode operands) {
    JsonNode zero = operands.path(0).path("operands").path(1);
    return PlannedQuery.name(operands.path(0)).equals("=")
        && PlannedQuery.isLiteral(zero)
        && zero.path("value").asDouble(1) == 0
        && operands.path(1).path("value").isNull();
  }

  private static boolean hasPositive(JsonNode operands) {
    for (JsonNode operand : operands) {
      if (PlannedQuery.isLiteral(operand) && operand.path("value").asDouble() > 0) {
        return true;
      }
    }
    return false;
  }

  private static String plain(JsonNode expression) {
    return PlannedQuery.type(expression).replace(" NOT NULL", "");
  }

  private static boolean isText(JsonNode expression) {
    String type = PlannedQuery.type(expression);
    return type.startsWith("VARCHAR")
        || type.startsWith("CHAR")
        || type.startsWith("ARRAY<VARCHAR")
        || type.startsWith("ARRAY<CHAR");
  }

  private static boolean isExact(JsonNode expression) {
    return PlannedQuery.type(expression).matches("(TINYINT|SMALLINT|INT|BIGINT|DECIMAL).*");
  }

  private static boolean isNumber(JsonNode expression) {
    return isExact(expression) || PlannedQuery.type(expression).matches("(DOUBLE|FLOAT).*");
  }
}
