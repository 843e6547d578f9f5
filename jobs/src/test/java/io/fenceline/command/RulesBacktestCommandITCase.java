// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fenceline.command.local.LocalKafka;
import io.fenceline.command.local.ServiceArtifacts;
import io.fenceline.rule.RulePack;
import io.fenceline.rule.RuleStatus;
import io.fenceline.rule.SqlRule;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 10, unit = TimeUnit.MINUTES)
class RulesBacktestCommandITCase {
  private static final Path LABELS =
      RecordedAttacks.log().resolveSibling("recorded-attacks.labels.jsonl");
  private static final Path RULES = RecordedAttacks.home().resolve("sql/rules").normalize();
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String SQL =
      """
      SELECT event_time, tenant, model_name, client, api_key_id, user_id, source_ip, request_id, alike
      FROM (
        SELECT *,
          COUNT(*) OVER (
            PARTITION BY tenant, model_name, client ORDER BY event_time
            RANGE BETWEEN INTERVAL '10' MINUTE PRECEDING AND CURRENT ROW) AS alike
        FROM enriched_events
        WHERE near_duplicate)
      WHERE alike >= 200
      """;

  private static final String YML =
      """
      id: %s
      version: 1
      status: experimental
      title: Many near-duplicates of one client
      family: similarity
      severity: medium
      techniques: [AML.T0040]
      entity: client
      window: 10m
      reason: "{alike} near-duplicates within 10 minutes"
      rationale: Somebody searches around an input.
      false_positives: [a health probe]
      known_gaps: [whoever is slow]
      runbook: Ask the owner.
      tests:
        - name: many
          given: {near_duplicate: true}
          events: [{at: 0s, every: 1s, times: 200}]
          alerts: [{count: 1}]
        - name: few
          given: {near_duplicate: true}
          events: [{at: 0s, every: 1s, times: 199}]
          alerts: []
      """;

  @TempDir Path directory;

  private final StringWriter err = new StringWriter();

  @Test
  void anExperimentalRuleIsCountedAndASilentOneNamed() throws Exception {
    Path rules = rules();
    Path out = directory.resolve("out");

    assertThat(
            backtest(out, "--rules", rules.toString(), "--input", RecordedAttacks.log().toString()))
        .as(err.toString())
        .isZero();

    JsonNode backtest = JSON.readTree(out.resolve("backtest.json").toFile());
    assertThat(backtest.path("events").asLong()).isEqualTo(27_645);
    JsonNode fired = backtest.at("/rules/0");
    assertThat(fired.path("id").asText()).isEqualTo("many-alike");
    assertThat(fired.path("hits").asLong()).isGreaterThan(fired.path("alerts").asLong());
    assertThat(fired.at("/alerts_by_severity/medium").asLong()).isPositive();
    assertThat(fired.at("/samples/0/reason").asText())
        .contains("near-duplicates within 10 minutes");
    assertThat(backtest.at("/rules/1/id").asText()).isEqualTo("never");
    assertThat(backtest.at("/rules/1/hits").asLong()).isZero();
    assertThat(out.resolve("backtest.html")).exists();
  }

  @Test
  void aRangeOfATopicIsReadFromItsFirstTimestampToBeforeItsLast() throws Exception {
    Path rules = rules();
    Path out = directory.resolve("out");
    try (LocalKafka kafka = LocalKafka.start(ServiceArtifacts.installed())) {
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
        admin.createTopics(Set.of(new NewTopic("logs", 2, (short) 1))).all().get();
      }
      long sent = send(kafka.bootstrapServers());

      int code =
          backtest(
              out,
              "never",
              "--rules",
              rules.toString(),
              "--topic",
              "logs",
              "--bootstrap-servers",
              kafka.bootstrapServers(),
              "--from",
              Instant.ofEpochMilli(1_000).toString(),
              "--to",
              Instant.ofEpochMilli(3_000).toString());

      assertThat(sent).isGreaterThan(3_000);
      assertThat(code).as(err.toString()).isZero();
    }
    assertThat(JSON.readTree(out.resolve("backtest.json").toFile()).path("records").asLong())
        .isEqualTo(2_000);
  }

  @Test
  void shippedRulesSayNothingOfHonestTrafficButWhatIsTolerated() throws Exception {
    Path out = directory.resolve("out");
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--rules", RULES.toString()));
    arguments.addAll(List.of("--input", RecordedAttacks.log().toString()));
    arguments.addAll(List.of("--labels", LABELS.toString()));

    assertThat(backtest(out, arguments.toArray(String[]::new))).as(err.toString()).isZero();

    assertThat(ids(out.resolve("backtest.json")))
        .as("rules that are tried if none is named")
        .containsExactlyInAnyOrderElementsOf(
            RulePack.read(RULES).rules().stream()
                .filter(rule -> rule.status() != RuleStatus.EXPERIMENTAL)
                .map(SqlRule::id)
                .toList());
    Map<String, Long> tolerated = new TreeMap<>();
    for (JsonNode each :
        JSON.readTree(RULES.resolve("tolerated.json").toFile()).path("tolerated")) {
      assertThat(each.path("why").asText()).as("why is %s tolerated", each).isNotBlank();
      tolerated.put(name(each.path("rule"), each.path("entity")), each.path("alerts").asLong());
    }
    assertThat(honest(out.resolve("backtest.json")))
        .as(
            "alerts on honest traffic of the sample against sql/rules/tolerated.json: narrow a rule"
                + " that is not in it, or add it with the reason; remove what is no longer there")
        .containsExactlyInAnyOrderEntriesOf(tolerated);
  }

  @Test
  void wrongOptionsAreNamedBeforeAnythingRuns() {
    Path out = directory.resolve("out");

    assertThat(backtest(out)).isEqualTo(2);
    assertThat(err.toString()).contains("Name either --input or --topic.");
    assertThat(backtest(out, "--topic", "t", "--to", "yesterday")).isEqualTo(2);
    assertThat(err.toString()).contains("--to is yesterday; give a time such as");
    assertThat(out).doesNotExist();
  }

  private static List<String> ids(Path backtest) throws IOException {
    List<String> ids = new ArrayList<>();
    JSON.readTree(backtest.toFile())
        .path("rules")
        .forEach(rule -> ids.add(rule.path("id").asText()));
    return ids;
  }

  private static Map<String, Long> honest(Path backtest) throws IOException {
    Map<String, Long> alerts = new TreeMap<>();
    for (JsonNode rule : JSON.readTree(backtest.toFile()).path("rules")) {
      for (JsonNode each : rule.path("honest_entities")) {
        alerts.put(name(rule.path("id"), each.path("entity")), each.path("alerts").asLong());
      }
    }
    return alerts;
  }

  private static String name(JsonNode rule, JsonNode entity) {
    return rule.asText() + " about " + entity.asText();
  }

  private Path rules() throws IOException {
    Path rules = Files.createDirectories(directory.resolve("rules"));
    Files.writeString(rules.resolve("many-alike.sql"), SQL);
    Files.writeString(rules.resolve("many-alike.yml"), YML.formatted("many-alike"));
    Files.writeString(rules.resolve("never.sql"), SQL.replace(">= 200", ">= 2000000"));
    Files.writeString(rules.resolve("never.yml"), YML.formatted("never"));
    return rules;
  }

  /** The first 4,000 records of the sample, each with its number as timestamp. */
  private static long send(String servers) throws Exception {
    try (KafkaProducer<String, String> producer =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", servers),
                new StringSerializer(),
                new StringSerializer());
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(
                    new GZIPInputStream(Files.newInputStream(RecordedAttacks.log())),
                    StandardCharsets.UTF_8))) {
      long number = 0;
      for (String line = lines.readLine();
          line != null && number < 4_000;
          line = lines.readLine()) {
        producer.send(new ProducerRecord<>("logs", (int) (number % 2), number, null, line));
        number++;
      }
      producer.flush();
      return number;
    }
  }

  private int backtest(Path out, String... more) {
    List<String> arguments = new ArrayList<>(List.of("rules", "backtest"));
    arguments.addAll(List.of(more));
    arguments.addAll(List.of("--output", out.toString()));
    return Fenceline.commandLine()
        .setErr(new PrintWriter(err, true))
        .execute(arguments.toArray(String[]::new));
  }
}
