// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import java.util.Set;

/** Ids of the detectors that are written in Java: alerts of a rule must not pass for theirs. */
public final class BuiltInIds {
  /** All of them. */
  public static final Set<String> ALL =
      Set.of(
          "adversarial-suffix",
          "answer-changed",
          "artefact-swap",
          "attack-succeeded",
          "automated-probing",
          "boundary-attack",
          "class-distribution-shift",
          "compute-exhaustion",
          "distributed-extraction",
          "entropy-drift",
          "hidden-text",
          "model-extraction",
          "near-duplicate-series",
          "new-class",
          "numeric-drift",
          "oov-drift",
          "rare-verdict",
          "resource-exhaustion",
          "score-descent",
          "serial-evasion",
          "shared-probe",
          "slow-model",
          "unfamiliar-principal");

  private BuiltInIds() {}
}
