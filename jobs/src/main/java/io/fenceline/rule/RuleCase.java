// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import io.fenceline.yaml.Place;
import java.util.List;

/**
 * A test of a rule: events, and the alerts they must lead to.
 *
 * @param place where it begins in the YAML file
 * @param events in the order in which they arrive
 * @param alerts all alerts that must come, in any order; empty: none may come
 */
public record RuleCase(
    String name, Place place, List<CaseEvent> events, List<ExpectedAlert> alerts) {}
