// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailedTaskTest {
  @Test
  void theRuleIsNamedAfterItsOperators() {
    assertThat(
            FailedTask.blame(
                "many-alike: OverAggregate -> many-alike: Calc -> many-alike: detections (1/2)#0"
                    + " (ab_cd) switched from RUNNING to FAILED with failure cause:"))
        .isEqualTo(
            ". This is the rule many-alike: mend it, or leave it out with rules.exclude:"
                + " [many-alike].");
  }

  @Test
  void rulesThatShareATaskAreAllNamed() {
    assertThat(
            FailedTask.blame(
                "rows of enriched_events -> (b-rule: DataStreamToTable -> b-rule: Calc, a-rule: Calc)"
                    + " (1/2)#0 (ab_cd) switched from RUNNING to FAILED with failure cause:"))
        .startsWith(". This is one of the rules a-rule, b-rule: leave them out with rules.exclude");
  }

  @Test
  void nothingIsSaidOfATaskWithoutRules() {
    assertThat(FailedTask.blame("privacy policy (1/1)#0 switched from RUNNING to FAILED"))
        .isEmpty();
    assertThat(FailedTask.blame("")).isEmpty();
  }
}
