// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import io.fenceline.yaml.Place;

/**
 * What is wrong with a rule.
 *
 * @param place file and line
 * @param rule id of the rule, or its base name as long as the id is not known
 * @param reason what is wrong, in plain words
 * @param mend what to write instead
 */
public record RuleFault(Place place, String rule, String reason, String mend) {
  @Override
  public String toString() {
    return place + ": " + rule + ": " + reason + "; " + mend;
  }
}
