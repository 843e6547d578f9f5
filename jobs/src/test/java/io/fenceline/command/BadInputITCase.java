// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadInputITCase {
  @TempDir static Path directory;

  private static Traffic traffic;
  private static FileRun clean;
  private static FileRun spoiled;

  @BeforeAll
  static void runTheSameTrafficWithAndWithoutBadRecords() throws Exception {
    traffic = Traffic.withBadRecords();
    Path log = directory.resolve("traffic.jsonl");
    clean = FileRun.of(Traffic.clean().write(log), directory.resolve("clean"), 1);
    spoiled = FileRun.of(traffic.write(log), directory.resolve("spoiled"), 1);
  }

  @Test
  void eachBadRecordIsOneDeadLetterWithItsTrueReason() throws IOException {
    Map<Long, JsonNode> letters = new HashMap<>();
    for (JsonNode letter : RecordedAttacks.parse(spoiled.deadLetters())) {
      long line = letter.at("/fenceline/dead_letter/position").asLong();
      assertThat(letters.put(line, letter)).as("a second letter of line %d", line).isNull();
    }

    traffic.bad().forEach((index, bad) -> assertTrue(letters.remove(index + 1L), bad));
    assertThat(letters).isEmpty();
    assertThat(spoiled.account().deadLetterReasons()).isEqualTo(traffic.reasons());
    assertThat(spoiled.account().read()).isEqualTo(traffic.records().size());
  }

  private static void assertTrue(JsonNode letter, BadRecord bad) {
    assertThat(letter).as(bad.name()).isNotNull();
    JsonNode facts = letter.at("/fenceline/dead_letter");
    assertThat(facts.path("reason").asText()).as(bad.name()).isEqualTo(bad.reason());
    assertThat(letter.at("/error/message").asText()).as(bad.name()).contains(bad.says());
    assertThat(facts.path("length").asLong()).as(bad.name()).isEqualTo(bad.bytes().length);
    assertThat(facts.path("sha256").asText()).as(bad.name()).isEqualTo(bad.sha256());
  }

  @Test
  void theHonestRecordsAroundThemAreUnharmed() throws IOException {
    assertThat(spoiled.events()).hasSize(5_500).isEqualTo(clean.events());
    assertThat(spoiled.alerts()).isNotEmpty().isEqualTo(clean.alerts());
    assertThat(spoiled.windows()).isNotEmpty().isEqualTo(clean.windows());
  }

  @Test
  void recordsThatComeTwiceAreCountedByModelAndDeliveredOnce() throws Exception {
    Traffic repeated = Traffic.withEachNthTwice(11);
    FileRun run =
        FileRun.of(
            repeated.write(directory.resolve("repeated.jsonl")), directory.resolve("repeated"), 2);

    assertThat(ids(run.events())).isEqualTo(ids(clean.events()));
    assertThat(run.account().duplicates()).isEqualTo(500);
    List<JsonNode> counts = RecordedAttacks.parse(run.duplicates());
    assertThat(counts.stream().map(count -> count.at("/event/id").asText()))
        .hasSizeGreaterThan(1)
        .doesNotHaveDuplicates();
    assertThat(
            counts.stream()
                .mapToLong(count -> count.at("/fenceline/duplicates/records").asLong())
                .sum())
        .isEqualTo(500);
  }

  private static List<String> ids(List<String> documents) throws IOException {
    return RecordedAttacks.parse(documents).stream()
        .map(document -> document.at("/event/id").asText())
        .sorted()
        .toList();
  }

  @Test
  void noFileHoldsTheirContent() throws IOException {
    OutputFiles files = spoiled.files();
    for (Path file :
        List.of(files.deadLetters(), files.events(), files.alerts(), files.windows())) {
      assertThat(Files.readString(file)).doesNotContain(BadRecord.SECRET);
    }
  }
}
