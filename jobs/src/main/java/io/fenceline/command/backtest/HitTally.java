// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.backtest;

import io.fenceline.command.backtest.RuleHits.EntityHits;
import io.fenceline.model.Detection;
import io.fenceline.model.Model;
import io.fenceline.model.Subject;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts the detections of one rule. Of entities it tells at most {@value #MAX_ENTITIES} apart, as
 * an attacker can make up any number.
 */
final class HitTally {
  static final int MAX_ENTITIES = 100_000;

  private static final int TOP = 5;
  private static final int NAMED = 3;

  private final Map<String, Long> entities = new HashMap<>();
  private final Map<Long, Long> buckets = new TreeMap<>();
  private long total;
  private boolean more;

  void add(Detection detection) {
    total++;
    long bucket =
        Math.floorDiv(detection.timestamp(), RuleHits.BUCKET_MILLIS) * RuleHits.BUCKET_MILLIS;
    buckets.merge(bucket, 1L, Long::sum);
    String who = who(detection.subject());
    if (entities.containsKey(who) || entities.size() < MAX_ENTITIES) {
      entities.merge(who, 1L, Long::sum);
    } else {
      more = true;
    }
  }

  RuleHits hits(String rule) {
    List<EntityHits> top =
        entities.entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(TOP)
            .map(each -> new EntityHits(each.getKey(), each.getValue()))
            .toList();
    return new RuleHits(rule, total, entities.size(), more, top, buckets);
  }

  /** The strongest kind of identity, and the model. */
  static String who(Subject subject) {
    Model model = subject.model();
    String on = model.tenant().isEmpty() ? model.name() : model.tenant() + " / " + model.name();
    if (subject.isModelOnly()) {
      return on;
    }
    String identities =
        !subject.apiKeyIds().isEmpty()
            ? "key " + some(subject.apiKeyIds())
            : !subject.userIds().isEmpty()
                ? "user " + some(subject.userIds())
                : "ip " + some(subject.sourceIps());
    return on.isEmpty() ? identities : identities + " on " + on;
  }

  private static String some(List<String> identities) {
    int others = identities.size() - NAMED;
    String named = String.join(", ", identities.stream().limit(NAMED).toList());
    return others > 0 ? named + " and " + others + " more" : named;
  }
}
