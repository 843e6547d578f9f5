// SPDX-License-Identifier: Apache-2.0
package io.fenceline.dashboard.kibana;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fenceline.dashboard.Dataset;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A detection rule that makes of each alert document one alert in Kibana's Security app. It looks
 * for what was delivered lately, not for what happened lately: {@code event.ingested}. It looks
 * back further than it runs apart, which costs nothing, because Kibana takes a document once only.
 */
final class PromotionRule {
  private static final String GUIDE = "/kibana/investigation-guide.md";

  private PromotionRule() {}

  static ObjectNode object() {
    ObjectNode rule =
        Json.object(
            "rule_id",
            "fenceline-alerts",
            "name",
            "Fenceline alerts",
            "description",
            "Takes every alert of Fenceline into the Security app, once. The rule's name, severity"
                + " and risk score are those of the alert.",
            "type",
            "query",
            "language",
            "kuery",
            "query",
            "event.kind: \"alert\" and event.module: \"fenceline\"",
            "index",
            List.of(Dataset.ALERTS.pattern()),
            "filters",
            List.of(),
            "author",
            List.of("The Fenceline authors"),
            "license",
            "Apache-2.0",
            "version",
            1,
            "enabled",
            true,
            "interval",
            "1m",
            "from",
            "now-10m",
            "to",
            "now",
            "max_signals",
            1000);
    severity(rule);
    rule.put("rule_name_override", "message");
    rule.put("timestamp_override", "event.ingested");
    rule.put("timestamp_override_fallback_disabled", false);
    rule.set(
        "tags",
        Json.tree(
            List.of(
                "Data Source: Fenceline",
                "Domain: Machine Learning",
                "Framework: MITRE ATLAS",
                "Use Case: Threat Detection")));
    rule.set("references", Json.tree(List.of("https://atlas.mitre.org/")));
    rule.set(
        "false_positives",
        Json.tree(
            List.of(
                "Load tests, explanation tools and evaluation runs send series of near-duplicates"
                    + " and unusual inputs on purpose.")));
    rule.put("note", guide());
    rule.set(
        "investigation_fields",
        Json.object(
            "field_names",
            List.of(
                "event.reason",
                "service.name",
                "fenceline.entity",
                "user.id",
                "source.ip",
                "fenceline.api_key_id",
                "fenceline.techniques",
                "fenceline.incident.count",
                "fenceline.incident.last_seen",
                "fenceline.measure.name",
                "fenceline.measure.value",
                "fenceline.measure.threshold",
                "fenceline.evidence.request_id",
                "fenceline.runbook")));
    rule.set("threat", Json.tree(List.of()));
    rule.set("exceptions_list", Json.tree(List.of()));
    rule.set("actions", Json.tree(List.of()));
    return rule;
  }

  private static void severity(ObjectNode rule) {
    rule.put("severity", "medium");
    rule.set(
        "severity_mapping",
        Json.tree(
            List.of(
                mapping("low", "21"),
                mapping("medium", "47"),
                mapping("high", "73"),
                mapping("critical", "99"))));
    rule.put("risk_score", 47);
    rule.set(
        "risk_score_mapping",
        Json.tree(
            List.of(Json.object("field", "event.risk_score", "operator", "equals", "value", ""))));
  }

  private static ObjectNode mapping(String severity, String value) {
    return Json.object(
        "field", "event.severity", "operator", "equals", "value", value, "severity", severity);
  }

  private static String guide() {
    try (InputStream in = PromotionRule.class.getResourceAsStream(GUIDE)) {
      if (in == null) {
        throw new IllegalStateException(GUIDE + " is not on the class path.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
