// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.lint;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenceline.rule.RuleDuration;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether what a query remembers ends with event time, and does not all lie in one place. */
final class StateChecks {
  /** Longest time that a rule may look back: state of a week is what a job can hold. */
  static final Duration LONGEST = Duration.ofDays(7);

  /** Keys of which there are few, and which no client can make up. */
  private static final Set<String> FEW =
      Set.of("tenant", "model_name", "model_version", "model_digest");

  /** Operators without state, or whose state ends with the time they name. */
  private static final Set<String> BOUNDED =
      Set.of(
          "table-source-scan",
          "watermark-assigner",
          "calc",
          "exchange",
          "correlate",
          "expand",
          "union",
          "values",
          "sink",
          "over-aggregate",
          "interval-join",
          "match",
          "window-table-function",
          "window-aggregate",
          "local-window-aggregate",
          "global-window-aggregate",
          "group-window-aggregate",
          "window-join",
          "window-rank",
          "window-deduplicate");

  private record Unbounded(List<String> near, String reason, String mend) {}

  private static final Unbounded GROUP =
      new Unbounded(
          List.of("GROUP", "DISTINCT", "INTERSECT", "EXCEPT", "UNION", "EXISTS", "IN"),
          "rows are grouped without bound of time",
          "group by window_start and window_end of TUMBLE or HOP, or count with OVER and a RANGE");

  private static final Unbounded JOIN =
      new Unbounded(
          List.of("JOIN", "EXISTS", "IN", "INTERSECT", "EXCEPT", "FROM"),
          "rows of one side wait for rows of the other for ever",
          "bound the time between them: b.event_time BETWEEN a.event_time - INTERVAL '10' MINUTE AND"
              + " a.event_time");

  private static final Unbounded FIRST =
      new Unbounded(
          List.of("ROW_NUMBER", "RANK", "DENSE_RANK", "LIMIT", "FETCH"),
          "the first rows are kept for ever",
          "add window_start and window_end to PARTITION BY, with the rows of a TUMBLE");

  private static final Unbounded SORT =
      new Unbounded(
          List.of("ORDER"),
          "the rows of a rule have no order",
          "leave ORDER BY out; alerts are put in order by their time");

  private static final Map<String, Unbounded> UNBOUNDED =
      Map.ofEntries(
          Map.entry("group-aggregate", GROUP),
          Map.entry("local-group-aggregate", GROUP),
          Map.entry("global-group-aggregate", GROUP),
          Map.entry("incremental-group-aggregate", GROUP),
          Map.entry("group-table-aggregate", GROUP),
          Map.entry("join", JOIN),
          Map.entry("multi-join", JOIN),
          Map.entry("temporal-join", JOIN),
          Map.entry("lookup-join", JOIN),
          Map.entry("rank", FIRST),
          Map.entry("deduplicate", FIRST),
          Map.entry("limit", FIRST),
          Map.entry("sort-limit", FIRST),
          Map.entry("sort", SORT),
          Map.entry("temporal-sort", SORT));

  private StateChecks() {}

  static void check(Findings findings, PlannedQuery query) {
    reads(findings, query);
    unbounded(findings, query);
    ranges(findings, query);
    together(findings, query);
    crowds(findings, query);
    lengths(findings, query);
    sessions(findings, query);
    eventTime(findings, query);
    updates(findings, query);
  }

  /** A rule without events has nothing to say. */
  static void reads(Findings findings, PlannedQuery query) {
    if (query.tables().isEmpty()) {
      findings.sqlNear(
          List.of("FROM", "SELECT"), "the query reads no table", "sql/tables.md lists the tables");
    }
  }

  /** Operators that remember for ever. */
  static void unbounded(Findings findings, PlannedQuery query) {
    for (JsonNode operator : query.operators()) {
      String kind = PlannedQuery.kind(operator);
      if (UNBOUNDED.containsKey(kind)) {
        Unbounded unbounded = UNBOUNDED.get(kind);
        boolean cross = kind.equals("join") && operator.path("joinSpec").path("leftKeys").isEmpty();
        findings.sqlNear(
            unbounded.near(),
            cross ? "each row of one side meets each of the other" : unbounded.reason(),
            cross
                ? "join on columns that are equal, tenant and model_name first, and bound the time"
                    + " between the rows"
                : unbounded.mend());
      } else if (!BOUNDED.contains(kind)) {
        findings.sql(
            1,
            "the planner needs the operator " + kind + ", of which it is not known what it keeps",
            "use windows, OVER with a RANGE, joins with a bound of time, or MATCH_RECOGNIZE");
      }
    }
  }

  /**
   * OVER must look back by time: a number of rows lasts for ever for a key that comes once. Models
   * may have it, as they are few.
   */
  static void ranges(Findings findings, PlannedQuery query) {
    String mend =
        "write ORDER BY event_time RANGE BETWEEN INTERVAL '1' HOUR PRECEDING AND CURRENT ROW";
    for (JsonNode over : query.operators("over-aggregate")) {
      for (JsonNode group : over.path("overSpec").path("groups")) {
        if (group.path("lowerBound").path("kind").asText().startsWith("UNBOUNDED")) {
          findings.sqlNear(
              List.of("LAG", "LEAD", "OVER"), "OVER looks back without bound of time", mend);
        } else if (group.path("isRows").asBoolean() && !ofModels(over)) {
          findings.sqlNear(
              List.of("ROWS", "OVER"), "OVER with ROWS keeps rows of each key for ever", mend);
        }
      }
    }
  }

  private static boolean ofModels(JsonNode over) {
    JsonNode keys = over.path("overSpec").path("partition").path("fields");
    return !keys.isEmpty() && areFew(over, keys);
  }

  private static boolean areFew(JsonNode operator, JsonNode keys) {
    JsonNode columns = operator.path("outputType").path("fields");
    for (JsonNode key : keys) {
      if (!FEW.contains(columns.path(key.asInt()).path("name").asText())) {
        return false;
      }
    }
    return true;
  }

  /** Without a key all rows of all models take one way. */
  static void together(Findings findings, PlannedQuery query) {
    String mend = "add PARTITION BY tenant, model_name, client, or the columns of the entity";
    for (JsonNode over : query.operators("over-aggregate")) {
      if (over.path("overSpec").path("partition").path("fields").isEmpty()) {
        findings.sqlNear(List.of("OVER"), "OVER has no PARTITION BY", mend);
      }
    }
    for (JsonNode match : query.operators("match")) {
      if (match.path("matchSpec").path("partition").path("fields").isEmpty()) {
        findings.sqlNear(List.of("MATCH_RECOGNIZE"), "MATCH_RECOGNIZE has no PARTITION BY", mend);
      }
    }
  }

  /**
   * Requests joined by nothing but their model: each meets all others, which grows with the square.
   */
  static void crowds(Findings findings, PlannedQuery query) {
    for (JsonNode join : query.operators("interval-join")) {
      List<JsonNode> sides = query.before(join);
      JsonNode keys = join.path("intervalJoinSpec").path("joinSpec").path("leftKeys");
      if (sides.size() == 2
          && sides.stream().allMatch(query::givesRequests)
          && areFew(sides.get(0), keys)) {
        findings.sqlNear(
            List.of("JOIN"),
            "each request meets all others of the model",
            "also join on what few of them share, such as client or a mark of what was asked, or"
                + " join windows");
      }
    }
  }

  /** No further back than a week, nor than the description says. */
  static void lengths(Findings findings, PlannedQuery query) {
    Duration longest =
        query.operators().stream()
            .map(PlannedQuery::bound)
            .max(Duration::compareTo)
            .orElse(Duration.ZERO);
    if (longest.compareTo(LONGEST) > 0) {
      findings.sqlNear(
          List.of("INTERVAL"),
          "the query looks back %s, which is longer than %s"
              .formatted(RuleDuration.text(longest), RuleDuration.text(LONGEST)),
          "look back less; what takes longer is a matter of the baselines");
    } else if (findings.readable() && longest.compareTo(findings.rule().window()) > 0) {
      findings.yml(
          "window",
          "the query looks back %s, the description says %s"
              .formatted(RuleDuration.text(longest), RuleDuration.text(findings.rule().window())),
          "write window: " + RuleDuration.text(longest));
    }
  }

  /** Who never pauses has one session, whose result never comes. */
  static void sessions(Findings findings, PlannedQuery query) {
    boolean any =
        query.operators().stream()
            .map(operator -> operator.path("windowing").path("window").path("type").asText())
            .anyMatch(type -> type.equals("SessionWindow"));
    boolean old =
        query.operators("group-window-aggregate").stream()
            .anyMatch(operator -> operator.path("window").path("kind").asText().equals("SESSION"));
    if (any || old) {
      findings.sqlNear(
          List.of("SESSION"),
          "a session of somebody who never pauses never ends, and is never judged",
          "use HOP, or OVER with a RANGE");
    }
  }

  /** Time of arrival depends on how fast the job is. */
  static void eventTime(Findings findings, PlannedQuery query) {
    boolean arrival =
        query.operators().stream()
            .anyMatch(operator -> operator.toString().contains("\"PROCTIME\""));
    if (arrival) {
      findings.sqlNear(
          List.of("PROCTIME", "OVER", "ORDER"),
          "rows are put in the order of their arrival",
          "use event_time");
    }
  }

  /** An alert that was sent cannot be taken back. */
  static void updates(Findings findings, PlannedQuery query) {
    if (findings.isEmpty() && !query.onlyAdds()) {
      findings.sqlNear(
          List.of("GROUP", "DISTINCT", "JOIN"),
          "the query changes rows that it has given before",
          "count in windows or with OVER, so that each row is final");
    }
  }
}
