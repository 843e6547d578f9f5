// SPDX-License-Identifier: Apache-2.0
package io.fenceline.sink;

import io.fenceline.model.Alert;
import io.fenceline.model.AtlasTechnique;
import io.fenceline.model.Measure;
import io.fenceline.model.Risk;
import io.fenceline.model.Rule;
import io.fenceline.model.Subject;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.apache.flink.api.common.functions.MapFunction;

/**
 * An alert as a document, in the shape Kibana Security promotes to its own alerts: {@code message}
 * is the rule's title, {@code event.reason} the sentence of this case. Each revision replaces the
 * one before. An alert about the model itself has no client field.
 */
public final class AlertDocument implements MapFunction<Alert, Document> {
  private static final long serialVersionUID = 1L;
  private static final long NANOS_PER_MILLI = 1_000_000L;
  private static final String ATLAS = "https://atlas.mitre.org/";

  /** Alerts of the built-in detectors and of rules that read no alerts. */
  public static final int FIRST_LAYER = 1;

  private final String namespace;
  private final int layer;
  private transient DocumentWriter writer;

  /**
   * Documents for one namespace, of the first layer.
   *
   * @throws IllegalArgumentException if it cannot be part of an index name
   */
  public AlertDocument(String namespace) {
    this(namespace, FIRST_LAYER);
  }

  /**
   * Documents for one namespace.
   *
   * @param layer {@link #FIRST_LAYER}, or the next for alerts of rules that read those; its
   *     documents say so, so that no rule reads its own alerts
   * @throws IllegalArgumentException if the namespace cannot be part of an index name
   */
  public AlertDocument(String namespace, int layer) {
    this.namespace = DocumentNamespace.checked(namespace);
    this.layer = layer;
  }

  @Override
  public Document map(Alert alert) {
    Subject subject = alert.subject();
    Rule rule = alert.rule();
    if (writer == null) {
      writer = new DocumentWriter(DocumentStream.ALERTS, namespace, "alert");
    }
    writer.start(
        alert.timestamp(),
        w -> {
          w.list("category", List.of("intrusion_detection"));
          w.list("type", List.of("info"));
          w.text("id", alert.id());
          w.whole("severity", alert.severity().score());
          w.whole("risk_score", alert.riskScore());
          w.text("reason", alert.reason());
          w.time("start", alert.firstSeen());
          w.time("end", alert.lastSeen());
          w.whole("duration", duration(alert));
        });
    writer.text("message", rule.title());
    writer.object(
        "rule",
        w -> {
          w.text("id", rule.id());
          w.text("version", Integer.toString(rule.version()));
          w.text("name", rule.title());
          w.text("category", rule.family().name().toLowerCase(Locale.ROOT));
          w.text("ruleset", rule.ruleset());
        });
    writer.object("threat", w -> threat(w, rule.techniques()));
    DocumentSubject.service(writer, subject.model());
    DocumentSubject.identities(writer, subject.sourceIps(), subject.userIds());
    // Kibana's risk scores group by user.name, which the log does not know; the id stands for it.
    writer.object(
        "user",
        w -> {
          w.texts("id", subject.userIds());
          w.texts("name", subject.userIds());
        });
    byte[] json = writer.end(w -> own(w, alert));
    return new Document(
        DocumentStream.ALERTS,
        alert.id(),
        alert.revision(),
        alert.timestamp(),
        Math.max(alert.timestamp(), alert.lastSeen()),
        json);
  }

  private static long duration(Alert alert) {
    return Math.max(0, alert.lastSeen() - alert.firstSeen()) * NANOS_PER_MILLI;
  }

  private void own(DocumentWriter writer, Alert alert) {
    DocumentSubject.model(writer, alert.subject().model());
    writer.text("severity", alert.severity().name().toLowerCase(Locale.ROOT));
    DocumentSubject.entities(writer, alert.subject());
    writer.texts("api_key_id", alert.subject().apiKeyIds());
    writer.object("subject", w -> subject(w, alert));
    writer.list("techniques", alert.rule().techniques().stream().map(AtlasTechnique::id).toList());
    if (layer != FIRST_LAYER) {
      writer.whole("layer", layer);
    }
    writer.text("runbook", alert.rule().runbook());
    writer.object(
        "incident",
        w -> {
          w.text("id", alert.id());
          w.whole("revision", alert.revision());
          w.time("first_seen", alert.firstSeen());
          w.time("last_seen", alert.lastSeen());
          w.time("updated", alert.updated());
          w.whole("count", alert.count());
        });
    Measure measure = alert.measure();
    writer.object(
        "measure",
        w -> {
          w.text("name", measure.name());
          w.number("value", measure.value());
          w.number("threshold", measure.threshold());
          w.whole("baseline_size", measure.baselineSize());
        });
    Risk risk = alert.risk();
    if (!risk.rules().isEmpty()) {
      writer.object(
          "risk",
          w -> {
            w.whole("score", risk.score());
            w.list("rules", risk.rules());
            w.time("since", risk.since());
            w.time("timestamp", risk.timestamp());
          });
    }
    writer.objects(
        "evidence",
        alert.evidence(),
        (w, evidence) -> {
          w.text("request_id", evidence.requestId());
          w.time("timestamp", evidence.timestamp());
          w.text("shows", evidence.shows());
        });
  }

  /** Lists even of one: tables read them, and a column has one type. */
  private static void subject(DocumentWriter writer, Alert alert) {
    writer.text("client", alert.subject().client());
    writer.list("api_key_ids", alert.subject().apiKeyIds());
    writer.list("user_ids", alert.subject().userIds());
    writer.list("source_ips", alert.subject().sourceIps());
    writer.list("request_ids", alert.requestIds());
  }

  private static void threat(DocumentWriter writer, List<AtlasTechnique> techniques) {
    if (techniques.isEmpty()) {
      return;
    }
    List<AtlasTechnique> parts =
        techniques.stream().filter(technique -> !technique.parentTitle().isEmpty()).toList();
    writer.text("framework", "MITRE ATLAS");
    writer.object(
        "tactic",
        w -> names(w, techniques, "tactics/", AtlasTechnique::tacticId, AtlasTechnique::tactic));
    writer.object(
        "technique",
        w -> {
          names(w, techniques, "techniques/", AtlasTechnique::parentId, AlertDocument::parentTitle);
          w.object(
              "subtechnique",
              s -> names(s, parts, "techniques/", AtlasTechnique::id, AtlasTechnique::title));
        });
  }

  private static String parentTitle(AtlasTechnique technique) {
    return technique.parentTitle().isEmpty() ? technique.title() : technique.parentTitle();
  }

  private static void names(
      DocumentWriter writer,
      List<AtlasTechnique> techniques,
      String path,
      Function<AtlasTechnique, String> id,
      Function<AtlasTechnique, String> name) {
    List<String> ids = techniques.stream().map(id).distinct().toList();
    writer.list("id", ids);
    writer.list("name", techniques.stream().map(name).distinct().toList());
    writer.list("reference", ids.stream().map(one -> ATLAS + path + one).toList());
  }
}
