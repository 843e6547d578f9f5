// SPDX-License-Identifier: Apache-2.0
package io.fenceline.model;

import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the model answered.
 *
 * @param predictedClass the class, never empty
 * @param confidence probability of that class, 0 to 1, NaN if not logged
 * @param entropy entropy of the answer's distribution in nats, at least 0, NaN if neither logged
 *     nor computable from scores
 * @param scores probability by class, as far as logged; may hold the likeliest classes only
 */
public record Prediction(
    String predictedClass, double confidence, double entropy, Map<String, Double> scores) {

  /** Of the scores the likeliest this many are delivered. */
  public static final int MAX_SCORES = 16;

  /** The likeliest {@value #MAX_SCORES} of the scores, ties by name. */
  public Map<String, Double> likeliest() {
    if (scores.size() <= MAX_SCORES) {
      return scores;
    }
    return scores.entrySet().stream()
        .sorted(
            Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(MAX_SCORES)
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
