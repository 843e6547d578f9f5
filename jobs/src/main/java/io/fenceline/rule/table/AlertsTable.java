// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.table;

import io.fenceline.model.Alert;
import io.fenceline.model.AtlasTechnique;
import java.util.List;
import java.util.Locale;
import org.apache.flink.table.types.logical.IntType;

/** What analysts see. */
final class AlertsTable {
  static final RuleTable<Alert> TABLE =
      new RuleTable<>(
          "alerts",
          "One revision of one alert; the same `alert_id` comes again with each detection that"
              + " joins it.",
          new AlertsTable().described(),
          Alert::updated);

  private final Columns<Alert> columns = new Columns<>();

  private AlertsTable() {}

  private List<TableColumn<Alert>> described() {
    columns
        .time(
            RuleTable.EVENT_TIME,
            "{fenceline.incident.updated}",
            "When what made this revision was known: a detection, risk, or silence that ended it.",
            Alert::updated)
        .text("alert_id", "{event.id}", "Its id.", Alert::id)
        .bigCount(
            "revision",
            "{fenceline.incident.revision BIGINT}",
            "Rises with each update, from 1.",
            Alert::revision);
    rule();
    subject();
    extent();
    return columns.all();
  }

  private void rule() {
    columns
        .text("rule_id", "{rule.id}", "The rule behind it.", alert -> alert.rule().id())
        .add(
            "rule_version",
            new IntType(false),
            "{rule.version}",
            "Its version, from 1.",
            alert -> alert.rule().version())
        .text(
            "family",
            "{rule.category}",
            "What the rule looks at: `similarity`, `oddity`, `extraction`, `consumption`,"
                + " `principal`, `model`.",
            alert -> alert.rule().family().name().toLowerCase(Locale.ROOT))
        .add(
            "severity",
            new IntType(false),
            "{event.severity}",
            "21 (low), 47 (medium), 73 (high) or 99 (critical).",
            alert -> alert.severity().score())
        .text("title", "{message}", "Headline, the same for every case.", a -> a.rule().title())
        .text("reason", "{event.reason}", "The sentence of this case.", Alert::reason)
        .texts(
            "techniques",
            "{fenceline.techniques}",
            "Techniques of MITRE ATLAS, the main one first, such as `AML.T0043.001`.",
            alert -> alert.rule().techniques().stream().map(AtlasTechnique::id).toList());
  }

  private void subject() {
    columns
        .tenant("{fenceline.tenant STRING}", a -> a.subject().model().tenant())
        .text("model_name", "{fenceline.model_name}", "The model.", a -> a.subject().model().name())
        .text(
            "model_version",
            "{fenceline.model_version}",
            "Its version; NULL where several took part.",
            alert -> alert.subject().model().version())
        .text(
            "client",
            "{fenceline.subject.client}",
            "The client it is about, as in `enriched_events`; NULL if it is about several or about"
                + " the model.",
            alert -> alert.subject().client())
        .texts(
            "api_key_ids",
            "{fenceline.subject.api_key_ids}",
            "All credentials that took part.",
            alert -> alert.subject().apiKeyIds())
        .texts(
            "user_ids",
            "{fenceline.subject.user_ids}",
            "All users that took part.",
            alert -> alert.subject().userIds())
        .texts(
            "source_ips",
            "{fenceline.subject.source_ips}",
            "All addresses that took part.",
            alert -> alert.subject().sourceIps());
  }

  private void extent() {
    columns
        .time(
            "started",
            "{@timestamp}",
            "When the first evidence was complete; the same in all revisions.",
            Alert::timestamp)
        .time(
            "first_seen",
            "{fenceline.incident.first_seen}",
            "Time of the oldest evidence.",
            Alert::firstSeen)
        .time(
            "last_seen",
            "{fenceline.incident.last_seen}",
            "Time of the newest detection.",
            Alert::lastSeen)
        .bigCount(
            "detections", "{fenceline.incident.count BIGINT}", "Detections so far.", Alert::count)
        .text(
            "measure_name",
            "{fenceline.measure.name}",
            "What was measured.",
            alert -> alert.measure().name())
        .number(
            "measure_value",
            "{fenceline.measure.value}",
            "The value found.",
            alert -> alert.measure().value())
        .number(
            "measure_threshold",
            "{fenceline.measure.threshold}",
            "The limit it passed.",
            alert -> alert.measure().threshold())
        .add(
            "risk_score",
            new IntType(false),
            "{event.risk_score}",
            "Severity, or the risk points of its client if they are more; 21 to 100.",
            Alert::riskScore)
        .texts(
            "request_ids",
            "{fenceline.subject.request_ids}",
            "Requests that prove it, at most 20.",
            Alert::requestIds);
  }
}
