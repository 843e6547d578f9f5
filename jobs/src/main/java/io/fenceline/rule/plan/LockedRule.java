// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.plan;

import io.fenceline.rule.RuleStatus;
import io.fenceline.rule.SqlRule;
import java.util.Locale;

/**
 * What is remembered of a rule that was shipped.
 *
 * @param status {@code experimental}, {@code test}, {@code stable}, or {@value #RETIRED}
 * @param logic hash of what decides
 * @param plan hash of what it compiles to
 */
public record LockedRule(String id, int version, String status, String logic, String plan) {
  /** A rule that is no longer there; its id is not free again. */
  public static final String RETIRED = "retired";

  /** A rule as it is now. */
  public static LockedRule of(SqlRule rule, RulePlan plan) {
    return new LockedRule(
        rule.id(), rule.rule().version(), word(rule.status()), RuleLogic.hash(rule), plan.hash());
  }

  /** The same, no longer there. */
  LockedRule retired() {
    return new LockedRule(id, version, RETIRED, logic, plan);
  }

  /** Whether its id must not be used again. */
  boolean isRetired() {
    return status.equals(RETIRED);
  }

  private static String word(RuleStatus status) {
    return status.name().toLowerCase(Locale.ROOT);
  }
}
