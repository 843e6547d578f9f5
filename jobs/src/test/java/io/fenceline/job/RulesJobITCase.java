// SPDX-License-Identifier: Apache-2.0
package io.fenceline.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fenceline.command.local.LocalKafka;
import io.fenceline.command.local.ServiceArtifacts;
import io.fenceline.ingest.KafkaInput;
import io.fenceline.ingest.KafkaOptions;
import io.fenceline.ingest.LogFileSource;
import io.fenceline.ingest.LogInput;
import io.fenceline.rule.RuleOptions;
import io.fenceline.rule.RulePack;
import io.fenceline.rule.RuleSelection;
import io.fenceline.sink.file.JsonLinesSink;
import io.fenceline.sink.kafka.KafkaBrokers;
import io.fenceline.sink.kafka.KafkaDocuments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rules as a job of their own, over what the main job has delivered to a real Kafka. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class RulesJobITCase {
  /** Divides by zero at the first hit, which nobody sees before. */
  private static final String FAILS =
      AlikeRule.SQL.replace("WHERE alike > 20", "WHERE 1 / (alike - 20) > 0");

  private static final String YML =
      """
      id: many-alike
      version: 1
      status: stable
      title: A rule of a test
      family: similarity
      severity: low
      techniques: [AML.T0043]
      entity: client
      window: 10m
      reason: "{alike} alike"
      measure: {name: alike, value: alike, limit: 20}
      rationale: It is a test.
      false_positives: [none]
      known_gaps: [all]
      runbook: Look.
      tests:
        - name: hit
          events: [{at: 0s, every: 1s, times: 21, near_duplicate: true}]
          alerts: [{client: "key:a"}]
        - name: miss
          events: [{at: 0s}]
          alerts: []
      """;

  @TempDir Path directory;

  @Test
  void raisesTheAlertsThatTheMainJobWouldRaiseAndFailsAlone() throws Exception {
    Path log = AlikeRule.log(directory);
    try (LocalKafka kafka = LocalKafka.start(ServiceArtifacts.installed())) {
      createTopics(kafka, "events", "other");
      Path sound = rules("sound", AlikeRule.SQL);
      Path failing = rules("failing", FAILS);

      runMainJob(log, kafka, "events", config(kafka, "events", sound, false), "inside");
      Map<String, String> inside = alerts("inside");
      runRules(config(kafka, "events", sound, true), "apart");

      assertThat(inside).isNotEmpty();
      assertThat(alerts("apart")).isEqualTo(inside);

      Configuration later = config(kafka, "events", sound, true);
      later.set(KafkaOptions.START, KafkaInput.Start.TIMESTAMP);
      later.set(KafkaOptions.START_TIMESTAMP, "2999-01-01T00:00:00Z");
      runRules(later, "later");
      assertThat(alerts("later")).as("alerts of what is delivered from 2999 on").isEmpty();

      // Lint would not let such a rule pass.
      RuleSelection unseen = new RuleSelection(RulePack.read(failing).rules(), List.of());
      assertThat(unseen.rules()).hasSize(1);
      Configuration other = config(kafka, "other", failing, true);
      assertThatThrownBy(() -> runMainJob(log, kafka, "other", other, "blast", unseen))
          .hasStackTraceContaining("/ by zero");
      runMainJob(log, kafka, "other", other, "spared");
      assertThatThrownBy(() -> runRules(other, "failed", unseen))
          .hasStackTraceContaining("/ by zero");
      assertThat(Files.readAllLines(directory.resolve("spared.jsonl"))).isNotEmpty();
    }
  }

  @Test
  void asksForItsTopicsBeforeItIsSubmitted() throws Exception {
    try (LocalKafka kafka = LocalKafka.start(ServiceArtifacts.installed())) {
      createTopics(kafka, "alerts");
      Path config =
          Files.writeString(
              directory.resolve("fenceline.yaml"),
              """
              rules:
                apart: true
                shipped: false
                directory: %s
              sink:
                kafka:
                  bootstrap-servers: "%s"
                  alerts-topic: alerts
                  events-topic: evnts
              """
                  .formatted(rules("sound", AlikeRule.SQL), kafka.bootstrapServers()));

      assertThatThrownBy(() -> RulesJob.main(new String[] {"--config", config.toString()}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "sink.kafka.events-topic: topic evnts does not exist at"
                  + " sink.kafka.bootstrap-servers; create it, or mend its name");
    }
  }

  @Test
  void refusesATimeToBeginAtThatIsNone() throws IOException {
    Configuration config = new Configuration();
    config.set(RuleOptions.DIRECTORY, rules("sound", AlikeRule.SQL).toString());
    config.set(RuleOptions.SHIPPED, false);
    config.set(RuleOptions.APART, true);
    config.set(PipelineOptions.SINK_KAFKA_BOOTSTRAP_SERVERS, "localhost:9092");
    config.set(PipelineOptions.SINK_KAFKA_EVENTS_TOPIC, "events");
    config.set(KafkaOptions.START, KafkaInput.Start.TIMESTAMP);
    config.set(KafkaOptions.START_TIMESTAMP, "yesterday");

    assertThatThrownBy(
            () -> RulesJob.build(JobEnvironment.local(1, Duration.ZERO), config, sinks("never")))
        .hasMessageContaining("source.kafka.start-timestamp is 'yesterday'; give a time such as");
  }

  @Test
  void doesNotRunBesideTheSameRulesInTheMainJob() throws IOException {
    Configuration config = new Configuration();
    config.set(RuleOptions.DIRECTORY, rules("sound", AlikeRule.SQL).toString());

    assertThatThrownBy(
            () -> RulesJob.build(JobEnvironment.local(1, Duration.ZERO), config, sinks("never")))
        .hasMessageContaining("rules.apart is false");
  }

  @Test
  void saysWhichTopicIsMissing() throws IOException {
    Configuration config = new Configuration();
    config.set(RuleOptions.DIRECTORY, rules("sound", AlikeRule.SQL).toString());
    config.set(RuleOptions.SHIPPED, false);
    config.set(RuleOptions.APART, true);

    assertThatThrownBy(
            () -> RulesJob.build(JobEnvironment.local(1, Duration.ZERO), config, sinks("never")))
        .hasMessageContaining("sink.kafka.events-topic is not set, but rules read enriched_events");
  }

  /** With the rules that its configuration says: none, if they run apart. */
  private void runMainJob(
      Path log, LocalKafka kafka, String topic, Configuration config, String name)
      throws Exception {
    boolean apart = config.get(RuleOptions.APART);
    runMainJob(
        log,
        kafka,
        topic,
        config,
        name,
        apart ? RuleSelection.NONE : RuleSelection.read(JobSettings.from(config).rules()));
  }

  private void runMainJob(
      Path log,
      LocalKafka kafka,
      String topic,
      Configuration config,
      String name,
      RuleSelection rules)
      throws Exception {
    JobSettings settings = JobSettings.from(config);
    StreamExecutionEnvironment env = JobEnvironment.local(1, Duration.ZERO);
    DetectionPipeline.build(
        env,
        LogFileSource.of(
            List.of(LogInput.of(log)), settings.ingest(), settings.privacy().policy().extraPaths()),
        sinks(name)
            .withEvents(
                Outlet.kafka(
                    KafkaDocuments.sink(KafkaBrokers.at(kafka.bootstrapServers()), topic))),
        settings,
        List.of(),
        rules);
    env.execute();
  }

  private void runRules(Configuration config, String name) throws Exception {
    runRules(config, name, RuleSelection.read(JobSettings.from(config).rules()));
  }

  private void runRules(Configuration config, String name, RuleSelection rules) throws Exception {
    StreamExecutionEnvironment env = JobEnvironment.local(2, Duration.ZERO);
    RulesJob.build(env, config, sinks(name), rules);
    env.execute();
  }

  private static Configuration config(LocalKafka kafka, String topic, Path rules, boolean apart) {
    Configuration config = new Configuration();
    config.set(RuleOptions.DIRECTORY, rules.toString());
    config.set(RuleOptions.SHIPPED, false);
    config.set(RuleOptions.APART, apart);
    config.set(KafkaOptions.BOUNDED, true);
    config.set(PipelineOptions.SINK_KAFKA_BOOTSTRAP_SERVERS, kafka.bootstrapServers());
    config.set(PipelineOptions.SINK_KAFKA_EVENTS_TOPIC, topic);
    return config;
  }

  private Path rules(String name, String sql) throws IOException {
    Path rules = Files.createDirectories(directory.resolve(name));
    Files.writeString(rules.resolve("many-alike.sql"), sql);
    Files.writeString(rules.resolve("many-alike.yml"), YML);
    return rules;
  }

  private Sinks sinks(String name) {
    return Sinks.NONE.withAlerts(
        Outlet.file(new JsonLinesSink(directory.resolve(name + ".jsonl"))));
  }

  /** The last revision of each alert of the rule, without what only risk changes. */
  private Map<String, String> alerts(String name) throws IOException {
    ObjectMapper json = new ObjectMapper();
    Map<String, JsonNode> last = new TreeMap<>();
    for (String line : Files.readAllLines(directory.resolve(name + ".jsonl"))) {
      JsonNode alert = json.readTree(line);
      if (alert.at("/rule/id").asText().equals("many-alike")) {
        last.merge(
            alert.at("/event/id").asText(), alert, (a, b) -> revision(a) > revision(b) ? a : b);
      }
    }
    Map<String, String> shown = new TreeMap<>();
    last.forEach(
        (id, alert) ->
            shown.put(
                id,
                Stream.of(
                        "/@timestamp",
                        "/fenceline/incident/count",
                        "/fenceline/incident/first_seen",
                        "/fenceline/incident/last_seen",
                        "/fenceline/measure",
                        "/fenceline/subject",
                        "/fenceline/evidence")
                    .map(path -> alert.at(path).toString())
                    .toList()
                    .toString()));
    return shown;
  }

  private static int revision(JsonNode alert) {
    return alert.at("/fenceline/incident/revision").asInt();
  }

  private static void createTopics(LocalKafka kafka, String... names) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin
          .createTopics(Stream.of(names).map(name -> new NewTopic(name, 2, (short) 1)).toList())
          .all()
          .get();
    }
  }
}
