// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.backtest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fenceline.command.evaluation.FalseAlarms;
import io.fenceline.command.report.ReportAlert;
import io.fenceline.command.report.VisibleText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/**
 * A backtest as a JSON file. It tells nothing of the machine or the hour, so two runs of the same
 * rules over the same input give the same bytes. Instants are epoch milliseconds.
 */
public final class BacktestFile {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int COLUMNS = 96;
  private static final int LONGEST = 200;

  private BacktestFile() {}

  /**
   * Replaces the file.
   *
   * @throws IOException if it cannot be written
   */
  public static void write(Path file, Backtest backtest) throws IOException {
    Files.writeString(
        file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json(backtest)) + "\n");
  }

  static ObjectNode json(Backtest backtest) {
    ObjectNode root = JSON.createObjectNode();
    Period period = backtest.period();
    root.put("records", backtest.records());
    root.put("events", backtest.events());
    root.put("from", Instant.ofEpochMilli(period.from()).toString());
    root.put("to", Instant.ofEpochMilli(period.to()).toString());
    long step = period.stepMillis(COLUMNS);
    root.put("step_seconds", step / 1000);
    series(root.putArray("requests"), period.requests(), step);
    ArrayNode days = root.putArray("days");
    Days.of(period).forEach(day -> days.add(day.toString()));
    backtest.labelled().ifPresent(attacks -> root.put("labelled_attacks", attacks));
    ArrayNode rules = root.putArray("rules");
    backtest.rules().forEach(figures -> rule(rules.addObject(), figures, backtest, step));
    return root;
  }

  private static void rule(ObjectNode node, RuleFigures figures, Backtest backtest, long step) {
    node.put("id", figures.rule().id());
    node.put("version", figures.rule().rule().version());
    node.put("title", VisibleText.of(figures.rule().rule().title(), LONGEST));
    node.put("status", word(figures.rule().status()));
    node.put("severity", word(figures.rule().severity()));
    RuleHits hits = figures.hits();
    node.put("hits", hits.total());
    node.put("entities", hits.entities());
    node.put("more_entities", hits.more());
    node.put("alerts", figures.alertCount());
    number(node, "alerts_per_day", backtest.perDay(figures.alertCount()));
    number(node, "alerts_per_100000_events", backtest.perEvents(figures.alertCount()));
    ObjectNode severities = node.putObject("alerts_by_severity");
    figures.alerts().forEach(severities::put);
    series(node.putArray("hits_by_step"), hits.buckets(), step);
    ObjectNode days = node.putObject("hits_by_day");
    Days.count(hits.buckets()).forEach((day, count) -> days.put(day.toString(), count));
    ArrayNode top = node.putArray("top_entities");
    hits.top()
        .forEach(
            each ->
                top.addObject()
                    .put("entity", VisibleText.of(each.entity(), LONGEST))
                    .put("hits", each.hits()));
    ArrayNode samples = node.putArray("samples");
    figures.samples().forEach(alert -> sample(samples.addObject(), alert));
    figures.truth().ifPresent(truth -> truth(node, truth));
  }

  private static void sample(ObjectNode node, ReportAlert alert) {
    node.put("alert", alert.id());
    node.put("time", Instant.ofEpochMilli(alert.timestamp()).toString());
    node.put("severity", alert.severity());
    node.put("model", alert.model());
    node.set("who", JSON.valueToTree(alert.who()));
    node.put("count", alert.count());
    node.put("reason", alert.reason());
    node.set("requests", JSON.valueToTree(RuleFigures.requests(alert)));
  }

  private static void truth(ObjectNode node, LabelledHits truth) {
    ArrayNode attacks = node.putArray("attacks");
    for (LabelledHits.AttackHit hit : truth.attacks()) {
      ObjectNode attack = attacks.addObject().put("attack", VisibleText.of(hit.attack(), LONGEST));
      attack.put("seconds", hit.seconds());
      if (hit.requests() >= 0) {
        attack.put("requests", hit.requests());
      }
    }
    honest(node.putObject("honest_alerts"), truth.honest());
    honest(node.putObject("honest_alerts_medium_or_above"), truth.honestMedium());
    ArrayNode entities = node.putArray("honest_entities");
    for (LabelledHits.HonestEntity each : truth.honestEntities()) {
      ObjectNode entity = entities.addObject();
      entity.put("entity", VisibleText.of(each.entity(), LONGEST)).put("alerts", each.alerts());
    }
  }

  private static void honest(ObjectNode node, FalseAlarms alarms) {
    node.put("alerts", alarms.alerts());
    node.put("honest_events", alarms.honestEvents());
    if (alarms.hasRate()) {
      node.put("per_100000", alarms.rate());
    }
  }

  /** Pairs of time and number, a step wide. */
  private static void series(ArrayNode node, Map<Long, Long> buckets, long step) {
    Days.steps(buckets, step).forEach((time, count) -> node.addArray().add(time).add(count));
  }

  private static void number(ObjectNode node, String field, double value) {
    if (Double.isFinite(value)) {
      node.put(field, Math.round(value * 100) / 100.0);
    }
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
