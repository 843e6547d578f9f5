// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.backtest;

import io.fenceline.command.evaluation.AlertHistory;
import io.fenceline.command.evaluation.Evaluation;
import io.fenceline.command.evaluation.FalseAlarms;
import io.fenceline.command.evaluation.Verdict;
import io.fenceline.model.Model;
import io.fenceline.model.Severity;
import io.fenceline.model.Subject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A rule's alerts against labels.
 *
 * @param attacks those that it hit
 * @param honest alerts on honest traffic
 * @param honestMedium those of medium severity or above
 * @param honestEntities whom those were about, by name, at most 1000
 */
public record LabelledHits(
    List<AttackHit> attacks,
    FalseAlarms honest,
    FalseAlarms honestMedium,
    List<HonestEntity> honestEntities) {
  private static final int MAX_ENTITIES = 1000;

  /**
   * An honest client or model that a rule named.
   *
   * @param entity in words
   * @param alerts about it
   */
  public record HonestEntity(String entity, long alerts) {}

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
        evaluation.falseAlarms(Severity.MEDIUM),
        honest(evaluation.wrong()));
  }

  private static List<HonestEntity> honest(List<AlertHistory> wrong) {
    Map<String, Long> entities = new TreeMap<>();
    wrong.forEach(alert -> entities.merge(who(alert), 1L, Long::sum));
    return entities.entrySet().stream()
        .limit(MAX_ENTITIES)
        .map(each -> new HonestEntity(each.getKey(), each.getValue()))
        .toList();
  }

  private static String who(AlertHistory alert) {
    return HitTally.who(
        new Subject(
            new Model(alert.model(), "", "", ""),
            List.copyOf(alert.keys()),
            List.copyOf(alert.users()),
            List.copyOf(alert.addresses())));
  }
}
