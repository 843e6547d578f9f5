// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenceline.alert.AlertSettings;
import io.fenceline.ingest.IngestOptions;
import io.fenceline.rule.RulePack;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ShippedRulesITCase {
  @Test
  void everyRuleThatShipsFindsWhatItSaysAndNoNearMiss() {
    RulePack pack = RulePack.shipped();
    assertThat(pack.faults()).isEmpty();
    List<RuleVerdict> verdicts =
        new RuleTrials(
                IngestOptions.OUT_OF_ORDERNESS.defaultValue(), AlertSettings.defaults(), Map.of())
            .run(pack.rules(), each -> true, new TrialRules.Silence());
    assertThat(verdicts).isNotEmpty();
    assertThat(verdicts.stream().flatMap(each -> each.faults().stream())).isEmpty();
    assertThat(verdicts.stream().map(TrialRules::problems).filter(each -> !each.isEmpty()))
        .isEmpty();
  }
}
