// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenceline.rule.sql.SqlToken;
import io.fenceline.rule.sql.SqlTokens;
import io.fenceline.rule.table.RuleTable;
import io.fenceline.rule.table.RuleTables;
import io.fenceline.yaml.Place;
import io.fenceline.yaml.YamlNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.table.types.logical.LogicalTypeRoot;

/**
 * A rule's test made of what was recorded: the rows of its table, and the alerts that the job has
 * raised about them.
 *
 * @param rule over one table
 */
record RecordedCase(SqlRule rule) {
  private static final Place NOWHERE = new Place("recorded", 1);
  private static final Set<LogicalTypeRoot> PLAIN =
      Set.of(
          LogicalTypeRoot.VARCHAR,
          LogicalTypeRoot.DOUBLE,
          LogicalTypeRoot.INTEGER,
          LogicalTypeRoot.BIGINT,
          LogicalTypeRoot.BOOLEAN);

  /** The rows that the test needs. */
  String rows() {
    return "SELECT event_time, %s FROM %s".formatted(String.join(", ", columns()), table().name());
  }

  /** All revisions of the rule's alerts. */
  String revisions() {
    return "SELECT alert_id, revision, started, tenant, model_name, client, detections FROM alerts"
        + " WHERE rule_id = '%s'".formatted(rule.id());
  }

  /** The last revision of each alert, by time. */
  static List<Map<String, JsonNode>> last(List<Map<String, JsonNode>> revisions) {
    Map<String, Map<String, JsonNode>> last = new LinkedHashMap<>();
    for (Map<String, JsonNode> each : revisions) {
      last.merge(
          each.get("alert_id").asText(),
          each,
          (a, b) -> a.get("revision").asLong() > b.get("revision").asLong() ? a : b);
    }
    return last.values().stream()
        .sorted(Comparator.comparing(alert -> alert.get("started").asText()))
        .toList();
  }

  /** The rule with this one test. */
  SqlRule with(List<Map<String, JsonNode>> rows, List<Map<String, JsonNode>> alerts) {
    Instant begin =
        rows.stream()
            .map(row -> time(row.get(RuleTable.EVENT_TIME)))
            .min(Comparator.naturalOrder())
            .orElseThrow()
            .truncatedTo(ChronoUnit.DAYS);
    RuleCase recorded =
        new RuleCase(
            "what was recorded",
            NOWHERE,
            rows.stream()
                .map(row -> event(row, begin))
                .sorted(Comparator.comparing(CaseEvent::at))
                .toList(),
            alerts.stream().map(alert -> alert(alert, begin)).toList(),
            Map.of());
    return new SqlRule(
        rule.rule(),
        rule.status(),
        rule.severity(),
        rule.entity(),
        rule.window(),
        rule.suppression(),
        rule.sequence(),
        rule.reason(),
        rule.measure(),
        rule.notes(),
        rule.source(),
        List.of(recorded));
  }

  private CaseEvent event(Map<String, JsonNode> row, Instant begin) {
    Map<String, YamlNode> columns = new LinkedHashMap<>();
    for (String column : columns()) {
      JsonNode value = row.get(column);
      columns.put(
          column,
          value.isNull()
              ? new YamlNode.Scalar("", YamlNode.Scalar.NOTHING, NOWHERE)
              : new YamlNode.Scalar(value.asText(), "text", NOWHERE));
    }
    return new CaseEvent(
        NOWHERE, table().name(), Duration.between(begin, time(row.get("event_time"))), columns);
  }

  private ExpectedAlert alert(Map<String, JsonNode> alert, Instant begin) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String column : rule.entity().columns()) {
      fields.put(column, alert.get(column).isNull() ? "" : alert.get(column).asText());
    }
    fields.put("count", alert.get("detections").asText());
    long at = Duration.between(begin, time(alert.get("started"))).toMillis();
    // Of a window, whose time is its last millisecond, a test names the end.
    boolean ofWindow = (at + 1) % 1000 == 0;
    fields.put("at", RuleDuration.text(Duration.ofMillis(ofWindow ? at + 1 : at)));
    return new ExpectedAlert(NOWHERE, fields);
  }

  private RuleTable<?> table() {
    Set<String> names = names();
    return RuleTables.all().stream()
        .filter(table -> names.contains(table.name()))
        .findFirst()
        .orElseThrow();
  }

  /** Those that the query names, and those that tell whom an alert is about. */
  private List<String> columns() {
    Set<String> named = names();
    named.addAll(List.of("tenant", "model_name", "client", "request_id"));
    List<String> columns = new ArrayList<>();
    table().columns().stream()
        .filter(column -> named.contains(column.name()))
        .filter(column -> PLAIN.contains(column.type().getTypeRoot()))
        .forEach(column -> columns.add(column.name()));
    return columns;
  }

  private Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    SqlTokens.of(rule.source().sql()).stream()
        .filter(SqlToken::isName)
        .forEach(token -> names.add(token.text()));
    return names;
  }

  private static Instant time(JsonNode value) {
    return Instant.parse(value.asText());
  }
}
