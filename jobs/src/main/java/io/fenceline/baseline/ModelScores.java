// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import io.fenceline.model.InferenceEvent;
import io.fenceline.model.Standing;
import java.util.Optional;

/**
 * One request against its model's reference: normal scores, and where it stands; NaN where either
 * side is missing.
 *
 * @param baselineSize samples the largest of them rests on, 0 while warming up
 * @param standing where the request stands in the model's traffic
 */
record ModelScores(
    double entropy, double oovRate, double latency, int baselineSize, Standing standing) {
  private static final ModelScores NONE =
      new ModelScores(Double.NaN, Double.NaN, Double.NaN, 0, Standing.NONE);

  static ModelScores of(
      InferenceEvent event, Optional<ModelReference> reference, NormalScores normal) {
    if (reference.isEmpty()) {
      return NONE;
    }
    ModelReference model = reference.get();
    double entropy = event.prediction().entropy();
    boolean sameArtefact = event.model().isArtefact(model.artefact());
    boolean ranked = sameArtefact && warm(model.entropy()) > 0 && !Double.isNaN(entropy);
    double score = Double.NaN;
    double rank = Double.NaN;
    double width = Double.NaN;
    if (ranked) {
      Distribution.Place place = model.entropy().place(entropy);
      score = Double.isInfinite(entropy) ? Double.NaN : normal.of(place);
      rank = place.midRank();
      width = place.tied();
    }
    return new ModelScores(
        score,
        score(model.oovRate(), event.input().oovRate(), normal),
        sameArtefact ? score(model.latencyMillis(), event.latencyMillis(), normal) : Double.NaN,
        Math.max(warm(model.entropy()), warm(model.oovRate())),
        new Standing(
            rank,
            width,
            model.entropyCorrelation(),
            model.classEntropy(),
            sameArtefact ? classTail(model, event.prediction().predictedClass()) : Double.NaN,
            sameArtefact ? model.dominance() : Double.NaN,
            ratio(model.textLength(), event.input().textLength()),
            ratio(model.perplexity(), event.input().perplexity())));
  }

  /** A class that is not counted by its name may be any of those that are added up. */
  private static double classTail(ModelReference model, String name) {
    if (model.classTails().isEmpty()) {
      return Double.NaN;
    }
    Double tail = model.classTails().get(name);
    return tail == null ? model.classTails().getOrDefault(ClassCounts.OTHER, 0d) : tail;
  }

  /** How many times the 99th percentile; both lengths and perplexities begin at 1. */
  private static double ratio(Distribution baseline, double value) {
    return warm(baseline) == 0 ? Double.NaN : value / Math.max(1, baseline.quantile(0.99));
  }

  private static double score(Distribution baseline, double value, NormalScores normal) {
    return warm(baseline) == 0 ? Double.NaN : normal.of(baseline, value);
  }

  private static int warm(Distribution baseline) {
    return baseline.size() < ReferenceBuilder.WARM ? 0 : baseline.size();
  }
}
