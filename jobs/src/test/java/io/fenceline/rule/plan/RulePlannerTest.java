// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RulePlannerTest {
  private final RulePlanner planner = RulePlanner.create();

  @Test
  void theHashIsTheSameInAnyPlannerAndAfterAnyOtherRule() {
    String alone = plan(RulePlanner.create(), PlannedRules.COUNT).hash();
    plan(planner, PlannedRules.JOIN);
    plan(planner, PlannedRules.SEQUENCE);

    assertThat(plan(planner, PlannedRules.COUNT).hash()).isEqualTo(alone).hasSize(64);
    assertThat(plan(planner, PlannedRules.COUNT).hash()).isEqualTo(alone);
  }

  @Test
  void theHashDoesNotDependOnHowTheQueryIsWritten() {
    String other = PlannedRules.COUNT.replaceAll("\\s+", " ").replace("SELECT", "select");

    assertThat(plan(planner, other).hash()).isEqualTo(plan(planner, PlannedRules.COUNT).hash());
  }

  @Test
  void anotherBoundOfTimeIsAnotherPlan() {
    assertThat(plan(planner, PlannedRules.COUNT.replace("'1' HOUR", "'2' HOUR")).hash())
        .isNotEqualTo(plan(planner, PlannedRules.COUNT).hash());
    assertThat(plan(planner, PlannedRules.SEQUENCE.replace("'10' MINUTE", "'11' MINUTE")).hash())
        .isNotEqualTo(plan(planner, PlannedRules.SEQUENCE).hash());
  }

  @Test
  void columnsThatAreDroppedAtOnceAreNotInThePlan() {
    assertThat(plan(planner, PlannedRules.COUNT).lines())
        .noneMatch(line -> line.contains("entropy"))
        .anyMatch(line -> line.endsWith("TableSourceScan(table=[[enriched_events]])"))
        .contains("-- enriched_events.status STRING");
  }

  @Test
  void aSequenceKeepsWholeRowsSoEveryColumnIsInItsPlan() {
    assertThat(plan(planner, PlannedRules.SEQUENCE).lines())
        .anyMatch(line -> line.contains("fields=[event_time, tenant"))
        .contains("-- within 600000:INTERVAL MINUTE");
  }

  @Test
  void saysInWordsWhatACountKeeps() {
    RulePlan plan = plan(planner, PlannedRules.COUNT);

    assertThat(plan.words())
        .containsExactly(
            "reads enriched_events",
            "lets rows pass where (status = 'failure')",
            "sends rows to the task of their tenant, model_name, client",
            "keeps each row for each tenant, model_name, client for 1 h",
            "lets rows pass where (COUNT(*) > 5)");
    assertThat(plan.tables()).containsExactly("enriched_events");
    assertThat(plan.hasState()).isTrue();
  }

  @Test
  void saysInWordsWhatASequenceKeeps() {
    assertThat(plan(planner, PlannedRules.SEQUENCE).words())
        .contains(
            "keeps unfinished sequences A, B with their rows for each tenant, model_name, client"
                + " for 10 min");
  }

  @Test
  void saysInWordsWhatAWindowKeeps() {
    assertThat(plan(planner, PlannedRules.WINDOW).words())
        .contains(
            "adds up within each task, before the exchange",
            "keeps sums for each tenant, model_name until the tumbling window (5 min) ends");
  }

  @Test
  void saysInWordsWhatAJoinKeeps() {
    assertThat(plan(planner, PlannedRules.JOIN).words())
        .contains(
            "reads the same rows once more, without reading them twice",
            "keeps rows of the left side for 5 min and of the right side for 0 ms");
  }

  @Test
  void aFilterHasNoState() {
    String filter =
        "SELECT event_time, tenant, model_name, client FROM enriched_events WHERE entropy > 2";

    assertThat(plan(planner, filter).hasState()).isFalse();
  }

  @Test
  void bracketsInTextsOfAQueryAreText() {
    PlanStep step =
        PlanStep.parse("   +- Calc(select=[a], where=[(b = 'x[') AND (c = ']')], more=[d])");

    assertThat(step.depth()).isEqualTo(2);
    assertThat(step.attribute("where")).isEqualTo("(b = 'x[') AND (c = ']')");
    assertThat(step.attributes().keySet())
        .containsExactlyElementsOf(List.of("select", "where", "more"));
  }

  private static RulePlan plan(RulePlanner planner, String sql) {
    return planner.plan(PlannedRules.rule("r", 1, sql));
  }
}
