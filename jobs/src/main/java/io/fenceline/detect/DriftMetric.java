// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import io.fenceline.model.AtlasTechnique;
import io.fenceline.model.EnrichedEvent;
import io.fenceline.model.Family;
import io.fenceline.model.Rule;
import java.util.List;

/** The scores in which a client's drift from its baseline is looked for. */
enum DriftMetric {
  ENTROPY(
      "entropy",
      new Rule(
          "entropy-drift",
          2,
          Family.ODDITY,
          "Answers to one client are far less certain than usual",
          List.of(AtlasTechnique.BLACK_BOX_OPTIMIZATION, AtlasTechnique.CHAFF_DATA),
          "Look at the client's inputs: noise or fuzzing shows at once. Ask the owner for a new"
              + " data source; if there is none, throttle the key.")),
  OOV_RATE(
      "out-of-vocabulary rate",
      new Rule(
          "oov-drift",
          1,
          Family.ODDITY,
          "Inputs of one client are far outside of the model's vocabulary",
          List.of(AtlasTechnique.CHAFF_DATA, AtlasTechnique.VERIFY_ATTACK),
          "Read some of the texts at the source: fuzzing and encoded prompts look odd at once."
              + " A new language or product name explains itself by its owner."));

  private final String title;
  private final Rule rule;

  DriftMetric(String title, Rule rule) {
    this.title = title;
    this.rule = rule;
  }

  /** See {@link ClientDetector}. */
  int slot() {
    return switch (this) {
      case ENTROPY -> 2;
      case OOV_RATE -> 3;
    };
  }

  String title() {
    return title;
  }

  /**
   * Mean score from which a drift is medium, else it is low. An honest tenant whose inputs are
   * harder than everybody else's, or an explanation tool, lies one standard deviation off in
   * entropy for long; noise and fuzzing lie two or three off. Unknown words are the trace of edits
   * themselves, few of them too.
   */
  double far() {
    return this == ENTROPY ? 1.75 : 0;
  }

  Rule rule() {
    return rule;
  }

  double score(EnrichedEvent event) {
    return switch (this) {
      case ENTROPY -> event.enrichment().deviation().entropy();
      case OOV_RATE -> event.enrichment().deviation().oovRate();
    };
  }

  double value(EnrichedEvent event) {
    return switch (this) {
      case ENTROPY -> event.event().prediction().entropy();
      case OOV_RATE -> event.event().input().oovRate();
    };
  }
}
