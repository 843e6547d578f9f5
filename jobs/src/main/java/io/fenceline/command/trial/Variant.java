// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.trial;

import io.fenceline.rule.NearMiss;
import io.fenceline.rule.RuleCase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A case as it is written, or changed into what should be a near miss.
 *
 * @param nearMiss empty for the case itself
 * @param change what was changed, in words
 * @param arrivals in the order in which they come
 * @param unless events whose alerts would make this variant say nothing, empty if it always tells
 */
record Variant(
    RuleCase of,
    Optional<NearMiss> nearMiss,
    String change,
    Wanted wanted,
    List<Arrival> arrivals,
    List<Arrival> unless) {

  /** Event time of the last event, from the begin of the case. */
  static Duration length(List<Arrival> arrivals) {
    return arrivals.stream()
        .map(arrival -> arrival.event().at())
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }
}
