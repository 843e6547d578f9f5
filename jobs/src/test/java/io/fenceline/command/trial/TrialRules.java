// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenceline.alert.AlertSettings;
import io.fenceline.rule.RulePack;
import io.fenceline.rule.SqlRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Rule files for tests, and what their own tests say. */
final class TrialRules {
  /** Cases of {@link #failures}. */
  static final String SIX_AND_FIVE =
      """
        - name: six failures in an hour
          given: {model_name: chat, status: failure}
          events: [{every: 1m, times: 6}]
          alerts: [{client: "key:a", model_name: chat, severity: medium, count: 1, at: 5m}]
        - name: five are not enough
          given: {model_name: chat, status: failure}
          events: [{every: 1m, times: 5}]
          alerts: []
      """;

  private final Path directory;

  TrialRules(Path directory) {
    this.directory = directory;
  }

  /** More than five failures of a client in an hour, if the texts are what they should be. */
  static String failures(String partition, String window, String compare) {
    return """
        SELECT * FROM (
          SELECT event_time, tenant, model_name, client, request_id,
            COUNT(*) OVER (PARTITION BY %s ORDER BY event_time
              RANGE BETWEEN INTERVAL %s PRECEDING AND CURRENT ROW) AS failures
          FROM enriched_events WHERE status = 'failure')
        WHERE failures %s 5
        """
        .formatted(partition, window, compare);
  }

  TrialRules add(String id, String sql, String tests, String... more) throws IOException {
    String yml =
        """
        id: %s
        version: 1
        status: test
        title: Title
        family: consumption
        severity: medium
        techniques: [AML.T0029]
        reason: because of {client}
        rationale: because
        runbook: look
        %s
        tests:
        """
            .formatted(
                id, more.length == 0 ? "entity: client\nwindow: 1h" : String.join("\n", more));
    Files.writeString(directory.resolve(id + ".sql"), sql);
    Files.writeString(directory.resolve(id + ".yml"), yml + tests.indent(2));
    return this;
  }

  Map<String, RuleVerdict> verdicts() throws Exception {
    RulePack pack = RulePack.read(directory);
    assertThat(pack.faults()).isEmpty();
    return new RuleTrials(Duration.ofSeconds(30), AlertSettings.defaults(), Map.of())
        .run(pack.rules(), each -> true, new Silence()).stream()
            .collect(Collectors.toMap(RuleVerdict::rule, Function.identity()));
  }

  /** All problems of a rule. */
  static String problems(RuleVerdict verdict) {
    return verdict.cases().stream()
        .map(CaseVerdict::problems)
        .flatMap(List::stream)
        .collect(Collectors.joining("\n"));
  }

  /** Hears nothing. */
  static final class Silence implements RuleTrials.Progress {
    @Override
    public void compiling(SqlRule rule, int number, int of) {}

    @Override
    public void running(int rules) {}
  }
}
