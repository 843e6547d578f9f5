// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenceline.dashboard.Dataset;
import io.fenceline.dashboard.kibana.PanelCheck;
import io.fenceline.job.JobEnvironment;
import io.fenceline.sink.DocumentStream;
import io.fenceline.sink.elasticsearch.ElasticsearchOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaToElasticsearchITCase {
  private static final Duration CHECKPOINTS = Duration.ofSeconds(1);
  private static final int PARALLELISM = 2;
  private static final int MAX_PAYLOAD = 64 * 1024;

  private static final String NO_BAD_RECORD = "every record of the sample is good";
  private static final String NO_RECORD_TWICE = "no record of the sample comes twice";
  private static final String NO_POLICY = "the sample is read without a privacy policy";

  /** Panels of which the sample holds nothing, and why. */
  private static final Map<String, String> EMPTY_PANELS =
      Map.ofEntries(
          Map.entry("fenceline-pipeline/Dead letters", NO_BAD_RECORD),
          Map.entry("fenceline-pipeline/Dead letters by reason", NO_BAD_RECORD),
          Map.entry("fenceline-pipeline/Where dead letters come from", NO_BAD_RECORD),
          Map.entry("fenceline-pipeline/Newest dead letters", NO_BAD_RECORD),
          Map.entry("fenceline-coverage/Oldest dead letter kept", NO_BAD_RECORD),
          Map.entry("fenceline-pipeline/Withheld fields", NO_POLICY),
          Map.entry("fenceline-coverage/Withheld fields over time", NO_POLICY),
          Map.entry("fenceline-pipeline/Duplicates", NO_RECORD_TWICE),
          Map.entry("fenceline-pipeline/Duplicates by model", NO_RECORD_TWICE),
          Map.entry("fenceline-pipeline/Late requests by model", "the sample is in order of time"),
          Map.entry("fenceline-model/New classes", "no model of the sample was exchanged"));

  @TempDir static Path directory;

  private static Services services;
  private static long sent;
  private static JobAccount account;

  @BeforeAll
  static void runTheSampleOnce() throws Exception {
    services = Services.start();
    services.createTopic("sample");
    services.createTopic("sample-dead-letters");
    sent = Sample.below(RecordedAttacks.home()).send(services.brokers(), "sample");
    account = sample().run(JobEnvironment.local(PARALLELISM, CHECKPOINTS), "sample");
  }

  @AfterAll
  static void stop() {
    services.close();
  }

  @Test
  void holdsTheSameAsARunFromFiles() throws Exception {
    FileRun files = FileRun.of(RecordedAttacks.log(), directory.resolve("files"), 1);

    Map<DocumentStream, Map<String, String>> stored = documents("sample");
    assertThat(stored.get(DocumentStream.ALERTS))
        .isNotEmpty()
        .isEqualTo(Services.documents(files.alerts()));
    assertThat(stored.get(DocumentStream.EVENTS)).isEqualTo(Services.documents(files.events()));
    assertThat(stored.get(DocumentStream.WINDOWS).values())
        .containsExactlyInAnyOrderElementsOf(Services.documents(files.windows()).values());
  }

  @Test
  void countsOverHttpAddUpToWhatWasSent() throws Exception {
    long events = services.count(DocumentStream.EVENTS, "sample");
    long deadLetters = services.count(DocumentStream.DEAD_LETTERS, "sample");

    assertThat(account.read()).isEqualTo(sent);
    assertThat(events + deadLetters).isEqualTo(sent - account.duplicates());
    assertThat(deadLetters).isEqualTo(account.deadLettered());
    assertThat(services.count(DocumentStream.WINDOWS, "sample")).isEqualTo(account.windows());
    assertThat(rejected()).isEmpty();
  }

  /** Kibana's panels and the report's, which come from the same definitions, agree. */
  @Test
  void everyPanelShowsWhatElasticsearchAnswersToIt() throws Exception {
    Map<Dataset, List<JsonNode>> documents = new EnumMap<>(Dataset.class);
    for (Dataset dataset : Dataset.values()) {
      documents.put(dataset, List.copyOf(services.stored(stream(dataset), "sample").values()));
    }

    Set<String> empty =
        PanelCheck.run(
            documents, (dataset, body) -> services.search(stream(dataset), "sample", body));

    assertThat(empty).isEqualTo(EMPTY_PANELS.keySet());
  }

  private static DocumentStream stream(Dataset dataset) {
    return switch (dataset) {
      case ALERTS -> DocumentStream.ALERTS;
      case EVENTS -> DocumentStream.EVENTS;
      case WINDOWS -> DocumentStream.WINDOWS;
      case DUPLICATES -> DocumentStream.DUPLICATES;
      case DEAD_LETTERS -> DocumentStream.DEAD_LETTERS;
    };
  }

  @Test
  void readingTheSameTopicAgainAddsAndChangesNothing() throws Exception {
    Map<DocumentStream, Map<String, JsonNode>> before = stored("sample");

    sample().run(JobEnvironment.local(PARALLELISM, CHECKPOINTS), "sample");

    assertThat(stored("sample")).isEqualTo(before);
    assertThat(rejected()).isEmpty();
  }

  /** Full batches were sent before the failure and come again; the rest is in the state. */
  @Test
  void aFailureAfterACheckpointLosesAndDoublesNothing() throws Exception {
    Configuration batches = new Configuration();
    batches.set(ElasticsearchOptions.BATCH_DOCUMENTS, 500);
    batches.set(ElasticsearchOptions.BATCH_INTERVAL, Duration.ofHours(1));
    Configuration flink = JobEnvironment.settings();
    flink.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1);
    flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(1));
    flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(50));
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(PARALLELISM, flink);

    JobAccount afterwards =
        sample().run(env, "failing", batches, outlet -> FailsOnce.before(outlet, 1_000));

    assertThat(afterwards.read())
        .as("records read by the second attempt, which goes on from the checkpoint")
        .isPositive()
        .isLessThan(sent - 1_000);
    assertThat(documents("failing")).isEqualTo(documents("sample"));
  }

  @Test
  void badRecordsGoToTheirTopicWithTheirBytesAndNowhereElse() throws Exception {
    Traffic traffic = Traffic.withBadRecords();
    services.createTopic("traffic");
    services.createTopic("traffic-dead-letters");
    send(traffic, "traffic");
    FileRun clean =
        FileRun.of(
            Traffic.clean().write(directory.resolve("clean.jsonl")), directory.resolve("clean"), 1);

    JobAccount bad =
        new ServiceRun(services, "traffic", "traffic-dead-letters", directory.resolve("rejected"))
            .run(JobEnvironment.local(PARALLELISM, CHECKPOINTS), "traffic");

    assertThat(bad.deadLetterReasons()).isEqualTo(traffic.reasons());
    Map<DocumentStream, Map<String, String>> stored = documents("traffic");
    assertThat(stored.get(DocumentStream.ALERTS))
        .isNotEmpty()
        .isEqualTo(Services.documents(clean.alerts()));
    assertThat(stored.get(DocumentStream.EVENTS)).isEqualTo(Services.documents(clean.events()));
    assertThat(stored.get(DocumentStream.DEAD_LETTERS)).hasSize(traffic.bad().size());
    assertThat(stored.values())
        .allSatisfy(
            documents ->
                assertThat(documents.values())
                    .noneMatch(document -> document.contains(BadRecord.SECRET)));
    assertDeadLetterTopicHolds(traffic);
  }

  private static void assertDeadLetterTopicHolds(Traffic traffic) {
    Map<String, ConsumerRecord<byte[], byte[]>> letters = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> letter : services.records("traffic-dead-letters")) {
      assertThat(letters.put(header(letter, "sha256"), letter)).isNull();
    }
    for (BadRecord bad : traffic.bad().values()) {
      ConsumerRecord<byte[], byte[]> letter = letters.remove(bad.sha256());
      assertThat(letter).as(bad.name()).isNotNull();
      assertThat(letter.value())
          .as(bad.name())
          .isEqualTo(Arrays.copyOf(bad.bytes(), Math.min(bad.bytes().length, MAX_PAYLOAD)));
      assertThat(header(letter, "reason")).as(bad.name()).isEqualTo(bad.reason());
      assertThat(header(letter, "detail"))
          .as(bad.name())
          .contains(bad.says())
          .doesNotContain(BadRecord.SECRET);
      assertThat(header(letter, "length")).as(bad.name()).isEqualTo("" + bad.bytes().length);
      assertThat(header(letter, "source")).as(bad.name()).isIn("traffic/0", "traffic/1");
      assertThat(header(letter, "position")).as(bad.name()).matches("[0-9]+");
    }
    assertThat(letters).isEmpty();
  }

  private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
    return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  /** Honest records keyed by client, bad ones without key in both partitions. */
  private static void send(Traffic traffic, String topic) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", services.brokers(), "max.request.size", 4 << 20),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < traffic.records().size(); i++) {
        byte[] record = traffic.records().get(i);
        ProducerRecord<byte[], byte[]> message =
            traffic.bad().containsKey(i)
                ? new ProducerRecord<>(topic, i % Services.PARTITIONS, null, record)
                : new ProducerRecord<>(topic, client(record), record);
        producer.send(message);
      }
    }
    assertThat(services.records(topic)).hasSize(traffic.records().size());
  }

  private static byte[] client(byte[] record) throws Exception {
    return Sample.client(new String(record, StandardCharsets.UTF_8))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static ServiceRun sample() {
    return new ServiceRun(
        services, "sample", "sample-dead-letters", directory.resolve("rejected.jsonl"));
  }

  private static List<Path> rejected() throws Exception {
    try (var files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("rejected"))
          .filter(file -> file.toFile().length() > 0)
          .toList();
    }
  }

  private static Map<DocumentStream, Map<String, String>> documents(String namespace)
      throws Exception {
    Map<DocumentStream, Map<String, String>> documents = new EnumMap<>(DocumentStream.class);
    for (DocumentStream stream : DocumentStream.values()) {
      documents.put(stream, services.documents(stream, namespace));
    }
    return documents;
  }

  private static Map<DocumentStream, Map<String, JsonNode>> stored(String namespace)
      throws Exception {
    Map<DocumentStream, Map<String, JsonNode>> documents = new EnumMap<>(DocumentStream.class);
    for (DocumentStream stream : DocumentStream.values()) {
      documents.put(stream, services.stored(stream, namespace));
    }
    return documents;
  }
}
