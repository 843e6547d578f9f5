// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.trial;

import static io.fenceline.command.trial.TrialRules.SIX_AND_FIVE;
import static io.fenceline.command.trial.TrialRules.failures;
import static io.fenceline.command.trial.TrialRules.problems;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 10, unit = TimeUnit.MINUTES)
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

  /** Three failures, then a success, within an hour; {@code define} says what is what. */
  private static String pattern(String define) {
    return """
        SELECT event_time, tenant, model_name, client, request_id
        FROM enriched_events MATCH_RECOGNIZE (
          PARTITION BY tenant, model_name, client ORDER BY event_time
          MEASURES B.event_time AS event_time, B.request_id AS request_id
          AFTER MATCH SKIP PAST LAST ROW
          PATTERN (A{3} B) WITHIN INTERVAL '1' HOUR
          DEFINE %s)
        """
        .formatted(define);
  }

  @Test
  void anOrderThatIsMissingIsFoundByTheReversedOne() throws Exception {
    String tests =
        """
        - name: three failures, then a success
          events: [{every: 1m, times: 3, status: failure}, {at: 3m, status: success}]
          alerts: [{at: 3m}]
        """;
    String yml = "entity: client\nwindow: 1h\nsequence: true";
    Map<String, RuleVerdict> verdicts =
        new TrialRules(directory)
            .add("ordered", pattern("A AS status = 'failure', B AS status = 'success'"), tests, yml)
            .add("any-order", pattern("A AS TRUE, B AS TRUE"), tests, yml)
            .verdicts();
    assertThat(problems(verdicts.get("ordered"))).isEmpty();
    assertThat(verdicts.get("ordered").nearMisses()).isEqualTo(7);
    assertThat(problems(verdicts.get("any-order"))).contains("near miss reversed");
  }

  @Test
  void aRuleThatSeesOneRowAtATimeHasNoNearMisses() throws Exception {
    Map<String, RuleVerdict> verdicts =
        new TrialRules(directory)
            .add(
                "one-row",
                "SELECT event_time, tenant, model_name, client, request_id FROM enriched_events"
                    + " WHERE status = 'failure'",
                SIX_AND_FIVE.replace("count: 1, at: 5m", "count: 6, at: 0s"))
            .verdicts();
    assertThat(verdicts.get("one-row").isWithoutMemory()).isTrue();
    assertThat(verdicts.get("one-row").nearMisses()).isZero();
    assertThat(problems(verdicts.get("one-row")))
        .contains("five are not enough", "expected  no alert")
        .doesNotContain("near miss");
  }

  @Test
  void whoFindsNothingIsToldWhatTheCaseLeavesOut() throws Exception {
    Map<String, RuleVerdict> verdicts =
        new TrialRules(directory)
            .add(
                "forgotten",
                failures(CLIENT, "'1' HOUR", ">")
                    .replace("status = 'failure'", "guardrail_action = 'blocked'"),
                SIX_AND_FIVE)
            .verdicts();
    assertThat(problems(verdicts.get("forgotten")))
        .contains(
            "came      nothing",
            "enriched_events got 6 rows; the query reads guardrail_action, which the case leaves"
                + " NULL in all of them");
  }

  @Test
  void theAuthorHasTheLastWordOnANearMiss() throws Exception {
    Map<String, RuleVerdict> verdicts =
        new TrialRules(directory)
            .add("right", failures(CLIENT, "'1' HOUR", ">"), SIX_AND_FIVE)
            .add(
                "said",
                failures(CLIENT, "'1' HOUR", ">"),
                SIX_AND_FIVE.replaceFirst(
                    "( +)alerts:", "$1near_misses: {other_entity: hit, late: hit}\n$1alerts:"))
            .verdicts();
    assertThat(verdicts.get("right").isOk()).isTrue();
    assertThat(problems(verdicts.get("said")))
        .contains(
            "near miss other_entity is said to be a hit, but no alert came",
            "near miss late is said to be a hit, but no alert came");
  }

  @Test
  void aRuleThatEndsTheJobStopsNoOther() throws Exception {
    Map<String, RuleVerdict> verdicts =
        new TrialRules(directory)
            .add("right", failures(CLIENT, "'1' HOUR", ">"), SIX_AND_FIVE)
            .add(
                "divides",
                failures(CLIENT, "'1' HOUR", ">")
                    .replace("WHERE failures", "WHERE 10 / (failures - 3) >= 0 AND failures"),
                SIX_AND_FIVE)
            .verdicts();
    assertThat(verdicts.get("right").isOk()).isTrue();
    assertThat(verdicts.get("divides").faults())
        .singleElement()
        .asString()
        .contains("divides.sql", "ends the job", "by zero");
  }
}
