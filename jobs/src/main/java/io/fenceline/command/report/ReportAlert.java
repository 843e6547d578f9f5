// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenceline.model.Severity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * An alert in its last revision, as a person sees it. All text is safe to show (see {@link
 * VisibleText}) though not escaped for any markup. Instants are epoch milliseconds.
 *
 * @param severity {@code low}, {@code medium}, {@code high} or {@code critical}
 * @param score the number of the severity
 * @param service the name by which views pick its model
 * @param entity the name by which views pick whom it is about, empty if it names several
 * @param who identities that took part, each with its kind; empty for an alert about the model
 * @param value what was measured, NaN if nothing was
 * @param threshold the limit it passed, NaN if there is none
 * @param risk points that raised the severity, 0 if nothing did
 * @param riskRules rules that gave them
 * @param runbook what to do next
 */
public record ReportAlert(
    String id,
    long timestamp,
    String severity,
    int score,
    String rule,
    String title,
    String model,
    String version,
    String service,
    String entity,
    List<String> who,
    long firstSeen,
    long lastSeen,
    long count,
    String reason,
    String measure,
    double value,
    double threshold,
    long baselineSize,
    int risk,
    List<String> riskRules,
    List<Technique> techniques,
    String runbook,
    List<Proof> evidence) {

  private static final int LABEL = 120;
  private static final int SENTENCE = 600;

  /** An attack technique of MITRE ATLAS. */
  public record Technique(String id, String name) {}

  /** A request that proves the alert. */
  public record Proof(String request, long timestamp, String shows) {}

  /**
   * The alerts of a file, the worst first, then the oldest first.
   *
   * @throws IOException if the file cannot be read
   */
  public static List<ReportAlert> read(Path file) throws IOException {
    return sorted(latest(file));
  }

  /** The alerts' documents, each in its last revision. */
  static Collection<JsonNode> latest(Path file) throws IOException {
    Map<String, JsonNode> latest = new TreeMap<>();
    for (JsonNode document : DocumentFile.read(file)) {
      latest.merge(
          document.at("/event/id").asText(),
          document,
          (one, other) -> revision(one) > revision(other) ? one : other);
    }
    return latest.values();
  }

  static List<ReportAlert> sorted(Collection<JsonNode> documents) {
    return documents.stream()
        .map(ReportAlert::of)
        .sorted(
            Comparator.comparingInt(ReportAlert::score)
                .reversed()
                .thenComparingLong(ReportAlert::timestamp)
                .thenComparing(ReportAlert::id))
        .toList();
  }

  private static long revision(JsonNode document) {
    return document.at("/fenceline/incident/revision").asLong();
  }

  /** Reads one alert document. */
  static ReportAlert of(JsonNode document) {
    int score = document.at("/event/severity").asInt();
    return new ReportAlert(
        label(document.at("/event/id")),
        instant(document.at("/@timestamp")),
        severity(score),
        score,
        label(document.at("/rule/id")),
        label(document.at("/message")),
        model(document),
        label(document.at("/fenceline/model_version")),
        label(document.at("/service/name")),
        label(document.at("/fenceline/entity")),
        who(document),
        instant(document.at("/event/start")),
        instant(document.at("/event/end")),
        document.at("/fenceline/incident/count").asLong(),
        sentence(document.at("/event/reason")),
        label(document.at("/fenceline/measure/name")),
        document.at("/fenceline/measure/value").asDouble(Double.NaN),
        document.at("/fenceline/measure/threshold").asDouble(Double.NaN),
        document.at("/fenceline/measure/baseline_size").asLong(),
        document.at("/fenceline/risk/score").asInt(),
        labels(document.at("/fenceline/risk/rules")),
        techniques(document),
        sentence(document.at("/fenceline/runbook")),
        evidence(document));
  }

  /** The model's name, with its tenant if there is one. */
  static String model(JsonNode document) {
    String tenant = label(document.at("/fenceline/tenant"));
    String name = label(document.at("/fenceline/model_name"));
    return tenant.isEmpty() ? name : tenant + " / " + name;
  }

  static String label(JsonNode text) {
    return VisibleText.of(text.asText(), LABEL);
  }

  private static List<String> labels(JsonNode texts) {
    List<String> labels = new ArrayList<>();
    texts.forEach(text -> labels.add(label(text)));
    return labels;
  }

  static long instant(JsonNode text) {
    return text.isMissingNode() ? 0 : Instant.parse(text.asText()).toEpochMilli();
  }

  private static String sentence(JsonNode text) {
    return VisibleText.of(text.asText(), SENTENCE);
  }

  private static String severity(int score) {
    for (Severity severity : Severity.values()) {
      if (score <= severity.score()) {
        return severity.name().toLowerCase(Locale.ROOT);
      }
    }
    return Severity.CRITICAL.name().toLowerCase(Locale.ROOT);
  }

  private static List<String> who(JsonNode document) {
    List<String> who = new ArrayList<>();
    add(who, "key ", document.at("/fenceline/api_key_id"));
    add(who, "user ", document.at("/user/id"));
    add(who, "ip ", document.at("/source/ip"));
    add(who, "from ", document.at("/source/address"));
    return who;
  }

  private static void add(List<String> who, String kind, JsonNode value) {
    if (value.isTextual()) {
      who.add(kind + label(value));
    }
    value.forEach(item -> who.add(kind + label(item)));
  }

  private static List<Technique> techniques(JsonNode document) {
    List<Technique> techniques = new ArrayList<>();
    for (String place : List.of("/threat/technique/subtechnique", "/threat/technique")) {
      JsonNode ids = document.at(place + "/id");
      JsonNode names = document.at(place + "/name");
      for (int i = 0; i < ids.size(); i++) {
        String id = label(ids.path(i));
        if (techniques.stream().noneMatch(known -> known.id().startsWith(id + "."))) {
          techniques.add(new Technique(id, label(names.path(i))));
        }
      }
    }
    return techniques;
  }

  private static List<Proof> evidence(JsonNode document) {
    List<Proof> evidence = new ArrayList<>();
    for (JsonNode item : document.at("/fenceline/evidence")) {
      evidence.add(
          new Proof(
              label(item.path("request_id")),
              instant(item.path("timestamp")),
              sentence(item.path("shows"))));
    }
    return evidence;
  }
}
