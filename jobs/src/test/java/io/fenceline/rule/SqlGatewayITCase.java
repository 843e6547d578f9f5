// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fenceline.alert.AlertSettings;
import io.fenceline.command.CommandRun;
import io.fenceline.command.local.FlinkCluster;
import io.fenceline.command.local.LocalKafka;
import io.fenceline.command.local.ServiceArtifacts;
import io.fenceline.command.local.SqlSession;
import io.fenceline.command.trial.RuleTrials;
import io.fenceline.command.trial.RuleVerdict;
import io.fenceline.ingest.IngestOptions;
import io.fenceline.ingest.KafkaEvents;
import io.fenceline.ingest.KafkaInput;
import io.fenceline.job.DetectionPipeline;
import io.fenceline.job.JobEnvironment;
import io.fenceline.job.JobSettings;
import io.fenceline.job.Outlet;
import io.fenceline.job.Sinks;
import io.fenceline.model.Detection;
import io.fenceline.sink.Document;
import io.fenceline.sink.kafka.KafkaBrokers;
import io.fenceline.sink.kafka.KafkaDocuments;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shipped rules, their files unchanged, in Flink's own SQL Gateway over what the job has
 * written to Kafka.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class SqlGatewayITCase {
  private static final Path HOME = Path.of(System.getProperty("fenceline.home"));
  private static final Path TARGET = HOME.resolve("jobs/target").toAbsolutePath().normalize();
  private static final Path JAR = TARGET.resolve("fenceline-jobs.jar");

  /** Enough for the first attack of the sample. */
  private static final int EVENTS = 4_000;

  /** Each table and the topic that holds its records. */
  private static final Map<String, String> TOPICS =
      Map.of(
          "inference_events", "requests",
          "enriched_events", "events",
          "signals", "events",
          "model_windows", "windows",
          "alerts", "alerts");

  /** One rule of each kind, over each table that the recorded attack fills. */
  private static final Map<String, String> RULES =
      Map.of(
          "near-duplicates-counted",
          """
          -- The twentieth near-duplicate within ten minutes; not before, not again.
          SELECT event_time, tenant, model_name, client, request_id, near_duplicates
          FROM (
            SELECT *, COUNT(*) OVER (
              PARTITION BY tenant, model_name, client ORDER BY event_time
              RANGE BETWEEN INTERVAL '10' MINUTE PRECEDING AND CURRENT ROW) AS near_duplicates
            FROM enriched_events
            WHERE near_duplicate AND entropy_cusum IS NOT NULL)
          WHERE near_duplicates = 20
          """,
          "answers-of-a-window",
          """
          SELECT
            window_time AS event_time, tenant, model_name, client,
            COUNT(*) AS requests, class_entropy(predicted_class) AS spread
          FROM TABLE(TUMBLE(TABLE inference_events, DESCRIPTOR(event_time), INTERVAL '5' MINUTE))
          GROUP BY window_start, window_end, window_time, tenant, model_name, client
          HAVING COUNT(*) >= 50;
          """,
          "low-margin-then-switch",
          """
          SELECT *
          FROM signals
          MATCH_RECOGNIZE (
            PARTITION BY tenant, model_name, client, group_id
            ORDER BY event_time, request_id
            MEASURES
              LAST(crossing.event_time) AS event_time,
              ARRAY[LAST(near.request_id), LAST(crossing.request_id)] AS request_ids
            ONE ROW PER MATCH
            AFTER MATCH SKIP PAST LAST ROW
            PATTERN (near crossing) WITHIN INTERVAL '10' MINUTE
            DEFINE
              near AS near.kind = 'low_margin',
              crossing AS crossing.kind = 'class_switch')
          """,
          "busy-window",
          """
          SELECT event_time, tenant, model_name, requests, top_client AS client
          FROM model_windows
          WHERE requests > 100
          """);

  private static final String YML =
      """
      id: %1$s
      version: 1
      status: stable
      title: %1$s
      family: similarity
      severity: low
      techniques: [AML.T0040]
      entity: %2$s
      window: 10m
      reason: "%3$s"
      rationale: Each kind of query gives the same in both places.
      false_positives: [none]
      known_gaps: [none]
      runbook: Look.
      tests:
        - name: something
          given: {}
          events:
            - {at: 0s}
          alerts:
            - {count: 1}
        - name: nothing
          given: {}
          events:
            - {at: 0s}
          alerts: []
      """;

  @TempDir static Path directory;

  private static Map<String, List<Detection>> inTheJob;
  private static LocalKafka kafka;
  private static FlinkCluster flink;
  private static SqlSession session;

  @BeforeAll
  static void runTheJobAndOpenASession() throws Exception {
    kafka = LocalKafka.start(ServiceArtifacts.installed());
    writeRules();
    createTopics();
    send(sample());
    inTheJob = runTheJob();
    flink = FlinkCluster.start(TARGET, Files.createDirectory(directory.resolve("cluster")));
    flink.addTaskManagers("first");
    session = flink.openSqlSession();
    session.run("ADD JAR '" + JAR + "'");
    session.run("LOAD MODULE fenceline");
    for (String table : TOPICS.keySet()) {
      declare(table);
    }
  }

  @AfterAll
  static void stop() {
    if (flink != null) {
      flink.close();
    }
    if (kafka != null) {
      kafka.close();
    }
  }

  @Test
  void aRuleFileFindsUnchangedWhatItFindsInTheJob() throws Exception {
    for (SqlRule rule : RuleSelection.read(settings().rules()).rules()) {
      assertThat(inTheJob).as("hits of " + rule.id()).containsKey(rule.id());
      assertThat(overKafka(rule)).as(rule.id()).isEqualTo(inTheJob.get(rule.id()));
    }
  }

  @Test
  void theTestsOfRulesAndABacktestFindWhatTheJobFinds() throws Exception {
    Path out = directory.resolve("backtest");
    CommandRun.of(
        "rules",
        "backtest",
        "--rules",
        directory.resolve("rules").toString(),
        "--input",
        Files.write(directory.resolve("requests.jsonl"), sample()).toString(),
        "--output",
        out.toString());
    Map<String, JsonNode> backtest = new TreeMap<>();
    new ObjectMapper()
        .readTree(out.resolve("backtest.json").toFile())
        .path("rules")
        .forEach(rule -> backtest.put(rule.path("id").asText(), rule));
    List<SqlRule> recorded = new ArrayList<>();

    for (SqlRule rule : RuleSelection.read(settings().rules()).rules()) {
      RecordedCase made = new RecordedCase(rule);
      List<Map<String, JsonNode>> alerts = RecordedCase.last(session.run(made.revisions()));
      assertThat(alerts).as(rule.id()).isNotEmpty();
      recorded.add(made.with(session.run(made.rows()), alerts));
      JsonNode figures = backtest.get(rule.id());
      assertThat(figures.path("hits").asInt())
          .as("hits of %s in a backtest", rule.id())
          .isEqualTo(inTheJob.get(rule.id()).size());
      assertThat(figures.path("alerts").asInt())
          .as("alerts of %s in a backtest", rule.id())
          .isEqualTo(alerts.size());
    }

    RuleTrials trials =
        new RuleTrials(
            IngestOptions.OUT_OF_ORDERNESS.defaultValue(), AlertSettings.defaults(), Map.of());
    for (RuleVerdict verdict : trials.run(recorded, each -> true, new TrialSilence())) {
      assertThat(verdict.faults()).isEmpty();
      assertThat(verdict.cases().get(0).problems())
          .as("what the test of %s finds otherwise than the job", verdict.rule())
          .filteredOn(problem -> !problem.contains("near miss"))
          .isEmpty();
    }
  }

  private static final class TrialSilence implements RuleTrials.Progress {
    @Override
    public void compiling(SqlRule rule, int number, int of) {}

    @Override
    public void running(int rules) {}
  }

  @Test
  void everyRuleFileCanBePlannedOverTheViews() throws Exception {
    for (SqlRule rule : RulePack.shipped().rules()) {
      assertThat(session.run("EXPLAIN " + rule.source().sql())).as(rule.id()).isNotEmpty();
    }
  }

  private static List<Detection> overKafka(SqlRule rule) throws Exception {
    List<Detection> found = new ArrayList<>();
    for (Map<String, JsonNode> columns : session.run(rule.source().sql())) {
      Map<String, Integer> positions = new HashMap<>();
      Row row = new Row(columns.size());
      columns.forEach(
          (name, value) -> {
            row.setField(positions.size(), value(name, value));
            positions.put(name, positions.size());
          });
      new RowDetection(rule, new RuleOutput(positions)).read(row).ifPresent(found::add);
    }
    return sorted(found);
  }

  /** A value as Flink's tables give it. */
  private static Object value(String column, JsonNode value) {
    if (value.isArray()) {
      List<String> items = new ArrayList<>();
      value.forEach(item -> items.add(item.asText()));
      return items.toArray();
    }
    if (column.equals("event_time")) {
      String time = value.asText();
      return time.endsWith("Z") ? Instant.parse(time) : LocalDateTime.parse(time);
    }
    if (value.isNumber()) {
      return value.isIntegralNumber() ? (Object) value.longValue() : value.doubleValue();
    }
    return value.isNull() ? null : value.asText();
  }

  /**
   * Runs the job from Kafka to Kafka.
   *
   * @return what each rule finds, before detections of one entity become one alert
   */
  private static Map<String, List<Detection>> runTheJob() throws Exception {
    JobSettings settings = settings();
    StreamExecutionEnvironment env = JobEnvironment.local(1, Duration.ZERO);
    List<CloseableIterator<Detection>> collected = new ArrayList<>();
    DetectionPipeline.build(
        env,
        KafkaEvents.source(
            KafkaInput.of(kafka.bootstrapServers(), List.of("requests"), true),
            settings.ingest(),
            settings.privacy().policy().extraPaths()),
        Sinks.NONE
            .withEvents(documents("events"))
            .withAlerts(documents("alerts"))
            .withWindows(documents("windows"))
            .withDetections((detections, stem) -> collected.add(detections.collectAsync())),
        settings);
    JobClient job = env.executeAsync();
    Map<String, List<Detection>> byRule = new TreeMap<>();
    try (CloseableIterator<Detection> all = collected.get(0)) {
      all.forEachRemaining(
          each -> byRule.computeIfAbsent(each.rule().id(), id -> new ArrayList<>()).add(each));
    }
    job.getJobExecutionResult().get();
    byRule.replaceAll((id, all) -> sorted(all));
    return byRule;
  }

  private static JobSettings settings() {
    Configuration config = new Configuration();
    config.set(RuleOptions.SHIPPED, false);
    config.set(RuleOptions.DIRECTORY, directory.resolve("rules").toString());
    return JobSettings.from(config);
  }

  private static void writeRules() throws IOException {
    Path rules = Files.createDirectory(directory.resolve("rules"));
    for (Map.Entry<String, String> rule : RULES.entrySet()) {
      String id = rule.getKey();
      String entity = id.equals("busy-window") ? "model" : "client";
      String reason = id.equals("answers-of-a-window") ? "{requests} of {spread} nats" : "found";
      Files.writeString(rules.resolve(id + ".sql"), rule.getValue());
      Files.writeString(rules.resolve(id + ".yml"), YML.formatted(id, entity, reason));
    }
  }

  private static Outlet<Document> documents(String topic) {
    return Outlet.kafka(KafkaDocuments.sink(KafkaBrokers.at(kafka.bootstrapServers()), topic));
  }

  private static List<Detection> sorted(List<Detection> detections) {
    return detections.stream()
        .sorted(Comparator.comparing(Detection::toString))
        .collect(Collectors.toList());
  }

  /** The statements of the file as they are; then where the topic is. */
  private static void declare(String table) throws Exception {
    String file = Files.readString(HOME.resolve("sql/views/" + table + ".sql"));
    for (String statement : file.strip().split("(?<=;)\n\n(?=CREATE)")) {
      session.run(statement);
    }
    session.run(
        """
        ALTER TABLE %s_documents SET (
          'topic' = '%s',
          'properties.bootstrap.servers' = '%s',
          'scan.bounded.mode' = 'latest-offset')
        """
            .formatted(table, TOPICS.get(table), kafka.bootstrapServers()));
  }

  private static List<String> sample() throws IOException {
    Path file = HOME.resolve("deploy/local/sample/recorded-attacks.jsonl.gz");
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      return lines.lines().limit(EVENTS).toList();
    }
  }

  private static void createTopics() throws Exception {
    try (Admin admin = Admin.create(client())) {
      admin
          .createTopics(
              TOPICS.values().stream()
                  .distinct()
                  .map(name -> new NewTopic(name, 2, (short) 1))
                  .toList())
          .all()
          .get();
    }
  }

  private static Map<String, Object> client() {
    return Map.of("bootstrap.servers", kafka.bootstrapServers());
  }

  private static void send(List<String> requests) {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(client(), new StringSerializer(), new StringSerializer())) {
      for (int i = 0; i < requests.size(); i++) {
        producer.send(new ProducerRecord<>("requests", i % 2, null, requests.get(i)));
      }
    }
  }
}
