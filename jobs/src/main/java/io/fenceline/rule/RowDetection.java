// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import io.fenceline.model.Client;
import io.fenceline.model.Detection;
import io.fenceline.model.Evidence;
import io.fenceline.model.Measure;
import io.fenceline.model.Model;
import io.fenceline.model.Rule;
import io.fenceline.model.Severity;
import io.fenceline.model.Subject;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.types.Row;

/** Turns a row of a rule's query into a detection. */
final class RowDetection implements MapFunction<Row, Detection> {
  private static final long serialVersionUID = 1L;

  private final Rule rule;
  private final Severity severity;
  private final RuleEntity entity;
  private final String reason;

  RowDetection(SqlRule rule) {
    this.rule = rule.rule();
    severity = rule.severity();
    entity = rule.entity();
    reason = rule.reason();
  }

  @Override
  public Detection map(Row row) {
    Instant time = (Instant) row.getField("event_time");
    Client client = Client.of((String) row.getField("client"));
    Model model = new Model((String) row.getField("model_name"), "", "", "");
    return new Detection(
        rule,
        severity,
        entity.columns().stream()
            .map(column -> String.valueOf(row.getField(column)))
            .reduce((a, b) -> a + '\u001f' + b)
            .orElseThrow(),
        Subject.of(client, model),
        time.toEpochMilli(),
        reason,
        new Measure("", Double.NaN, Double.NaN, 0),
        List.of(new Evidence(String.valueOf(row.getField("request_id")), time.toEpochMilli(), "")));
  }
}
