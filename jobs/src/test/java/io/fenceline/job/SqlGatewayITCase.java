// SPDX-License-Identifier: Apache-2.0
package io.fenceline.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenceline.command.local.FlinkCluster;
import io.fenceline.command.local.LocalKafka;
import io.fenceline.command.local.ServiceArtifacts;
import io.fenceline.command.local.SqlSession;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
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

/** Rules in Flink's own SQL Gateway, over what the job has written to Kafka. */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class SqlGatewayITCase {
  private static final Path HOME = Path.of(System.getProperty("fenceline.home"));
  private static final Path TARGET = HOME.resolve("jobs/target").toAbsolutePath().normalize();
  private static final Path JAR = TARGET.resolve("fenceline-jobs.jar");

  /** Enough for the first attack of the sample. */
  private static final int EVENTS = 4_000;

  @TempDir static Path directory;

  private static LocalKafka kafka;
  private static FlinkCluster flink;
  private static SqlSession session;

  @BeforeAll
  static void runTheJobAndOpenASession() throws Exception {
    kafka = LocalKafka.start(ServiceArtifacts.installed());
    flink = FlinkCluster.start(TARGET, Files.createDirectory(directory.resolve("cluster")));
    flink.addTaskManager("first");
    createTopics("requests", "events", "alerts");
    send(sample());
    String said = flink.client("run", JAR.toString(), "--config", configuration().toString());
    assertThat(said).contains("has finished");

    session = flink.openSqlSession();
    session.run("ADD JAR '" + JAR + "'");
    session.run("LOAD MODULE fenceline");
    for (String table : List.of("inference_events", "enriched_events")) {
      declare(table, table.equals("inference_events") ? "requests" : "events");
    }
  }

  @AfterAll
  static void stop() {
    Stream.of(flink, kafka).forEach(SqlGatewayITCase::close);
  }

  private static void close(AutoCloseable service) {
    try {
      if (service != null) {
        service.close();
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aRuleGivesTheSameRowsAsInTheJob() throws Exception {
    System.err.println(session.run("SELECT COUNT(*) AS n FROM enriched_events"));
  }

  @Test
  void one() throws Exception {
    for (String rule : List.of("""
        -- many near-duplicates
        SELECT event_time, tenant, model_name, client, request_id, n
        FROM (
          SELECT *, COUNT(*) OVER (
            PARTITION BY tenant, model_name, client ORDER BY event_time
            RANGE BETWEEN INTERVAL '10' MINUTE PRECEDING AND CURRENT ROW) AS n
          FROM enriched_events
          WHERE near_duplicate)
        WHERE n = 20;
        """,
        """
        SELECT window_time AS event_time, model_name, client, N, e FROM (
        SELECT window_start, window_end, window_time, model_name, client, COUNT(*) AS N, CLASS_ENTROPY(predicted_class) AS e
        FROM TABLE(TUMBLE(TABLE inference_events, DESCRIPTOR(event_time), INTERVAL '5' MINUTE))
        GROUP BY window_start, window_end, window_time, model_name, client) WHERE N > 100
        """)) {
      long t = System.nanoTime();
      System.err.println(session.run(rule));
      System.err.println((System.nanoTime() - t) / 1e9);
    }
  }

  /** The statements of the file as they are; then where the topic is. */
  private static void declare(String table, String topic) throws Exception {
    String text = Files.readString(HOME.resolve("sql/views/" + table + ".sql"));
    for (String statement : text.split(";\n(?!--)")) {
      if (!statement.isBlank()) session.run(statement);
    }
    session.run(
        """
        ALTER TABLE %s_documents SET (
          'topic' = '%s',
          'properties.bootstrap.servers' = '%s',
          'scan.bounded.mode' = 'latest-offset')
        """
            .formatted(table, topic, kafka.bootstrapServers()));
  }

  private static Path configuration() throws IOException {
    return Files.writeString(
        directory.resolve("fenceline.yaml"),
        """
        source.kafka: {bootstrap-servers: '%1$s', topics: [requests], bounded: true}
        sink.kafka: {bootstrap-servers: '%1$s', alerts-topic: alerts, events-topic: events}
        job: {parallelism: 1, checkpoint-interval: 1 s}
        """
            .formatted(kafka.bootstrapServers()));
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

  private static void createTopics(String... names) throws Exception {
    try (Admin admin = Admin.create(client())) {
      admin
          .createTopics(Stream.of(names).map(name -> new NewTopic(name, 2, (short) 1)).toList())
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
