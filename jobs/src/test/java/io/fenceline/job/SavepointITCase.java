// SPDX-License-Identifier: Apache-2.0
package io.fenceline.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fenceline.sink.elasticsearch.DeliveredDocuments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.util.FlinkException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Savepoints of releases, restored by what is built here: an attack that had begun before is found
 * to its end, with the figures of a job that was never stopped.
 */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class SavepointITCase {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path STATE = Path.of("../deploy/STATE.md");
  private static final String MEND =
      "state of release %s is not read any more. Let a serializer of a new version read the old"
          + " one, or give the operator a new uid and say so; deploy/STATE.md has both ways, and how"
          + " to take the savepoint anew of a release that is not out yet";

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir static Path directory;

  private static UpgradeStream stream;

  @BeforeAll
  static void takeIfAsked() throws Exception {
    stream = UpgradeStream.read();
    if (Boolean.getBoolean("fenceline.regenerate")) {
      try (UpgradeJob job = new UpgradeJob(directory.resolve("taken"))) {
        job.send(stream.before());
        // What is gathered for an hour stays in the state of the sink.
        job.start("", 1, "http://127.0.0.1:9", Duration.ofHours(1));
        ReleaseSavepoint.write(job.savepoint());
      }
    }
  }

  static List<ReleaseSavepoint> releases() throws IOException {
    return ReleaseSavepoint.all();
  }

  @ParameterizedTest
  @MethodSource("releases")
  void aSavepointOfAReleaseGoesOnAsIfNothingHadHappened(ReleaseSavepoint release) throws Exception {
    Map<String, JsonNode> uninterrupted = uninterrupted(directory.resolve("whole-" + release));
    Set<String> before = UpgradeStream.ids(stream.before());
    Instant restored = Instant.now();
    try (DeliveredDocuments delivered = new DeliveredDocuments();
        UpgradeJob job = new UpgradeJob(directory.resolve("restored-" + release))) {
      job.send(stream.before());
      start(job, release, delivered);
      job.send(stream.judgedAgain());
      job.send(stream.waitingAgain());
      job.send(stream.after());
      job.send(stream.end());
      job.await(() -> documents(delivered).equals(uninterrupted), PATIENCE);

      Map<String, JsonNode> documents = documents(delivered);
      assertThat(documents.keySet()).isEqualTo(uninterrupted.keySet());
      // What had waited in the sink goes out as that release made it.
      Set<String> old = deliveredBefore(restored, delivered);
      assertThat(old).hasSizeGreaterThan(500);
      documents.keySet().removeAll(old);
      assertThat(documents).hasSizeGreaterThan(100);
      documents.forEach((id, document) -> assertThat(document).isEqualTo(uninterrupted.get(id)));
      assertThat(job.counter("duplicate")).isEqualTo(stream.waitingAgain().size());
      assertThat(late(delivered.byId().values())).isEqualTo(stream.judgedAgain().size());
      assertThat(rules(documents)).contains("boundary-attack", "many-alike", "busy-client");
      assertThat(evidence(documents, "boundary-attack"))
          .anyMatch(before::contains)
          .anyMatch(id -> !before.contains(id));
    }
  }

  @ParameterizedTest
  @MethodSource("releases")
  void thePageOfStateNamesEveryOperatorThatHasSome(ReleaseSavepoint release) throws IOException {
    String page = Files.readString(STATE);

    assertThat(release.uids())
        .hasSizeGreaterThan(20)
        .allMatch(uid -> uid.startsWith("rule-") || page.contains("`" + uid + "`"));
    assertThat(Files.size(release.file())).isLessThan(1_000_000);
  }

  /** Waits for the first document: by then every operator has read its state. */
  private static void start(UpgradeJob job, ReleaseSavepoint release, DeliveredDocuments delivered)
      throws Exception {
    try {
      job.start(release.unpacked(directory), 2, delivered.url(), Duration.ofMillis(200));
      job.await(() -> !delivered.byId().isEmpty(), PATIENCE);
    } catch (ExecutionException | FlinkException | RuntimeException e) {
      throw new AssertionError(MEND.formatted(release), e);
    }
  }

  /** What a job delivers that reads everything without a stop. */
  private static Map<String, JsonNode> uninterrupted(Path output) throws Exception {
    Path log = directory.resolve("whole.jsonl");
    Files.write(
        log,
        Stream.of(stream.before(), stream.judgedAgain(), stream.waitingAgain(), stream.after())
            .flatMap(List::stream)
            .toList());
    UpgradeJob.overFile(log, Files.createDirectory(output));
    List<String> lines = new ArrayList<>();
    for (String file :
        List.of("events.jsonl", "alerts.jsonl", "windows.jsonl", "duplicates.jsonl")) {
      lines.addAll(Files.readAllLines(output.resolve(file)));
    }
    return comparable(lines);
  }

  private static Map<String, JsonNode> documents(DeliveredDocuments delivered) throws IOException {
    return comparable(delivered.byId().values());
  }

  /**
   * Documents without what tells of their delivery; the last revision of each. Dead letters tell
   * where they lay, in a topic or in a file, so they are counted instead.
   */
  private static Map<String, JsonNode> comparable(Collection<String> lines) throws IOException {
    Map<String, JsonNode> documents = new TreeMap<>();
    for (String line : lines) {
      ObjectNode document = (ObjectNode) JSON.readTree(line);
      boolean deadLetter = document.at("/fenceline").has("dead_letter");
      if (!deadLetter
          && !document.at("/fenceline/model_name").asText().equals(UpgradeStream.LAST_MODEL)) {
        ((ObjectNode) document.path("event")).remove("ingested");
        ((ObjectNode) document.path("fenceline")).remove("delivery");
        documents.put(document.at("/event/id").asText(), document);
      }
    }
    return documents;
  }

  /** Documents leave the job with the time at which they came to its sink. */
  private static Set<String> deliveredBefore(Instant time, DeliveredDocuments delivered)
      throws IOException {
    Set<String> ids = new HashSet<>();
    for (String line : delivered.byId().values()) {
      JsonNode event = JSON.readTree(line).path("event");
      if (Instant.parse(event.path("ingested").asText()).isBefore(time)) {
        ids.add(event.path("id").asText());
      }
    }
    return ids;
  }

  /** Requests so old that nothing may still be said of them. */
  private static long late(Collection<String> lines) throws IOException {
    long late = 0;
    for (String line : lines) {
      late += JSON.readTree(line).at("/error/type").asText().equals("late") ? 1 : 0;
    }
    return late;
  }

  private static Set<String> rules(Map<String, JsonNode> documents) {
    return documents.values().stream()
        .map(document -> document.at("/rule/id").asText())
        .collect(Collectors.toSet());
  }

  private static List<String> evidence(Map<String, JsonNode> documents, String rule) {
    return documents.values().stream()
        .filter(document -> document.at("/rule/id").asText().equals(rule))
        .flatMap(
            document -> document.at("/fenceline/evidence").findValuesAsText("request_id").stream())
        .toList();
  }
}
