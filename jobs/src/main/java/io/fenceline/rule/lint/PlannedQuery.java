// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.lint;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * What Flink's planner makes of a query, as its own compiled form tells it: operators in the order
 * of the rows, and in them the calls with the types of what they are called with.
 */
final class PlannedQuery {
  private static final String PREFIX = "stream-exec-";

  private final List<JsonNode> operators = new ArrayList<>();
  private final JsonNode edges;

  PlannedQuery(JsonNode plan) {
    plan.path("nodes").forEach(operators::add);
    edges = plan.path("edges");
  }

  /** Operators that an operator takes its rows from. */
  List<JsonNode> before(JsonNode operator) {
    List<JsonNode> before = new ArrayList<>();
    for (JsonNode edge : edges) {
      if (edge.path("target").asInt() == operator.path("id").asInt()) {
        operators.stream()
            .filter(each -> each.path("id").asInt() == edge.path("source").asInt())
            .forEach(before::add);
      }
    }
    return before;
  }

  /** Whether it takes rows of which clients make as many as they like. */
  boolean takesRequests(JsonNode operator) {
    return before(operator).stream().anyMatch(this::givesRequests);
  }

  /**
   * Whether some of its rows are requests or signals, of which clients make as many as they like.
   */
  boolean givesRequests(JsonNode operator) {
    return switch (kind(operator)) {
      case "window-aggregate",
          "global-window-aggregate",
          "group-window-aggregate",
          "window-rank",
          "window-deduplicate" ->
          false;
      case "table-source-scan" -> !table(operator).equals("model_windows");
      default -> takesRequests(operator);
    };
  }

  /** What an operator does: {@code over-aggregate}. */
  static String kind(JsonNode operator) {
    String type = operator.path("type").asText();
    String name = type.startsWith(PREFIX) ? type.substring(PREFIX.length()) : type;
    return name.replaceFirst("_[0-9]+$", "");
  }

  List<JsonNode> operators() {
    return operators;
  }

  List<JsonNode> operators(String kind) {
    return operators.stream().filter(operator -> kind(operator).equals(kind)).toList();
  }

  /** Names of the tables that are read. */
  Set<String> tables() {
    Set<String> tables = new TreeSet<>();
    for (JsonNode scan : operators("table-source-scan")) {
      tables.add(table(scan));
    }
    return tables;
  }

  private static String table(JsonNode scan) {
    String name = scan.path("scanTableSource").path("table").path("identifier").asText();
    return name.substring(name.lastIndexOf('.') + 1).replace("`", "");
  }

  /** Whether all rows are final. */
  boolean onlyAdds() {
    return operators("sink").stream()
        .allMatch(
            sink ->
                sink.path("inputChangelogMode").size() == 1
                    && sink.path("inputChangelogMode").get(0).asText().equals("INSERT"));
  }

  /** All calls of functions and operators of SQL. */
  void eachCall(Consumer<JsonNode> call) {
    operators.forEach(operator -> eachCall(operator, call));
  }

  /** All of them below a node. */
  static void eachCall(JsonNode node, Consumer<JsonNode> call) {
    if (node.path("kind").asText().equals("CALL")) {
      call.accept(node);
    }
    node.forEach(child -> eachCall(child, call));
  }

  /** What a statistic over many rows is made by: {@code ARRAY_AGG}, in upper case. */
  void eachAggregate(BiConsumer<JsonNode, String> operatorAndName) {
    for (JsonNode operator : operators) {
      List<JsonNode> found = new ArrayList<>();
      operator.path("aggCalls").forEach(found::add);
      for (JsonNode group : operator.path("overSpec").path("groups")) {
        group.path("aggCalls").forEach(found::add);
      }
      found.forEach(call -> operatorAndName.accept(operator, name(call)));
    }
  }

  /** What is called: {@code CAST}, in upper case. */
  static String name(JsonNode call) {
    String name =
        call.has("internalName")
            ? call.path("internalName").asText()
            : call.path("systemName").asText();
    return name.replaceFirst("^\\$", "").replaceFirst("\\$[0-9]+$", "").toUpperCase(Locale.ROOT);
  }

  /** The type of an expression as SQL writes it: {@code INT NOT NULL}. */
  static String type(JsonNode expression) {
    JsonNode type = expression.path("type");
    return type.isTextual() ? type.asText() : type.path("type").asText();
  }

  static boolean isLiteral(JsonNode expression) {
    return expression.path("kind").asText().equals("LITERAL");
  }

  /** How far back an operator looks, in event time; zero if it does not. */
  static Duration bound(JsonNode operator) {
    return switch (kind(operator)) {
      case "over-aggregate" -> over(operator);
      case "interval-join" -> {
        JsonNode bounds = operator.path("intervalJoinSpec").path("windowBounds");
        yield Duration.ofMillis(
            Math.max(
                Math.abs(bounds.path("leftLowerBound").asLong()),
                Math.abs(bounds.path("leftUpperBound").asLong())));
      }
      case "match" ->
          Duration.ofMillis(operator.path("matchSpec").path("interval").path("value").asLong());
      case "group-window-aggregate" -> window(operator.path("window"));
      case "window-join" -> window(operator.path("leftWindowing").path("window"));
      default -> window(operator.path("windowing").path("window"));
    };
  }

  private static Duration over(JsonNode operator) {
    JsonNode spec = operator.path("overSpec");
    Duration longest = Duration.ZERO;
    for (JsonNode group : spec.path("groups")) {
      JsonNode offset = group.path("lowerBound").path("offset");
      int constant = offset.path("inputIndex").asInt() - spec.path("originalInputFields").asInt();
      JsonNode literal = spec.path("constants").path(constant);
      if (type(literal).startsWith("INTERVAL")) {
        longest = longer(longest, Duration.ofMillis(literal.path("value").asLong()));
      }
    }
    return longest;
  }

  private static Duration window(JsonNode window) {
    Duration longest = Duration.ZERO;
    for (String key : List.of("size", "maxSize", "gap")) {
      if (window.path(key).isTextual()) {
        longest = longer(longest, Duration.parse(window.path(key).asText()));
      }
    }
    return longest;
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
