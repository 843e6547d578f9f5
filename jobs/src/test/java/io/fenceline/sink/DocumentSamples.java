// SPDX-License-Identifier: Apache-2.0
package io.fenceline.sink;

import io.fenceline.model.Alert;
import io.fenceline.model.AtlasTechnique;
import io.fenceline.model.ClassMove;
import io.fenceline.model.ClassShift;
import io.fenceline.model.Client;
import io.fenceline.model.ComputeUse;
import io.fenceline.model.DeadLetter;
import io.fenceline.model.DeadLetterReason;
import io.fenceline.model.Deviation;
import io.fenceline.model.DuplicateCount;
import io.fenceline.model.EnrichedEvent;
import io.fenceline.model.Enrichment;
import io.fenceline.model.EventId;
import io.fenceline.model.Evidence;
import io.fenceline.model.Family;
import io.fenceline.model.InferenceEvent;
import io.fenceline.model.InputStats;
import io.fenceline.model.LayerStats;
import io.fenceline.model.Likeness;
import io.fenceline.model.Measure;
import io.fenceline.model.MetricShift;
import io.fenceline.model.Model;
import io.fenceline.model.ModelWindow;
import io.fenceline.model.NewClass;
import io.fenceline.model.Novelty;
import io.fenceline.model.Origin;
import io.fenceline.model.Pace;
import io.fenceline.model.Prediction;
import io.fenceline.model.Quantiles;
import io.fenceline.model.RequestContext;
import io.fenceline.model.Risk;
import io.fenceline.model.Rule;
import io.fenceline.model.ScoreTrend;
import io.fenceline.model.Severity;
import io.fenceline.model.SimilarityGroup;
import io.fenceline.model.Standing;
import io.fenceline.model.Subject;
import io.fenceline.model.WindowMetric;
import java.util.List;
import java.util.Map;

/** Records in which every component says something, and their documents. */
public final class DocumentSamples {
  /** 2026-03-03T08:00:00.052Z. */
  public static final long T0 = 1_772_524_800_052L;

  public static final String NAMESPACE = "default";
  public static final Model MODEL = new Model("digits-cnn", "2.1.0", "sha256:15b0", "acme");

  private static final Quantiles QUANTILES = new Quantiles(0.1, 0.55, 0.9, 400);

  private static final Client CLIENT = new Client("ak_1", "u-1", "198.18.4.7");

  private DocumentSamples() {}

  public static List<Document> everything() {
    return List.of(
        new EventDocument(NAMESPACE).map(event("198.18.4.7")),
        new EventDocument(NAMESPACE).map(event("not-an-address")),
        new AlertDocument(NAMESPACE).map(alert()),
        new AlertDocument(NAMESPACE, 2).map(alert(Subject.of(CLIENT, MODEL))),
        new WindowDocument(NAMESPACE).map(window()),
        new DuplicateDocument(NAMESPACE).map(duplicates()),
        new DeadLetterDocument(NAMESPACE).map(deadLetter()));
  }

  public static DuplicateCount duplicates() {
    return new DuplicateCount(MODEL, window().start(), window().end(), 3);
  }

  public static EnrichedEvent event(String address) {
    Enrichment enrichment =
        new Enrichment(
            false,
            new Likeness(
                0.93,
                true,
                true,
                "3",
                true,
                true,
                11,
                24,
                2.5,
                new int[] {1, 2},
                new SimilarityGroup(
                    4, 19, 12, 3, 5, 0.95, new ScoreTrend("3", -2.0 / 3, 4.6, 0.45, true, false))),
            new Deviation(2.5, -1.25, 0.5, 1.5, 12.5, 0.25, 900),
            new Standing(0.75, 0.01, 0.125, 2.3, 0.02, 0.9, 1.5, 2.5),
            new Pace(77, true, true, 0.9),
            new Novelty(true, true, true, true, true));
    return new EnrichedEvent(event(address, Map.of("batch", "\"nightly\"")), enrichment);
  }

  public static InferenceEvent event(String address, Map<String, String> extra) {
    return event(
        address,
        new Prediction("3", 0.738, 0.5751, Map.of("3", 0.738, "8", 0.2)),
        Map.of("conv1", new LayerStats(0.1, 0.2, 3)),
        extra);
  }

  /** An event whose open maps hold what is given. */
  public static InferenceEvent event(
      Prediction prediction, Map<String, LayerStats> activations, Map<String, String> extra) {
    return event("198.18.4.7", prediction, activations, extra);
  }

  private static InferenceEvent event(
      String address,
      Prediction prediction,
      Map<String, LayerStats> activations,
      Map<String, String> extra) {
    return new InferenceEvent(
        new EventId(address.hashCode(), 42),
        T0,
        "req-1",
        new Client("ak_1", "u-1", address),
        MODEL,
        new InputStats(93, 13, 0.1538, 0.0215, 31.5, 2, 0.13, 0.31, 0, 1, "float32"),
        prediction,
        0.47,
        new long[] {1, 2},
        activations,
        new RequestContext("okhttp/4.12.0", "s-1", "4bf9", "00f0", "/v1/digits", "success"),
        extra,
        2,
        new Origin("requests/0", 7));
  }

  public static Rule rule() {
    return new Rule(
        "boundary-attack",
        3,
        Family.SIMILARITY,
        "Decision boundary is being searched",
        List.of(AtlasTechnique.BLACK_BOX_OPTIMIZATION, AtlasTechnique.EVADE_MODEL),
        "Compare the inputs of the listed requests; block the key if they are one picture.");
  }

  public static Alert alert() {
    return alert(
        new Subject(
            MODEL,
            List.of("ak_1", "ak_2"),
            List.of("u-1"),
            List.of("198.18.4.7", "2001:db8::1", "proxy.example")));
  }

  public static Alert alert(Subject subject) {
    return alert(
        subject, new Risk(85, List.of("oov-drift", "boundary-attack"), T0 - 90_000, T0 + 30_000));
  }

  public static Alert alert(Subject subject, Risk risk) {
    return new Alert(
        "a1",
        2,
        rule(),
        Severity.HIGH,
        subject,
        T0,
        T0 - 60_000,
        T0 + 30_000,
        5,
        "7 class switches inside 19 near-duplicate requests",
        new Measure("class switches among near-duplicates", 7, 4.5, 120),
        List.of(
            new Evidence("req-0", T0 - 60_000, "class 3"),
            new Evidence("req-1", T0, "class changed from 3 to 8")),
        T0 + 31_000,
        risk);
  }

  public static ModelWindow window() {
    return window(
        List.of(new MetricShift(WindowMetric.ENTROPY, 1e-7, 0.3, 1.2, 0.1, QUANTILES, QUANTILES)));
  }

  public static ModelWindow window(List<MetricShift> metrics) {
    return new ModelWindow(
        MODEL,
        T0,
        T0 + 300_000,
        1_200,
        40,
        Map.of("3", 700L, "8", 500L),
        Map.of("key:ak_1", 200L),
        QUANTILES,
        QUANTILES,
        QUANTILES,
        QUANTILES,
        new ClassShift(
            31.4, 9, 0.0002, 0.21, 1.7, 0.3, 9_000, List.of(new ClassMove("3", 0.1, 0.4))),
        metrics,
        List.of(new NewClass("11", 9, 0.3, 2e-11, 9_000)),
        new ComputeUse("key:ak_1", 200, 0.6, 40, 11, 3.5));
  }

  public static DeadLetter deadLetter() {
    return new DeadLetter(
        DeadLetterReason.INVALID_FIELD,
        "field latency_ms: expected a number, found a text of 4 characters",
        new Origin("requests.jsonl.gz", 17),
        T0,
        211,
        "ab".repeat(32),
        "{\"secret\":\"hunter2\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
