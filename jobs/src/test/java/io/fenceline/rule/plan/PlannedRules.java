// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.plan;

import io.fenceline.model.Family;
import io.fenceline.model.Rule;
import io.fenceline.model.Severity;
import io.fenceline.rule.RuleEntity;
import io.fenceline.rule.RuleMeasure;
import io.fenceline.rule.RuleNotes;
import io.fenceline.rule.RuleSource;
import io.fenceline.rule.RuleStatus;
import io.fenceline.rule.SqlRule;
import java.time.Duration;
import java.util.List;

/** Rules to be planned. */
final class PlannedRules {
  static final String COUNT =
      """
      SELECT * FROM (
        SELECT event_time, tenant, model_name, client, request_id,
          COUNT(*) OVER (PARTITION BY tenant, model_name, client ORDER BY event_time
            RANGE BETWEEN INTERVAL '1' HOUR PRECEDING AND CURRENT ROW) AS failures
        FROM enriched_events WHERE status = 'failure')
      WHERE failures > 5
      """;

  static final String SEQUENCE =
      """
      SELECT * FROM enriched_events MATCH_RECOGNIZE (
        PARTITION BY tenant, model_name, client ORDER BY event_time
        MEASURES B.event_time AS event_time, B.request_id AS request_id
        ONE ROW PER MATCH AFTER MATCH SKIP PAST LAST ROW
        PATTERN (A+ B) WITHIN INTERVAL '10' MINUTE
        DEFINE A AS A.status = 'failure', B AS B.status = 'success')
      """;

  static final String WINDOW =
      """
      SELECT window_time AS event_time, tenant, model_name, COUNT(DISTINCT client) AS clients
      FROM TABLE(TUMBLE(TABLE enriched_events, DESCRIPTOR(event_time), INTERVAL '5' MINUTE))
      GROUP BY tenant, model_name, window_start, window_end, window_time
      HAVING COUNT(DISTINCT client) > 5
      """;

  static final String JOIN =
      """
      SELECT a.event_time, a.tenant, a.model_name, a.client, b.request_id
      FROM enriched_events a JOIN enriched_events b ON a.client = b.client
        AND a.event_time BETWEEN b.event_time - INTERVAL '5' MINUTE AND b.event_time
      WHERE a.status = 'failure' AND b.predicted_class = 'x'
      """;

  private PlannedRules() {}

  static SqlRule rule(String id, int version, String sql) {
    return rule(id, version, sql, RuleStatus.STABLE, Severity.MEDIUM);
  }

  static SqlRule rule(String id, int version, String sql, RuleStatus status, Severity severity) {
    return new SqlRule(
        new Rule(id, version, Family.CONSUMPTION, id, List.of(), ""),
        status,
        severity,
        RuleEntity.CLIENT,
        Duration.ofHours(1),
        Duration.ZERO,
        false,
        "many",
        RuleMeasure.NONE,
        new RuleNotes("", List.of(), List.of(), List.of(), List.of(), List.of()),
        new RuleSource(id + ".sql", sql, id + ".yml", ""),
        List.of());
  }
}
