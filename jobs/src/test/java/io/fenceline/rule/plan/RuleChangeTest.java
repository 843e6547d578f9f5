// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fenceline.model.Severity;
import io.fenceline.rule.RuleStatus;
import io.fenceline.rule.SqlRule;
import io.fenceline.rule.plan.RuleChange.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleChangeTest {
  private static final RulePlanner PLANNER = RulePlanner.create();
  private static final SqlRule COUNT = PlannedRules.rule("count", 3, PlannedRules.COUNT);

  @TempDir Path directory;

  @Test
  void anUntouchedRuleKeepsItsState() {
    assertThat(only(COUNT, COUNT)).isEqualTo(new RuleChange("count", Kind.SAME, "keeps its state"));
  }

  @Test
  void commentsAndLineBreaksChangeNothing() {
    String other = "-- why\n" + PlannedRules.COUNT.replace("\n", "\n\n") + "/* end */;\n";

    assertThat(only(COUNT, PlannedRules.rule("count", 3, other)).kind()).isEqualTo(Kind.SAME);
  }

  @Test
  void anotherThresholdUnderTheSameVersionIsAnError() {
    RuleChange change =
        only(COUNT, PlannedRules.rule("count", 3, PlannedRules.COUNT.replace("> 5", "> 6")));

    assertThat(change.kind()).isEqualTo(Kind.UNRAISED);
    assertThat(change.kind().isWrong()).isTrue();
    assertThat(change)
        .hasToString(
            "count changed without raising its version: it decides otherwise and compiles to"
                + " something else; write version: 4");
  }

  @Test
  void anotherSeverityUnderTheSameVersionIsAnError() {
    SqlRule worse =
        PlannedRules.rule("count", 3, PlannedRules.COUNT, RuleStatus.STABLE, Severity.HIGH);

    assertThat(only(COUNT, worse).says())
        .isEqualTo("changed without raising its version: it decides otherwise; write version: 4");
  }

  @Test
  void aRaisedVersionLosesItsState() {
    RuleChange change =
        only(COUNT, PlannedRules.rule("count", 4, PlannedRules.COUNT.replace("> 5", "> 6")));

    assertThat(change.kind()).isEqualTo(Kind.RAISED);
    assertThat(change.kind().isWrong()).isFalse();
    assertThat(change.says())
        .isEqualTo(
            "loses its state: version 4 instead of 3, it decides otherwise and compiles to"
                + " something else");
    assertThat(only(COUNT, PlannedRules.rule("count", 4, PlannedRules.COUNT)).says())
        .endsWith("though it decides as before");
  }

  @Test
  void aLoweredVersionIsAnError() {
    assertThat(only(COUNT, PlannedRules.rule("count", 2, PlannedRules.COUNT)).kind())
        .isEqualTo(Kind.LOWERED);
  }

  @Test
  void anotherStatusKeepsTheState() {
    SqlRule trial =
        PlannedRules.rule("count", 3, PlannedRules.COUNT, RuleStatus.TEST, Severity.MEDIUM);

    assertThat(only(COUNT, trial))
        .isEqualTo(
            new RuleChange("count", Kind.STATUS, "keeps its state; status test instead of stable"));
  }

  @Test
  void newAndGoneRulesAreNamedAndAnIdIsNeverFreeAgain() {
    RuleLock before = lock(COUNT);
    RuleLock now = lock(PlannedRules.rule("other", 1, PlannedRules.COUNT));
    RuleLock after = before.with(now);

    assertThat(RuleChange.between(before, now))
        .extracting(RuleChange::id, RuleChange::kind)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("count", Kind.GONE),
            org.assertj.core.groups.Tuple.tuple("other", Kind.NEW));
    assertThat(RuleChange.between(after, now))
        .extracting(RuleChange::kind)
        .containsExactly(Kind.SAME);
    assertThat(RuleChange.between(after, lock(COUNT)))
        .extracting(RuleChange::kind)
        .contains(Kind.REUSED);
    assertThat(after.with(now)).isEqualTo(after);
  }

  @Test
  void aLockIsReadAsItWasWrittenWithALineForEachRule() throws IOException {
    RuleLock lock = lock(PlannedRules.rule("b", 1, PlannedRules.WINDOW), COUNT).with(lock(COUNT));
    Path file = directory.resolve(RuleLock.FILE);
    Files.writeString(file, lock.text());

    assertThat(RuleLock.read(file)).isEqualTo(lock);
    assertThat(lock.text().lines())
        .hasSize(4)
        .anyMatch(
            line -> line.startsWith("  {\"id\": \"b\", \"version\": 1, \"status\": \"retired\""))
        .anyMatch(
            line ->
                line.startsWith("  {\"id\": \"count\", \"version\": 3, \"status\": \"stable\""));
  }

  @Test
  void aLockThatIsNoneIsRefusedByName() throws IOException {
    Path file = directory.resolve(RuleLock.FILE);
    Files.writeString(file, "{\"rules\": [{\"id\": 1}]}");

    assertThatThrownBy(() -> RuleLock.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("lock.json is no lock of rules (a rule without id)");
    assertThat(RuleLock.read(directory.resolve("none.json")).rules()).isEmpty();
  }

  @Test
  void textsOfAQueryAreLogicCommentsAreNot() {
    assertThat(RuleLogic.bare("SELECT  'a -- b  c' -- d\n FROM\tt /* e */ ;\n"))
        .isEqualTo("SELECT 'a -- b  c' FROM t");
    assertThat(RuleLogic.bare("SELECT 'it''s' FROM `t  u`"))
        .isEqualTo("SELECT 'it''s' FROM `t  u`");
  }

  private static RuleChange only(SqlRule before, SqlRule now) {
    List<RuleChange> changes = RuleChange.between(lock(before), lock(now));
    assertThat(changes).hasSize(1);
    return changes.get(0);
  }

  private static RuleLock lock(SqlRule... rules) {
    return RuleLock.of(
        Arrays.stream(rules).map(rule -> LockedRule.of(rule, PLANNER.plan(rule))).toList());
  }
}
