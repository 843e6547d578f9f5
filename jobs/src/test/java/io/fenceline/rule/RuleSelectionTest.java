// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which rules run where a rule of one's own has the id of one that ships. */
class RuleSelectionTest {
  /** Stable, so that it would run. */
  private static final String SHIPPED = "attack-tool-by-name";

  @TempDir Path directory;

  @BeforeEach
  void writeARuleOfOnesOwn() throws IOException {
    RuleFiles.write(
        directory,
        SHIPPED,
        RuleFiles.SQL,
        RuleFiles.YML.replace("id: many-failures", "id: " + SHIPPED));
  }

  @Test
  void anIdOfAShippedRuleIsRefusedAndBothAreNamed() {
    RuleSelection chosen = RuleSelection.read(settings(List.of(), true));

    assertThat(chosen.faults())
        .singleElement()
        .asString()
        .contains(
            SHIPPED + ".yml has the id of the shipped rule sql/rules/credential/" + SHIPPED,
            "add the id to rules.replace");
    assertThat(chosen.rules())
        .filteredOn(rule -> rule.id().equals(SHIPPED))
        .extracting(rule -> rule.rule().ruleset())
        .containsExactly(SqlRule.SHIPPED);
  }

  @Test
  void itReplacesTheShippedRuleWhereThatIsSaid() {
    RuleSelection chosen = RuleSelection.read(settings(List.of(SHIPPED), true));

    assertThat(chosen.faults()).isEmpty();
    assertThat(chosen.rules())
        .filteredOn(rule -> rule.id().equals(SHIPPED))
        .extracting(rule -> rule.rule().ruleset())
        .containsExactly(SqlRule.CUSTOM);
  }

  @Test
  void itIsNoClashWhereTheShippedRulesDoNotRun() {
    RuleSelection chosen = RuleSelection.read(settings(List.of(), false));

    assertThat(chosen.faults()).isEmpty();
    assertThat(chosen.rules()).hasSize(1);
  }

  @Test
  void aReplacementOfNothingIsRefused() {
    assertThatThrownBy(() -> RuleSelection.read(settings(List.of("boundary-walk"), true)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rules.replace names boundary-walk")
        .hasMessageContaining("has no rule with that id");
  }

  private RuleSettings settings(List<String> replace, boolean shipped) {
    Configuration config = new Configuration();
    config.set(RuleOptions.DIRECTORY, directory.toString());
    config.set(RuleOptions.SHIPPED, shipped);
    config.set(RuleOptions.REPLACE, replace);
    return RuleSettings.from(config);
  }
}
