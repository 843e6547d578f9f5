// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.trial;

import static io.fenceline.command.trial.TrialRules.SIX_AND_FIVE;
import static io.fenceline.command.trial.TrialRules.failures;
import static io.fenceline.command.trial.TrialRules.problems;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleTrialsITCase {
  private static final String CLIENT = "tenant, model_name, client";

  @TempDir private Path directory;

  @Test
  void whatIsRightPassesAndWhatIsWrongIsFoundInANearMiss() throws Exception {
    Map<String, RuleVerdict> verdicts =
        new TrialRules(directory)
            .add("right", failures(CLIENT, "'1' HOUR", ">"), SIX_AND_FIVE)
            .add("too-long", failures(CLIENT, "'2' HOUR", ">"), SIX_AND_FIVE)
            .add("wrong-key", failures("model_name", "'1' HOUR", ">"), SIX_AND_FIVE)
            .add("too-few", failures(CLIENT, "'1' HOUR", ">="), SIX_AND_FIVE)
            .add("broken", "SELECT nothing FROM enriched_events", SIX_AND_FIVE)
            .verdicts();
    assertThat(verdicts.get("right").isOk()).isTrue();
    assertThat(verdicts.get("right").nearMisses()).isEqualTo(6);
    assertThat(problems(verdicts.get("too-long")))
        .contains("near miss outside_window: the first event 66m before the second")
        .doesNotContain("other_entity");
    assertThat(problems(verdicts.get("wrong-key")))
        .contains("near miss other_entity: every event with a client of its own")
        .doesNotContain("outside_window");
    assertThat(problems(verdicts.get("too-few"))).contains("but at is 4m, count is 2");
    assertThat(verdicts.get("broken").faults())
        .singleElement()
        .asString()
        .contains("broken.sql:1", "nothing");
  }
}
