// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.lint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/**
 * Refuses statistics that depend on the order in which rows of one time arrive, or that hold every
 * row. In MATCH_RECOGNIZE both are fine, as its rows are in order and their number is bounded.
 */
final class AggregateChecks {
  private static final Set<String> IN_ORDER_OF_ARRIVAL =
      Set.of("FIRST_VALUE", "LAST_VALUE", "LISTAGG", "JSON_ARRAYAGG", "JSON_OBJECTAGG");

  /** Of windows there are few for each key, and each has a time of its own. */
  private static final Set<String> WHOLE = Set.of("ARRAY_AGG", "COLLECT");

  private AggregateChecks() {}

  static void check(Findings findings, PlannedQuery query) {
    query.eachAggregate((operator, name) -> aggregate(findings, query, operator, name));
  }

  private static void aggregate(
      Findings findings, PlannedQuery query, JsonNode operator, String name) {
    String plain = name.replaceAll("_(ABSENT|NULL)_ON_NULL", "");
    if (IN_ORDER_OF_ARRIVAL.contains(plain)) {
      findings.sqlNear(
          List.of(plain),
          plain + " depends on which of several rows arrives first, so that a replay may differ",
          "use MIN or MAX, which do not");
    } else if (plain.equals("SINGLE_VALUE")) {
      findings.sqlNear(
          List.of(plain), plain + " fails where there are several rows", "use MIN or MAX");
    } else if (WHOLE.contains(plain) && query.takesRequests(operator)) {
      findings.sqlNear(
          List.of(plain),
          plain
              + " gives all rows there are, in the order of their arrival, and whoever sends them"
              + " says how many",
          "give request_id, as an alert collects those of its detections, or MIN and MAX; over rows"
              + " of windows it is allowed");
    }
  }
}
