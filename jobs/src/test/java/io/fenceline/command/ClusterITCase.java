// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fenceline.command.local.FlinkCluster;
import io.fenceline.job.FencelineJob;
import io.fenceline.sink.DocumentStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The jar as an operator runs it: on processes of their own, against a Kafka and an Elasticsearch
 * that believe nobody, with no right but those that the documentation asks for.
 */
class ClusterITCase {
  private static final Path TARGET =
      RecordedAttacks.home().resolve("jobs/target").toAbsolutePath().normalize();
  private static final Path JAR = TARGET.resolve("fenceline-jobs.jar");
  private static final Pattern JOB = Pattern.compile("JobID ([0-9a-f]{32})");
  private static final Pattern SAVEPOINT = Pattern.compile("Savepoint completed. Path: (\\S+)");

  /** Until some minutes after the first attack of the sample. */
  private static final int EVENTS = 5_500;

  /** The attack is between the records 2,340 and 5,247. */
  private static final int UNTIL_KILL = 3_000;

  private static final int UNTIL_SAVEPOINT = 4_000;

  private static final String LAST_MODEL = "after-the-sample";

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path directory;

  @Test
  void theJarHoldsNothingThatAClusterProvides() throws IOException {
    try (ZipFile jar = new ZipFile(JAR.toFile())) {
      assertThat(jar.stream().map(Object::toString).filter(name -> name.endsWith(".class")))
          .isNotEmpty()
          .noneMatch(
              name ->
                  name.startsWith("org/apache/flink/")
                      && !name.matches("org/apache/flink/(streaming/)?connectors?/kafka/.*")
                      && !name.startsWith("org/apache/flink/streaming/util/serialization/"))
          .noneMatch(
              name -> name.matches("(org/slf4j|org/apache/logging|com/esotericsoftware)/.*"));
    }
  }

  @Test
  @Timeout(value = 12, unit = TimeUnit.MINUTES)
  void aGuardedJobLosesAndDoublesNothingAndSaysWhatItIsRefused() throws Exception {
    List<String> sample = RecordedAttacks.lines(EVENTS);
    Map<DocumentStream, Map<String, String>> expected = detected(sample);
    try (GuardedServices services =
        GuardedServices.start(Files.createDirectory(directory.resolve("services")))) {
      aSecretThatKafkaRefusesIsNamedBeforeAnythingRuns(services);
      try (FlinkCluster flink = session(services)) {
        String job = throughALostTaskManagerAndASavepoint(flink, services, sample);
        assertStored(services, "production", expected);
        assertAlertsIn(services, "alerts", expected);
        aRevokedKeyIsNamedByTheJobThatUsesIt(flink, services, job);
      }
      anApplicationClusterDeliversTheSame(services, expected);
    }
  }

  /** What {@code ./fenceline detect} finds by the same settings. */
  private Map<DocumentStream, Map<String, String>> detected(List<String> sample)
      throws IOException {
    Path log = Files.write(directory.resolve("sample.jsonl"), sample);
    Path config = directory.resolve("detect.yaml");
    Files.writeString(config, GuardedServices.SETTINGS);
    OutputFiles files = new OutputFiles(directory.resolve("detected"));
    CommandRun.of(
        "detect",
        "--input",
        log.toString(),
        "--config",
        config.toString(),
        "--output",
        directory.resolve("detected").toString());
    Map<DocumentStream, Map<String, String>> documents = new EnumMap<>(DocumentStream.class);
    documents.put(DocumentStream.EVENTS, Services.documents(Files.readAllLines(files.events())));
    documents.put(DocumentStream.ALERTS, Services.documents(Files.readAllLines(files.alerts())));
    documents.put(DocumentStream.WINDOWS, Services.documents(Files.readAllLines(files.windows())));
    assertThat(documents.get(DocumentStream.EVENTS)).hasSize(sample.size());
    assertThat(documents.get(DocumentStream.ALERTS)).hasSizeGreaterThan(3);
    return documents;
  }

  private FlinkCluster session(GuardedServices services) throws IOException {
    Path home = Files.createDirectory(directory.resolve("session"));
    FlinkCluster flink = FlinkCluster.start(TARGET, home, services.secrets());
    flink.addTaskManagers("first", "second");
    return flink;
  }

  /** By Flink's command line, and after the stop by its REST interface. */
  private static String throughALostTaskManagerAndASavepoint(
      FlinkCluster flink, GuardedServices services, List<String> sample) throws Exception {
    Path key = services.makeKey("production");
    String config = services.configuration("production", "alerts", key, false).toString();
    services.send(sample.subList(0, UNTIL_KILL));
    String said = flink.client("run", "-d", JAR.toString(), "--config", config);
    String job = found(JOB, said);
    await(() -> checkpoints(flink, job, "completed") >= 1);
    assertPatternsOnHeap(flink, job);
    flink.kill("first");
    services.send(sample.subList(UNTIL_KILL, UNTIL_SAVEPOINT));
    await(() -> checkpoints(flink, job, "restored") >= 1);
    // A savepoint is refused until all tasks run again, which a checkpoint shows.
    long before = checkpoints(flink, job, "completed");
    await(() -> checkpoints(flink, job, "completed") > before);
    String savepoint = found(SAVEPOINT, flink.client("stop", "--type", "canonical", job));
    services.send(sample.subList(UNTIL_SAVEPOINT, sample.size()));
    services.send(List.of(after("20:00"), after("20:00")));
    ObjectNode request = new ObjectMapper().createObjectNode().put("savepointPath", savepoint);
    request.putArray("programArgsList").add("--config").add(config);
    JsonNode answer = flink.post("/jars/" + flink.upload(JAR) + "/run", request);
    String resumed = answer.path("jobid").asText();
    assertThat(resumed).as(answer.toString()).isNotEmpty();
    assertPatternsOnHeap(flink, resumed);
    return resumed;
  }

  /** The cluster says RocksDB; the job takes it for all but its patterns. */
  private static void assertPatternsOnHeap(FlinkCluster flink, String job) throws Exception {
    JsonNode settings = flink.get("/jobs/" + job + "/checkpoints/config");
    assertThat(settings.path("state_backend").asText()).isEqualTo("PatternsOnHeap");
  }

  private static void aSecretThatKafkaRefusesIsNamedBeforeAnythingRuns(GuardedServices services)
      throws IOException {
    assertRefused(
        services.withWrongPassword(),
        "source.kafka.properties: Kafka did not accept the credentials or the certificate");
    assertRefused(
        services.withWrongAuthority(),
        "source.kafka.properties: Kafka did not accept the credentials or the certificate");
    assertRefused(
        services.withoutRights(), "source.kafka.topics: Kafka does not show topic events");
  }

  /** What {@code flink run} does on the machine that it is called on. */
  private static void assertRefused(Path config, String message) {
    assertThatThrownBy(() -> FencelineJob.main(new String[] {"--config", config.toString()}))
        .hasMessageContaining(message)
        .hasMessageNotContaining("of-the-job");
  }

  private static void aRevokedKeyIsNamedByTheJobThatUsesIt(
      FlinkCluster flink, GuardedServices services, String job) throws Exception {
    services.revokeKeys();
    services.send(List.of(after("20:05"), after("20:05")));
    String exceptions = "/jobs/" + job + "/exceptions";
    await(() -> flink.get(exceptions).toString().contains("elasticsearch.api-key"));
    assertThat(flink.get(exceptions).toString())
        .contains("Elasticsearch did not accept the credentials");
  }

  /** All of the topic once more, by a cluster that is there for this job alone. */
  private void anApplicationClusterDeliversTheSame(
      GuardedServices services, Map<DocumentStream, Map<String, String>> expected)
      throws Exception {
    Path key = services.makeKey("application");
    Path config = services.configuration("application", "alerts-again", key, true);
    Path home = Files.createDirectory(directory.resolve("application"));
    try (FlinkCluster flink =
        FlinkCluster.startApplication(
            TARGET,
            home,
            services.secrets(),
            JAR,
            "io.fenceline.job.FencelineJob",
            "--config",
            config.toString())) {
      flink.addTaskManagers("only");
      await(() -> flink.get("/jobs/overview").findValuesAsText("state").contains("FINISHED"));
      assertPatternsOnHeap(flink, flink.get("/jobs/overview").findValue("jid").asText());
    }
    assertStored(services, "application", expected);
    assertAlertsIn(services, "alerts-again", expected);
  }

  /** Waits until what must be stored is, for a while, and compares it. */
  private static void assertStored(
      GuardedServices services, String namespace, Map<DocumentStream, Map<String, String>> expected)
      throws Exception {
    int events = expected.get(DocumentStream.EVENTS).size();
    await(() -> services.stored().count(DocumentStream.EVENTS, namespace) >= events);
    for (DocumentStream stream : expected.keySet()) {
      List<String> documents = sorted(expected.get(stream));
      awaitFor(PATIENCE, () -> stored(services, stream, namespace).equals(documents));
      assertThat(stored(services, stream, namespace))
          .as("%s of %s", stream, namespace)
          .isEqualTo(documents);
    }
    assertThat(services.stored().count(DocumentStream.DEAD_LETTERS, namespace)).isZero();
    assertThat(services.keys("rejected")).isEmpty();
  }

  private static List<String> stored(
      GuardedServices services, DocumentStream stream, String namespace) throws Exception {
    Map<String, String> stored = services.stored().documents(stream, namespace);
    stored.values().removeIf(document -> document.contains(LAST_MODEL));
    return sorted(stored);
  }

  private static List<String> sorted(Map<String, String> documents) {
    return documents.values().stream().sorted().toList();
  }

  private static void assertAlertsIn(
      GuardedServices services, String topic, Map<DocumentStream, Map<String, String>> expected)
      throws Exception {
    Set<String> ids = expected.get(DocumentStream.ALERTS).keySet();
    awaitFor(PATIENCE, () -> services.keys(topic).equals(ids));
    assertThat(services.keys(topic)).isEqualTo(ids);
  }

  private static String found(Pattern pattern, String said) {
    Matcher matcher = pattern.matcher(said);
    assertThat(matcher.find()).as(said).isTrue();
    return matcher.group(1);
  }

  private static long checkpoints(FlinkCluster flink, String job, String which) throws Exception {
    return flink.get("/jobs/" + job + "/checkpoints").at("/counts/" + which).asLong();
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  /** The test's timeout ends a vain wait. */
  private static void await(Condition condition) throws Exception {
    while (!condition.holds()) {
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  private static void awaitFor(Duration patience, Condition condition) throws Exception {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.holds() && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(500);
    }
  }

  /** Later than every event of the sample, so that event time passes all of them. */
  private static String after(String time) {
    return """
        {"timestamp":"2026-03-03T%1$s:00Z","request_id":"%1$s","source_ip":"10.0.0.1",\
        "model_name":"%2$s","prediction":{"class":"a","confidence":0.9,"entropy":0.1}}"""
        .formatted(time, LAST_MODEL);
  }
}
