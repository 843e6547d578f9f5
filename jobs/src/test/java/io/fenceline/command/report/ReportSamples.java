// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.report;

import io.fenceline.browser.HostileText;
import io.fenceline.model.Alert;
import io.fenceline.model.AtlasTechnique;
import io.fenceline.model.ClassShift;
import io.fenceline.model.Client;
import io.fenceline.model.ComputeUse;
import io.fenceline.model.Evidence;
import io.fenceline.model.Family;
import io.fenceline.model.Measure;
import io.fenceline.model.Model;
import io.fenceline.model.ModelWindow;
import io.fenceline.model.Quantiles;
import io.fenceline.model.Risk;
import io.fenceline.model.Rule;
import io.fenceline.model.Severity;
import io.fenceline.model.Subject;
import io.fenceline.sink.AlertDocument;
import io.fenceline.sink.Document;
import io.fenceline.sink.WindowDocument;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A morning of made-up traffic on three models, and what a hostile one could look like. */
final class ReportSamples {
  /** 2026-03-03T08:00:00Z. */
  static final long START = 1_772_524_800_000L;

  static final long WINDOW = 300_000;

  private static final int WINDOWS = 36;
  private static final Model SENTIMENT = new Model("sentiment-analyzer-v2.1", "2.1.0", "", "");
  private static final Model DIGITS = new Model("digits-cnn", "1.4.2", "", "");
  private static final Model FRAUD = new Model("fraud-scorer", "7", "", "payments");

  private ReportSamples() {}

  static ReportInput usual(Path directory) throws IOException {
    List<Document> windows = new ArrayList<>();
    Random random = new Random(7);
    for (int i = 0; i < WINDOWS; i++) {
      windows.add(window(SENTIMENT, i, 420, 0.55, 0.12, random, "Positive", "Neutral", "Negative"));
      windows.add(
          window(
              DIGITS,
              i,
              260,
              0.2,
              Double.NaN,
              random,
              "0",
              "1",
              "2",
              "3",
              "4",
              "5",
              "6",
              "7",
              "8",
              "9"));
      if (i > 8) {
        windows.add(window(FRAUD, i, 120, 0.1, Double.NaN, random, "legitimate", "fraud"));
      }
    }
    List<Document> alerts = new ArrayList<>();
    alerts.add(alert(1, Severity.CRITICAL, boundary(), DIGITS, 71, 14, client("ak_7d10")));
    alerts.add(alert(2, Severity.HIGH, boundary(), DIGITS, 74, 3, client("ak_93bc")));
    alerts.add(alert(3, Severity.MEDIUM, probing(), FRAUD, 120, 22, client("ak_0042")));
    alerts.add(alert(4, Severity.MEDIUM, probing(), SENTIMENT, 33, 2, client("ak_aa01")));
    alerts.add(alert(5, Severity.HIGH, drift(), SENTIMENT, 141, 6, null));
    alerts.add(alert(6, Severity.LOW, drift(), DIGITS, 20, 1, null));
    write(directory.resolve("alerts.jsonl"), alerts);
    write(directory.resolve("windows.jsonl"), windows);
    ReportEvents.usual(directory.resolve("events.jsonl"));
    return input(
        directory,
        new RunFacts(
            "dev-mixed.jsonl.gz",
            29_432,
            29_411,
            0,
            new TreeMap<>(Map.of("malformed_json", 14L, "timestamp_in_future", 5L, "late", 2L)),
            18_400,
            "0.1.0"));
  }

  /**
   * A client, a model and a rule for every {@link HostileText}, which stands in all their fields.
   */
  static ReportInput hostile(Path directory) throws IOException {
    List<Document> alerts = new ArrayList<>();
    List<Document> windows = new ArrayList<>();
    Random random = new Random(1);
    List<String> texts = HostileText.all();
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      Model model = new Model(text, text, "", i % 2 == 0 ? text : "");
      Rule rule = new Rule(text, 1, Family.SIMILARITY, text, List.of(), text);
      Severity severity = Severity.values()[1 + i % (Severity.values().length - 1)];
      alerts.add(alert(i, severity, rule, model, 8, 4, new Client(text, text, text)));
      for (int w = 0; w < 3; w++) {
        windows.add(window(model, w, 9, 0.1, 0.1, random, text, "{a|b}"));
      }
    }
    write(directory.resolve("alerts.jsonl"), alerts);
    write(directory.resolve("windows.jsonl"), windows);
    ReportEvents.hostile(directory.resolve("events.jsonl"));
    ReportEvents.hostileDeadLetters(directory.resolve("dead-letters.jsonl"));
    return input(
        directory,
        new RunFacts(HostileText.SCRIPTS.get(0), 27, 20, 0, Map.of("late", 3L), 10, "0.1.0"));
  }

  static ReportInput nothing(Path directory) {
    return input(directory, new RunFacts("empty.jsonl", 0, 0, 0, Map.of(), 900, "0.1.0"));
  }

  private static ReportInput input(Path directory, RunFacts facts) {
    return new ReportInput(
        directory.resolve("alerts.jsonl"),
        directory.resolve("windows.jsonl"),
        directory.resolve("duplicates.jsonl"),
        directory.resolve("events.jsonl"),
        directory.resolve("dead-letters.jsonl"),
        facts,
        ReportSection.NONE);
  }

  static Client client(String key) {
    return new Client(key, "u-" + key.substring(3), "198.18." + key.length() + ".17");
  }

  static Document alert(
      int number,
      Severity severity,
      Rule rule,
      Model model,
      int minute,
      long count,
      Client client) {
    long at = START + minute * 60_000L;
    List<Evidence> evidence = new ArrayList<>();
    for (int i = 0; i < Math.min(count, 6); i++) {
      evidence.add(
          new Evidence("5c9e-" + number + i, at + i * 1_300L, "class changed from 3 to " + i));
    }
    Alert alert =
        new Alert(
            "alert-" + number,
            2,
            rule,
            severity,
            client == null ? Subject.of(model) : Subject.of(client, model),
            at,
            at - 41_000,
            at + 95_000,
            count,
            "7 class switches inside 19 near-duplicate requests within 41 s; this client's other"
                + " requests on the model switch once in 120.",
            new Measure("class switches among near-duplicates", 7, 4, 120),
            evidence,
            at + 95_000,
            severity == Severity.HIGH && client != null
                ? new Risk(80, List.of("oov-drift", rule.id()), at - 60_000, at + 95_000)
                : Risk.NONE);
    return new AlertDocument("default").map(alert);
  }

  private static Document window(
      Model model,
      int i,
      long requests,
      double entropy,
      double oov,
      Random random,
      String... names) {
    boolean shifted = i > 26 && names.length == 3;
    Map<String, Long> classes = new TreeMap<>();
    for (int c = 0; c < names.length; c++) {
      double tilt = shifted && c == 2 ? 2.6 : 1;
      classes.put(
          names[c], Math.round(requests * tilt / names.length * (0.8 + random.nextDouble() / 3)));
    }
    long total = classes.values().stream().mapToLong(Long::longValue).sum();
    ModelWindow window =
        new ModelWindow(
            model,
            START + i * WINDOW,
            START + (i + 1) * WINDOW,
            total,
            30 + i,
            classes,
            Map.of("key:ak_7d10", total / 6, "key:ak_93bc", total / 9, "ip:198.18.7.17", 12L),
            quantiles(entropy + (shifted ? 0.25 : 0), 0.5, random),
            quantiles(oov, 0.6, random),
            quantiles(0.8, 0.2, random),
            quantiles(12, 0.7, random),
            i < 2
                ? ClassShift.NOT_TESTED
                : new ClassShift(
                    9, 2, shifted ? 0.0001 : 0.4, shifted ? 0.31 : 0.05, 1.4, 0, 900, List.of()),
            List.of(),
            List.of(),
            ComputeUse.NONE);
    return new WindowDocument("default").map(window);
  }

  private static Quantiles quantiles(double middle, double width, Random random) {
    if (Double.isNaN(middle)) {
      return Quantiles.NONE;
    }
    double median = middle * (0.95 + random.nextDouble() / 10);
    return new Quantiles(median * (1 - width), median, median * (1 + width / 2), 400);
  }

  private static void write(Path file, List<Document> documents) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      for (Document document : documents) {
        out.write(document.json());
        out.write('\n');
      }
    }
  }

  /** The same alert about somebody else. */
  static ReportAlert by(ReportAlert alert, List<String> who) {
    return new ReportAlert(
        alert.id(),
        alert.timestamp(),
        alert.severity(),
        alert.score(),
        alert.rule(),
        alert.title(),
        alert.model(),
        alert.version(),
        alert.service(),
        alert.entity(),
        who,
        alert.firstSeen(),
        alert.lastSeen(),
        alert.count(),
        alert.reason(),
        alert.measure(),
        alert.value(),
        alert.threshold(),
        alert.baselineSize(),
        alert.risk(),
        alert.riskRules(),
        alert.techniques(),
        alert.runbook(),
        alert.evidence());
  }

  static Rule boundary() {
    return new Rule(
        "boundary-attack",
        1,
        Family.SIMILARITY,
        "Decision boundary is being searched",
        List.of(AtlasTechnique.BLACK_BOX_OPTIMIZATION, AtlasTechnique.EVADE_MODEL),
        "Compare the inputs of the listed requests. If they are one picture with small changes,"
            + " block the key and look where its last answer was used.");
  }

  private static Rule probing() {
    return new Rule(
        "automated-probing",
        1,
        Family.SIMILARITY,
        "Automated probing near a decision boundary",
        List.of(AtlasTechnique.INFERENCE_API_ACCESS),
        "Ask the owner of the key whether a test runs; if not, lower its rate limit.");
  }

  private static Rule drift() {
    return new Rule(
        "class-shift",
        1,
        Family.SIMILARITY,
        "Predicted classes shifted against the window before",
        List.of(AtlasTechnique.ERODE_INTEGRITY),
        "Look for a new release of the model or of a client; else compare the inputs by client.");
  }
}
