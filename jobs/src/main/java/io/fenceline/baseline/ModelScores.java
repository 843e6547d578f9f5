// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import io.fenceline.model.InferenceEvent;
import io.fenceline.model.Standing;
import java.util.Optional;

/**
 * Normal scores of one request against its model's reference; NaN where either side is missing.
 *
 * @param baselineSize samples the largest of them rests on, 0 while warming up
 */
record ModelScores(double entropy, double oovRate, double latency, int baselineSize) {
  private static final ModelScores NONE = new ModelScores(Double.NaN, Double.NaN, Double.NaN, 0);

  static ModelScores of(InferenceEvent event, Optional<ModelReference> reference) {
    if (reference.isEmpty()) {
      return NONE;
    }
    ModelReference model = reference.get();
    boolean sameArtefact = event.model().isArtefact(model.artefact());
    return new ModelScores(
        sameArtefact ? score(model.entropy(), event.prediction().entropy()) : Double.NaN,
        score(model.oovRate(), event.input().oovRate()),
        sameArtefact ? score(model.latencyMillis(), event.latencyMillis()) : Double.NaN,
        Math.max(warm(model.entropy()), warm(model.oovRate())));
  }

  /** Where the request stands in the model's traffic. */
  static Standing standing(InferenceEvent event, Optional<ModelReference> reference) {
    if (reference.isEmpty()) {
      return Standing.NONE;
    }
    ModelReference model = reference.get();
    double entropy = event.prediction().entropy();
    boolean sameArtefact = event.model().isArtefact(model.artefact());
    boolean ranked = sameArtefact && warm(model.entropy()) > 0 && !Double.isNaN(entropy);
    return new Standing(
        ranked ? model.entropy().midRank(entropy) : Double.NaN,
        ranked ? model.entropy().tied(entropy) : Double.NaN,
        model.entropyCorrelation(),
        model.classEntropy(),
        sameArtefact ? classTail(model, event.prediction().predictedClass()) : Double.NaN,
        sameArtefact ? model.dominance() : Double.NaN,
        ratio(model.textLength(), event.input().textLength()),
        ratio(model.perplexity(), event.input().perplexity()));
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

  private static double score(Distribution baseline, double value) {
    return warm(baseline) == 0 ? Double.NaN : baseline.normalScore(value);
  }

  private static int warm(Distribution baseline) {
    return baseline.size() < ReferenceBuilder.WARM ? 0 : baseline.size();
  }
}
