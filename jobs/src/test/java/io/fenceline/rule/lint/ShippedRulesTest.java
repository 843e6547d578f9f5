// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenceline.rule.RulePack;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShippedRulesTest {
  private static final int LEAST = 30;

  @Test
  void everyRuleThatShipsPassesLint() {
    RulePack pack = RulePack.shipped();
    assertThat(pack.with(RuleLint.check(pack)).faults()).isEqualTo(List.of());
    assertThat(pack.rules()).hasSizeGreaterThanOrEqualTo(LEAST);
  }
}
