// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenceline.ingest.KafkaEvents;
import io.fenceline.ingest.KafkaInput;
import io.fenceline.job.DetectionPipeline;
import io.fenceline.job.JobEnvironment;
import io.fenceline.job.JobSettings;
import io.fenceline.job.Outlet;
import io.fenceline.job.Sinks;
import io.fenceline.metric.AlertRules;
import io.fenceline.metric.Asked;
import io.fenceline.metric.GrafanaDashboard;
import io.fenceline.metric.MetricsPage;
import io.fenceline.metric.Scrape;
import io.fenceline.sink.Document;
import io.fenceline.sink.elasticsearch.ElasticsearchOptions;
import io.fenceline.sink.elasticsearch.ElasticsearchSettings;
import io.fenceline.sink.elasticsearch.ElasticsearchSink;
import io.fenceline.sink.file.RejectedDocumentsFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The running job, from Kafka to Elasticsearch, as Prometheus sees it. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class MetricsITCase {
  private static final String TOPIC = "watched";
  private static final List<String> RULES =
      List.of("consumption/long-requests-fixed", "correlation/several-kinds-one-client");

  /** Later than every event, so that event time passes all of them; itself it stays waiting. */
  private static final String LATER =
      """
      {"timestamp":"2026-03-03T20:00:00Z","request_id":"later","source_ip":"10.0.0.1",\
      "model_name":"later","prediction":{"class":"a","confidence":0.9,"entropy":0.1}}""";

  private static final int REPEATED = 40;

  /** The last of which traffic sees the end, and whose clients are thus known. */
  private static final Instant LAST_WINDOW = Instant.parse("2026-03-03T08:45:00Z");

  private static final Duration WINDOW = Duration.ofMinutes(5);

  @TempDir static Path directory;

  private static Services services;
  private static Traffic traffic;
  private static long sent;
  private static JobClient job;
  private static Scrape scrape;

  @BeforeAll
  static void runUntilEverythingIsDelivered() throws Exception {
    services = Services.start();
    services.createTopic(TOPIC);
    services.createTopic(TOPIC + "-dead-letters");
    traffic = Traffic.withBadRecords();
    sent = send();
    int port = freePort();
    job = start(port);
    // One figure is read after the other: only the next scrape sees all of them at rest.
    await(port, MetricsITCase::isAllDelivered);
    scrape = await(port, MetricsITCase::isAllDelivered);
  }

  private static boolean isAllDelivered(Scrape now) {
    return now.own("read") == sent
        && waiting(now) == Services.PARTITIONS
        && now.own("elasticsearch_buffered") == 0
        && now.own("elasticsearch_received") == made(now)
        && now.own("elasticsearch_written") + now.own("elasticsearch_duplicate") == made(now)
        && now.series("flink_jobmanager_job_numberOfCompletedCheckpoints")
            .anyMatch(count -> count.value() > 0);
  }

  @AfterAll
  static void stop() throws Exception {
    if (job != null) {
      job.cancel().get();
    }
    services.close();
  }

  @Test
  void whatWasReadIsAccountedFor() {
    assertThat(scrape.own("accepted") + scrape.own("reason_dead_lettered")).isEqualTo(sent);
    traffic
        .reasons()
        .forEach(
            (reason, count) ->
                assertThat(scrape.own("reason_dead_lettered", "reason", reason))
                    .as(reason)
                    .isEqualTo(count.doubleValue()));
    assertThat(scrape.own("duplicate")).isEqualTo(REPEATED);
  }

  @Test
  void eachSinkAccountsForWhatCameToIt() {
    Set<String> sinks =
        scrape
            .series(Scrape.OWN + "elasticsearch_received")
            .map(series -> series.labels().get("operator_name"))
            .collect(Collectors.toSet());
    assertThat(sinks).hasSize(5);
    for (String sink : sinks) {
      assertThat(ofSink(sink, "received") + ofSink(sink, "restored"))
          .as(sink)
          .isEqualTo(
              ofSink(sink, "written")
                  + ofSink(sink, "duplicate")
                  + ofSink(sink, "rejected")
                  + ofSink(sink, "buffered"));
      assertThat(
              scrape.own("elasticsearch_answer_documents", "operator_name", sink, "answer", "2xx"))
          .as(sink)
          .isEqualTo(ofSink(sink, "written"));
    }
    assertThat(scrape.own("elasticsearch_answer_requests", "answer", "2xx")).isPositive();
    assertThat(scrape.own("documents_delivered", "documents", "alerts")).isPositive();
  }

  @Test
  void eventTimeIsBehindTheNewestEventByWhatMayBeOutOfOrder() {
    assertThat(scrape.series(Scrape.OWN + "watermark_behind_newest_millis"))
        .extracting(Scrape.Sample::value)
        .allMatch(behind -> behind >= 0)
        .contains(JobSettings.from(new Configuration()).ingest().outOfOrderness().toMillis() + 1.0);
    assertThat(scrape.series(Scrape.OWN + "watermark_behind_clock_millis"))
        .extracting(Scrape.Sample::value)
        .allMatch(behind -> behind > 0);
  }

  @Test
  void theClientsOfTheLastWholeWindowAreActive() throws Exception {
    Set<String> active = new TreeSet<>();
    for (JsonNode event :
        RecordedAttacks.parse(
            Traffic.clean().records().stream()
                .map(record -> new String(record, StandardCharsets.UTF_8))
                .toList())) {
      Instant time = Instant.parse(event.path("timestamp").asText());
      if (!time.isBefore(LAST_WINDOW) && time.isBefore(LAST_WINDOW.plus(WINDOW))) {
        active.add(event.path("model_name").asText() + " " + Sample.client(event.toString()));
      }
    }
    assertThat(scrape.own("active_clients")).isCloseTo(active.size(), withinPercentage(5));
  }

  @Test
  void thePageNamesEveryMetricOfOursWithItsLabelAndNoOther() throws Exception {
    Set<String> ofFlink =
        scrape.series(Scrape.OWN + "read").findAny().orElseThrow().labels().keySet();
    Map<String, Set<String>> found = new TreeMap<>();
    for (Scrape.Sample sample : scrape.samples()) {
      if (sample.name().startsWith(Scrape.OWN)) {
        Set<String> own = new TreeSet<>(sample.labels().keySet());
        own.removeAll(ofFlink);
        found.put(sample.name().substring(Scrape.OWN.length()), own);
      }
    }
    assertThat(MetricsPage.labels()).isEqualTo(found);
  }

  @Test
  void everyAlertFindsWhatItAsksFor() throws Exception {
    assertThat(AlertRules.asked()).isNotEmpty();
    for (Asked asked : AlertRules.asked()) {
      asked.assertFound(scrape);
    }
  }

  @Test
  void everyPanelFindsWhatItAsksFor() throws Exception {
    assertThat(GrafanaDashboard.asked()).isNotEmpty();
    for (Asked asked : GrafanaDashboard.asked()) {
      asked.assertFound(scrape);
    }
  }

  @Test
  void thePanelOfRulesTakesTheTasksOfRulesAndNoOther() throws Exception {
    Asked busy =
        GrafanaDashboard.asked().stream()
            .filter(asked -> asked.where().equals("Time that rules take A"))
            .findAny()
            .orElseThrow();

    assertThat(busy.first(scrape))
        .extracting(task -> task.labels().get("task_name").split(":", 2)[0])
        .containsOnly("long_requests_fixed", "several_kinds_one_client");
  }

  private static double ofSink(String sink, String metric) {
    return scrape.own("elasticsearch_" + metric, "operator_name", sink);
  }

  private static double waiting(Scrape now) {
    return now.own("accepted")
        - now.own("duplicate")
        - now.own("documents_delivered", "documents", "events");
  }

  private static double made(Scrape now) {
    return now.own("documents_delivered");
  }

  private static Scrape await(int port, Predicate<Scrape> reached) throws Exception {
    Scrape now = new Scrape(List.of());
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
    while (System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(500);
      now = Scrape.of(port);
      if (reached.test(now)) {
        return now;
      }
    }
    throw new AssertionError("not reached: " + now);
  }

  private static JobClient start(int port) throws Exception {
    Configuration flink = JobEnvironment.settings();
    flink.setString(
        "metrics.reporter.prom.factory.class",
        "org.apache.flink.metrics.prometheus.PrometheusReporterFactory");
    flink.setString("metrics.reporter.prom.port", Integer.toString(port));
    flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(1));
    flink.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(256));
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2, flink);
    Configuration config = new Configuration();
    config.set(ElasticsearchOptions.URLS, List.of(services.elasticsearchUrl()));
    config.set(ElasticsearchOptions.NAMESPACE, TOPIC);
    config.setString("rules.shipped", "false");
    config.setString("rules.directory", rules().toString());
    config.setString("rules.include", "all");
    Outlet<Document> elasticsearch =
        Outlet.elasticsearch(
            ElasticsearchSink.builder()
                .settings(ElasticsearchSettings.from(config))
                .rejectedDocuments(new RejectedDocumentsFile(directory.resolve("rejected")))
                .build());
    JobSettings settings = JobSettings.from(config);
    DetectionPipeline.build(
        env,
        KafkaEvents.source(
            KafkaInput.of(services.brokers(), List.of(TOPIC), false),
            settings.ingest(),
            settings.privacy().policy().extraPaths()),
        Sinks.ofDocuments(elasticsearch),
        settings);
    return env.executeAsync();
  }

  private static Path rules() throws Exception {
    Path all = Path.of("../sql/rules");
    Path chosen = Files.createDirectories(directory.resolve("rules"));
    for (String rule : RULES) {
      for (String suffix : List.of(".sql", ".yml")) {
        Path from = all.resolve(rule + suffix);
        Path to = chosen.resolve(all.relativize(from));
        Files.createDirectories(to.getParent());
        Files.copy(from, to);
      }
    }
    return chosen;
  }

  /** In turns to both partitions, the last ones twice. */
  private static long send() {
    List<byte[]> records = traffic.records();
    long count = 0;
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", services.brokers(), "max.request.size", 4 << 20),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < records.size(); i++) {
        int times = i < records.size() - REPEATED ? 1 : 2;
        for (int time = 0; time < times; time++) {
          producer.send(new ProducerRecord<>(TOPIC, i % Services.PARTITIONS, null, records.get(i)));
          count++;
        }
      }
      for (int partition = 0; partition < Services.PARTITIONS; partition++) {
        producer.send(
            new ProducerRecord<>(TOPIC, partition, null, LATER.getBytes(StandardCharsets.UTF_8)));
        count++;
      }
    }
    return count;
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
