// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.backtest;

import io.fenceline.command.evaluation.Evaluation;
import io.fenceline.command.evaluation.FalseAlarms;
import io.fenceline.command.evaluation.Verdict;
import io.fenceline.model.Severity;
import java.util.List;

/**
 * A rule's alerts against labels.
 *
 * @param attacks those that it hit
 * @param honest alerts on honest traffic
 * @param honestMedium those of medium severity or above
 */
public record LabelledHits(
    List<AttackHit> attacks, FalseAlarms honest, FalseAlarms honestMedium) {

  /**
   * An attack that was hit.
   *
   * @param seconds event time from its first request to the first alert
   * @param requests its requests until then, -1 if the label does not tell
   */
  public record AttackHit(String attack, double seconds, long requests) {}

  static LabelledHits of(Evaluation evaluation) {
    return new LabelledHits(
        evaluation.verdicts().stream()
            .filter(Verdict::isDetected)
            .flatMap(
                verdict ->
                    verdict
                        .first(Severity.LOW)
                        .map(
                            first ->
                                new AttackHit(
                                    verdict.label().id(), first.seconds(), first.requests()))
                        .stream())
            .toList(),
        evaluation.falseAlarms(Severity.LOW),
        evaluation.falseAlarms(Severity.MEDIUM));
  }
}
