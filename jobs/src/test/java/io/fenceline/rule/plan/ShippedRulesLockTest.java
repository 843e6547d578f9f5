// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenceline.rule.RulePack;
import io.fenceline.rule.plan.RuleChange.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShippedRulesLockTest {
  private static final Path RULES =
      Path.of(System.getProperty("basedir", "."), "..", "sql", "rules").normalize();
  private static final String REGENERATE =
      "./fenceline rules plan --lock, or mvn test -pl jobs -am -Dtest=ShippedRulesLockTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dfenceline.regenerate=true";

  @Test
  void noShippedRuleChangedWithoutAHigherVersionAndALock() throws Exception {
    RulePack pack = RulePack.read(RULES);
    assertThat(pack.faults()).as("rules that cannot be read are in no lock").isEmpty();
    RulePlanner planner = RulePlanner.create();
    RuleLock now =
        RuleLock.of(
            pack.rules().stream().map(rule -> LockedRule.of(rule, planner.plan(rule))).toList());
    Path file = RULES.resolve(RuleLock.FILE);
    RuleLock locked = RuleLock.read(file);
    List<RuleChange> changes =
        RuleChange.between(locked, now).stream()
            .filter(change -> change.kind() != Kind.SAME)
            .toList();

    assertThat(changes)
        .as("these must be mended in the rules before they can be locked")
        .noneMatch(change -> change.kind().isWrong());
    if (Boolean.getBoolean("fenceline.regenerate")) {
      Files.writeString(file, locked.with(now).text());
    } else {
      assertThat(changes).as("sql/rules/lock.json is stale; write it with " + REGENERATE).isEmpty();
    }
  }
}
