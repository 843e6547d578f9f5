// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import io.fenceline.feature.Request;
import io.fenceline.model.Client;
import io.fenceline.model.Deviation;
import io.fenceline.model.EnrichedEvent;
import io.fenceline.model.Enrichment;
import io.fenceline.model.InferenceEvent;
import io.fenceline.model.Likeness;
import io.fenceline.model.Novelty;
import io.fenceline.model.Pace;
import io.fenceline.model.RequestContext;
import io.fenceline.model.ScoreTrend;
import io.fenceline.model.SimilarityGroup;
import io.fenceline.model.Standing;

/** Builds enriched events for tests. */
final class Enriched {
  private Enriched() {}

  /** A request of which nothing is known but its entropy score. */
  static EnrichedEvent scored(String client, long at, double entropyScore) {
    return new EnrichedEvent(
        Request.by(client).at(at).serial(at).entropy(0.5).build(),
        enrichment(false, false, 0, false, 0, 0, ScoreTrend.NONE, entropyScore));
  }

  static EnrichedEvent repeated(
      String client, long at, double entropyScore, boolean nearDuplicate, boolean replay) {
    return new EnrichedEvent(
        Request.by(client).at(at).serial(at).entropy(0.5).build(),
        enrichment(nearDuplicate, replay, 2, false, 0, 0, ScoreTrend.NONE, entropyScore));
  }

  /** The n-th near-duplicate of its group, each a class switch and close to the boundary. */
  static EnrichedEvent switching(String client, long at, int n) {
    return new EnrichedEvent(
        Request.by(client).at(at).serial(n).answer("c" + n % 2, 0.6).build(),
        enrichment(true, false, n, true, n - 1, n, ScoreTrend.NONE, Double.NaN));
  }

  /** The n-th near-duplicate of its group, at which the trend was looked at. */
  static EnrichedEvent trending(String client, int n, ScoreTrend trend) {
    return new EnrichedEvent(
        Request.by(client).at(n).serial(n).answer("3", 0.95).build(),
        enrichment(true, false, n, false, 0, 0, trend, Double.NaN));
  }

  static EnrichedEvent burst(String client, long at) {
    return new EnrichedEvent(
        Request.by(client).at(at).build(),
        new Enrichment(
            false,
            Likeness.NONE,
            Deviation.NONE,
            Standing.NONE,
            new Pace(321, true, false, Double.NaN),
            Novelty.NONE));
  }

  /** A text so many times as long as 99 % of the model's. */
  static EnrichedEvent text(String client, long at, double lengthRatio, double latencyScore) {
    return new EnrichedEvent(
        Request.by(client).at(at).serial(at).text(100 * lengthRatio, 20, 0, 0).latency(9).build(),
        new Enrichment(
            false,
            Likeness.NONE,
            new Deviation(
                Double.NaN, Double.NaN, latencyScore, Double.NaN, Double.NaN, Double.NaN, 1000),
            standing(Double.NaN, Double.NaN, lengthRatio),
            Pace.NONE,
            Novelty.NONE));
  }

  /** An answer of a class that with all rarer ones has this share of the model's traffic. */
  static EnrichedEvent verdict(String client, long at, double classTail, double dominance) {
    return new EnrichedEvent(
        Request.by(client).at(at).serial(at).answer(classTail < 0.5 ? "block" : "allow", 1).build(),
        new Enrichment(
            false,
            Likeness.NONE,
            Deviation.NONE,
            standing(classTail, dominance, Double.NaN),
            Pace.NONE,
            Novelty.NONE));
  }

  /** A text so many times as improbable as 99 % of the model's, with characters nobody sees. */
  static EnrichedEvent prompt(
      String client, long at, double perplexity, double ratio, double hiddenCharCount) {
    double none = Double.NaN;
    return new EnrichedEvent(
        Request.by(client).at(at).serial(at).prompt(perplexity, hiddenCharCount).build(),
        new Enrichment(
            false,
            Likeness.NONE,
            Deviation.NONE,
            new Standing(none, none, none, none, none, none, none, ratio),
            Pace.NONE,
            Novelty.NONE));
  }

  /** The same request with another likeness to the client's earlier ones. */
  static EnrichedEvent alike(EnrichedEvent request, Likeness likeness) {
    Enrichment known = request.enrichment();
    return new EnrichedEvent(
        request.event(),
        new Enrichment(
            known.late(),
            likeness,
            known.deviation(),
            known.standing(),
            known.pace(),
            known.novelty()));
  }

  /** The request with which the client's pace becomes machine-like. */
  static EnrichedEvent steady(String client, long at, double regularity) {
    return new EnrichedEvent(
        Request.by(client).at(at).build(),
        new Enrichment(
            false,
            Likeness.NONE,
            Deviation.NONE,
            Standing.NONE,
            new Pace(30, false, true, regularity),
            Novelty.NONE));
  }

  /** A request from an address with a software. */
  static EnrichedEvent used(
      String client, long at, String address, String agent, Likeness likeness, Novelty novelty) {
    InferenceEvent plain = Request.by(client).at(at).serial(at).build();
    return new EnrichedEvent(
        new InferenceEvent(
            plain.id(),
            plain.timestamp(),
            plain.requestId(),
            new Client(client, "", address),
            plain.model(),
            plain.input(),
            plain.prediction(),
            plain.latencyMillis(),
            plain.fingerprint(),
            plain.activations(),
            new RequestContext(agent, "", "", "", "/predict", ""),
            plain.extra(),
            plain.privateFields(),
            plain.origin()),
        new Enrichment(
            false,
            likeness,
            Deviation.NONE,
            Standing.NONE,
            new Pace(1, false, false, Double.NaN),
            novelty));
  }

  private static Standing standing(double classTail, double dominance, double lengthRatio) {
    return new Standing(
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        classTail,
        dominance,
        lengthRatio,
        Double.NaN);
  }

  private static Enrichment enrichment(
      boolean nearDuplicate,
      boolean replay,
      int size,
      boolean classSwitch,
      int switches,
      int lowMargins,
      ScoreTrend trend,
      double entropyScore) {
    Likeness likeness =
        nearDuplicate
            ? new Likeness(
                0.9,
                true,
                replay,
                "before",
                classSwitch,
                lowMargins > 0,
                size,
                0,
                0,
                new int[0],
                new SimilarityGroup(7, size, size - 1, switches, lowMargins, 1, trend))
            : replay ? Likeness.replayed(0) : Likeness.unlike(0.1, 0);
    return new Enrichment(
        false,
        likeness,
        new Deviation(
            entropyScore, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 1000),
        Standing.NONE,
        new Pace(1, false, false, Double.NaN),
        Novelty.NONE);
  }
}
