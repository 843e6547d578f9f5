// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import io.fenceline.yaml.Place;
import java.util.List;
import java.util.Map;

/**
 * A test of a rule: events, and the alerts they must lead to.
 *
 * @param place where it begins in the YAML file
 * @param events by time, those of one time in the order of the file
 * @param alerts all alerts that must come, in any order; empty: none may come
 * @param nearMisses what the author says of near misses that are made of this case: true if it is a
 *     hit all the same; those that are not named are misses
 */
public record RuleCase(
    String name,
    Place place,
    List<CaseEvent> events,
    List<ExpectedAlert> alerts,
    Map<NearMiss, Boolean> nearMisses) {}
