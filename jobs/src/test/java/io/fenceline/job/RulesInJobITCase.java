// SPDX-License-Identifier: Apache-2.0
package io.fenceline.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fenceline.ingest.LogFileSource;
import io.fenceline.ingest.LogInput;
import io.fenceline.rule.OnBrokenRule;
import io.fenceline.rule.RuleOptions;
import io.fenceline.rule.RulePack;
import io.fenceline.rule.RuleSelection;
import io.fenceline.rule.SqlRule;
import io.fenceline.sink.file.JsonLinesSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rules of a directory in the one topology, over the first attack of the sample. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class RulesInJobITCase {
  private static final String OVER_ALERTS =
      """
      SELECT event_time, tenant, model_name, client, request_ids, rules
      FROM (
        SELECT event_time, tenant, model_name, client, request_ids,
          COUNT(DISTINCT rule_id) OVER (PARTITION BY tenant, model_name, client ORDER BY event_time
            RANGE BETWEEN INTERVAL '1' HOUR PRECEDING AND CURRENT ROW) AS rules
        FROM alerts
        WHERE client IS NOT NULL
      )
      WHERE rules >= 2
      """;

  @TempDir Path directory;
  private Map<String, String> keys = Map.of();
  private Path rules;
  private Path log;

  @BeforeEach
  void write() throws IOException {
    rules = Files.createDirectory(directory.resolve("rules"));
    log = AlikeRule.log(directory);
  }

  @Test
  void findTheSameAtAnyParallelismAndAlertsOverAlertsSayThatTheyAre() throws Exception {
    rule("many-alike", AlikeRule.SQL, "{alike} alike");
    rule("several-rules", OVER_ALERTS, "{rules} rules");

    List<JsonNode> one = alerts(1);
    List<JsonNode> two = alerts(2);

    assertThat(ids(two, "many-alike")).isNotEmpty().isEqualTo(ids(one, "many-alike"));
    assertThat(ids(two, "several-rules")).isNotEmpty().isEqualTo(ids(one, "several-rules"));
    assertThat(of(two, "many-alike"))
        .allSatisfy(
            alert -> {
              assertThat(alert.at("/rule/ruleset").asText()).isEqualTo(SqlRule.CUSTOM);
              assertThat(alert.at("/event/reason").asText()).matches("[0-9,]+ alike(; risk .*)?");
              assertThat(alert.at("/fenceline/runbook").asText()).isEqualTo("Look.");
              assertThat(alert.at("/fenceline/layer").isMissingNode()).isTrue();
            });
    assertThat(of(two, "several-rules"))
        .allSatisfy(alert -> assertThat(alert.at("/fenceline/layer").asInt()).isEqualTo(2));
  }

  @Test
  void aBrokenRuleIsRefusedWithItsPlaceOrLeftOutAlone() throws Exception {
    rule("many-alike", AlikeRule.SQL, "{alike} alike");
    rule("broken", AlikeRule.SQL.replace("near_duplicate", "near_duplicates"), "{alike} alike");

    assertThatThrownBy(() -> build(1, OnBrokenRule.REFUSE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("broken.sql:")
        .hasMessageContaining("near_duplicates");

    BuiltJob built = build(1, OnBrokenRule.QUARANTINE);

    assertThat(built.rules()).extracting(SqlRule::id).containsExactly("many-alike");
    assertThat(built.leftOut()).hasSize(1);
    assertThat(built.leftOut().get(0).rule()).isEqualTo("broken");
  }

  @Test
  void aKeyThatTheConfigurationNamesReachesTheFunctionHmac() throws Exception {
    rule(
        "hashed",
        """
        SELECT event_time, tenant, model_name, client, request_id,
          hmac('203.0.113.9', 'clients') AS who
        FROM enriched_events
        WHERE class_switch
        """,
        "{who}");
    Path key = Files.writeString(directory.resolve("key"), "0123456789abcdef".repeat(2));

    assertThatThrownBy(() -> build(1, OnBrokenRule.REFUSE))
        .hasMessageContaining("hashed.sql:2: hashed: the job has no key 'clients' for hmac")
        .hasMessageContaining("rules.hmac-key-files");

    keys = Map.of("clients", key.toString());
    assertThat(of(alerts(2), "hashed"))
        .isNotEmpty()
        .allSatisfy(
            alert ->
                assertThat(alert.at("/event/reason").asText())
                    .startsWith(
                        "70cd7caa827b19fb5fb0037e889bcbcc23e6e3cdcc10d403e4f53563aed6ad12"));
  }

  /** SQL leaves out what comes behind its watermark: so nothing may. */
  @Test
  void noRowOfAnyTableIsLateForSql() throws Exception {
    List<String> tables =
        List.of("inference_events", "enriched_events", "signals", "model_windows", "alerts");
    for (String table : tables) {
      for (String late : List.of("late", "timely")) {
        String name = late + "-" + table.replace('_', '-');
        rule(
            name,
            """
            SELECT event_time, tenant, model_name
            FROM %s
            WHERE COALESCE(CURRENT_WATERMARK(event_time) >= event_time, FALSE) = %s
            """
                .formatted(table, late.equals("late")),
            "late");
        Path yml = rules.resolve(name + ".yml");
        Files.writeString(
            yml,
            Files.readString(yml)
                .replace("entity: client", "entity: model")
                .replace("client: \"key:a\"", "model_name: model"));
      }
    }

    RuleSelection chosen = new RuleSelection(RulePack.read(rules).rules(), List.of());
    assertThat(chosen.rules()).hasSize(2 * tables.size());
    Set<String> seen = new TreeSet<>();
    for (JsonNode alert : alerts(2, chosen)) {
      seen.add(alert.at("/rule/id").asText());
    }

    assertThat(seen).noneMatch(rule -> rule.startsWith("late-"));
    assertThat(seen)
        .containsAll(tables.stream().map(table -> "timely-" + table.replace('_', '-')).toList());
  }

  private List<JsonNode> alerts(int parallelism) throws Exception {
    StreamExecutionEnvironment env = JobEnvironment.local(parallelism, Duration.ZERO);
    Path file = directory.resolve("alerts-" + parallelism + ".jsonl");
    JobSettings settings = settings(OnBrokenRule.REFUSE);
    DetectionPipeline.build(env, source(settings), sinks(file), settings);
    env.execute();
    return read(file);
  }

  private List<JsonNode> alerts(int parallelism, RuleSelection rules) throws Exception {
    StreamExecutionEnvironment env = JobEnvironment.local(parallelism, Duration.ZERO);
    Path file = directory.resolve("alerts-chosen.jsonl");
    JobSettings settings = settings(OnBrokenRule.REFUSE);
    DetectionPipeline.build(
        env,
        source(settings),
        sinks(file),
        settings,
        List.of(),
        new RuleLayers(env, settings.rules(), rules));
    env.execute();
    return read(file);
  }

  private BuiltJob build(int parallelism, OnBrokenRule broken) {
    JobSettings settings = settings(broken);
    return DetectionPipeline.build(
        JobEnvironment.local(parallelism, Duration.ZERO),
        source(settings),
        sinks(directory.resolve("never.jsonl")),
        settings);
  }

  private JobSettings settings(OnBrokenRule broken) {
    Configuration config = new Configuration();
    config.set(RuleOptions.DIRECTORY, rules.toString());
    config.set(RuleOptions.SHIPPED, false);
    config.set(RuleOptions.BROKEN, broken);
    config.set(RuleOptions.HMAC_KEY_FILES, keys);
    return JobSettings.from(config);
  }

  private LogFileSource source(JobSettings settings) {
    return LogFileSource.of(
        List.of(LogInput.of(log)), settings.ingest(), settings.privacy().policy().extraPaths());
  }

  private static Sinks sinks(Path alerts) {
    return Sinks.NONE.withAlerts(Outlet.file(new JsonLinesSink(alerts)));
  }

  private static List<JsonNode> read(Path file) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> alerts = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      alerts.add(json.readTree(line));
    }
    return alerts;
  }

  private static List<JsonNode> of(List<JsonNode> alerts, String rule) {
    return alerts.stream().filter(alert -> alert.at("/rule/id").asText().equals(rule)).toList();
  }

  private static Set<String> ids(List<JsonNode> alerts, String rule) {
    Set<String> ids = new TreeSet<>();
    of(alerts, rule).forEach(alert -> ids.add(alert.at("/event/id").asText()));
    return ids;
  }

  private void rule(String id, String sql, String reason) throws IOException {
    Files.writeString(rules.resolve(id + ".sql"), sql);
    Files.writeString(
        rules.resolve(id + ".yml"),
        """
        id: %s
        version: 1
        status: stable
        title: A rule of a test
        family: similarity
        severity: low
        techniques: [AML.T0043]
        entity: client
        window: 1h
        reason: "%s"
        rationale: It is a test.
        false_positives: [none]
        known_gaps: [all]
        runbook: Look.
        tests:
          - name: hit
            events: [{at: 0s, every: 1s, times: 2}]
            alerts: [{client: "key:a"}]
          - name: miss
            events: [{at: 0s}]
            alerts: []
        """
            .formatted(id, reason));
  }
}
