// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.lint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Refuses queries that make a row into very many, or a text into a very long one: lists in lists
 * unfolded, texts joined with themselves again and again.
 */
final class GrowthChecks {
  /** Columns that one text may be made of. */
  private static final double MOST_TEXTS = 1_000;

  private static final Set<String> JOINING = Set.of("||", "CONCAT", "CONCAT_WS", "ARRAY_CONCAT");
  private static final Set<String> REPLACING = Set.of("REPLACE", "REGEXP_REPLACE", "TRANSLATE");

  private final PlannedQuery query;
  private final Map<Integer, Double> grown = new HashMap<>();

  private GrowthChecks(PlannedQuery query) {
    this.query = query;
  }

  static void check(Findings findings, PlannedQuery query) {
    unfolding(findings, query);
    GrowthChecks growth = new GrowthChecks(query);
    if (query.operators().stream().anyMatch(each -> growth.of(each) > MOST_TEXTS)) {
      findings.sqlNear(
          List.of("||", "CONCAT", "CONCAT_WS", "ARRAY_CONCAT", "REPLACE", "REGEXP_REPLACE"),
          "a text or list may become a thousand times as long as the columns it is made of",
          "give the columns themselves; the sentence of an alert puts them together");
    }
  }

  /** Each list multiplies the rows. */
  static void unfolding(Findings findings, PlannedQuery query) {
    if (query.operators("correlate").size() > 1) {
      findings.sqlNear(
          List.of("UNNEST", "TABLE"),
          "several lists of one row are unfolded, so that it becomes as many as their lengths"
              + " multiplied",
          "unfold one list, or compare lists with jaccard or overlap");
    }
  }

  /** Longest text that an operator gives, in columns of its tables. */
  private double of(JsonNode operator) {
    int id = operator.path("id").asInt();
    if (!grown.containsKey(id)) {
      double taken = query.before(operator).stream().mapToDouble(this::of).max().orElse(1);
      grown.put(id, Math.max(taken, most(operator, taken)));
    }
    return grown.get(id);
  }

  /** The longest of the calls below a node. */
  private static double most(JsonNode node, double taken) {
    double most = 0;
    if (node.path("kind").asText().equals("CALL")) {
      most = length(node, taken);
    } else {
      for (JsonNode child : node) {
        most = Math.max(most, most(child, taken));
      }
    }
    return most;
  }

  private static double length(JsonNode expression, double taken) {
    if (!expression.path("kind").asText().equals("CALL")) {
      return taken;
    }
    double sum = 0;
    double most = 0;
    for (JsonNode operand : expression.path("operands")) {
      double length = PlannedQuery.isLiteral(operand) ? 1 : length(operand, taken);
      sum += length;
      most = Math.max(most, length);
    }
    String name = PlannedQuery.name(expression);
    if (JOINING.contains(name)) {
      return sum;
    }
    return REPLACING.contains(name) ? most * replaced(expression.path("operands")) : most;
  }

  /** How much longer a replacement makes each character. */
  private static double replaced(JsonNode operands) {
    JsonNode by = operands.path(operands.size() - 1);
    return PlannedQuery.isLiteral(by)
        ? Math.max(1, by.path("value").asText().length())
        : MOST_TEXTS + 1;
  }
}
