// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulePackFaultsTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "id: many-failures | id: other | 1 | is not the file's name",
        "version: 1 | version: one | 2 | 'version' cannot be 'one'",
        "status: stable | status: live | 3 | 'status' cannot be 'live'",
        "title: One client fails again and again | titel: x | 4 | did you mean 'title'?",
        "title: One client fails again and again | title: | 4 | 'title' has no value",
        "severity: medium | severity: [high] | 6 | must be one word, found a list",
        "[AML.T0029, AML.T0040] | [AML.T0029, AML.T9999] | 7 | 'AML.T9999' is no technique",
        "owasp: [LLM10] | owasp: [LLM11] | 8 | 'LLM11' is not in the OWASP",
        "entity: client | entity: [Client] | 9 | 'entity' cannot be",
        "window: 1h | window: an hour | 10 | 'window' cannot be 'an hour'",
        "window: 1h | window: 9999d | 10 | 'window' cannot be '9999d'",
        "value: failures, | valeu: failures, | 13 | did you mean 'value'?",
        "times: 6 | times: 20001 | 22 | 'times' cannot be '20001'",
        "status: failure} | statsu: failure} | 22 | did you mean 'status'?",
        "status: failure} | entropy: high} | 22 | entropy takes a number",
        "status: failure} | event_time: 5s} | 22 | is not given as a column",
        "status: failure} | status: []} | 22 | the list is empty",
        "{at: 0s, | {table: enriched_event, at: 0s, | 22 | did you mean 'enriched_events'?",
        "count: 1 | counts: 1 | 24 | did you mean 'count'?",
        "alerts: [] | near_misses: {revrsed: hit}, alerts: [] | 28 | is not valid YAML",
      })
  void aFaultSaysWhereAndWhy(String old, String other, int line, String reason) throws IOException {
    String yml = RuleFiles.YML.replaceFirst(Pattern.quote(old), other);
    RulePack pack = RuleFiles.read(directory, "many-failures", RuleFiles.SQL, yml);
    assertThat(pack.rules()).isEmpty();
    assertThat(pack.faults())
        .anySatisfy(
            fault -> {
              assertThat(fault.reason()).contains(reason);
              assertThat(fault.mend()).isNotBlank();
              assertThat(fault.place().line()).isEqualTo(line);
              assertThat(fault.place().file()).endsWith("many-failures.yml");
            });
  }

  @Test
  void allFaultsOfAFileAreSaidAtOnce() throws IOException {
    String yml =
        RuleFiles.YML.replace("version: 1", "version: x").replace("window: 1h", "window: y");
    assertThat(RuleFiles.read(directory, "many-failures", RuleFiles.SQL, yml).faults()).hasSize(2);
  }

  @Test
  void filesThatAreNoPairAreSaid() throws IOException {
    Files.writeString(directory.resolve("a.sql"), "SELECT 1");
    Files.writeString(directory.resolve("b.yml"), "id: b");
    Files.writeString(directory.resolve("c.yaml"), "id: c");
    Files.createDirectories(directory.resolve("d.sql"));
    assertThat(RulePack.read(directory).faults())
        .extracting(RuleFault::reason)
        .containsExactly(
            "there is no a.yml beside it",
            "there is no b.sql beside it",
            "a rule's description ends in .yml");
  }

  @Test
  void anIdIsTakenOnce() throws IOException {
    RuleFiles.write(directory.resolve("a"), "many-failures", RuleFiles.SQL, RuleFiles.YML);
    RuleFiles.write(directory.resolve("b"), "many-failures", RuleFiles.SQL, RuleFiles.YML);
    RulePack pack = RulePack.read(directory);
    assertThat(pack.rules()).hasSize(1);
    assertThat(pack.faults()).singleElement().asString().contains("the id is taken by");
    assertThat(
            RulePack.read(directory.resolve("a"))
                .and(RulePack.read(directory.resolve("b")))
                .faulty())
        .hasSize(1);
  }

  @Test
  void aDirectoryThatIsNotThereIsAFault() {
    assertThat(RulePack.read(directory.resolve("x")).faults())
        .singleElement()
        .extracting(RuleFault::reason)
        .isEqualTo("no such directory");
  }

  @Test
  void aLoopOfLinksIsAFault() throws IOException {
    RuleFiles.write(directory, "many-failures", RuleFiles.SQL, RuleFiles.YML);
    Files.createSymbolicLink(directory.resolve("loop"), directory);
    RulePack pack = RulePack.read(directory);
    assertThat(pack.rules()).hasSize(1);
    assertThat(pack.faults())
        .extracting(RuleFault::reason)
        .containsExactly("is a link to a directory that holds it");
  }

  @Test
  void linksAreFollowedAndHiddenDirectoriesAreNot() throws IOException {
    RuleFiles.write(directory.resolve("..data"), "many-failures", RuleFiles.SQL, RuleFiles.YML);
    for (String end : new String[] {".sql", ".yml"}) {
      Files.createSymbolicLink(
          directory.resolve("many-failures" + end),
          directory.resolve("..data/many-failures" + end));
    }
    RulePack pack = RulePack.read(directory);
    assertThat(pack.faults()).isEmpty();
    assertThat(pack.rules()).hasSize(1);
  }

  @Test
  void textThatIsNotWhatItSeemsIsRefused() throws IOException {
    RuleFiles.write(directory, "a", "SELECT\n 1 -- \u202e", "id: a");
    RuleFiles.write(directory, "b", " ".repeat(RuleText.LONGEST_SQL + 1), "id: b");
    RuleFiles.write(directory, "c", "", "id: c");
    Files.write(directory.resolve("c.sql"), "a\n\u00e9".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(RulePack.read(directory).faults())
        .extracting(fault -> fault.place().line() + " " + fault.reason())
        .containsExactly(
            "2 holds the invisible character U+202E",
            "1 is longer than 64 kB",
            "2 is not UTF-8 text");
  }

  @Test
  void aSmallFileCannotFillTheMemory() throws IOException {
    String yml =
        RuleFiles.YML.replace(
            "{at: 0s, every: 60s, times: 6, status: failure}",
            "{every: 1s, times: 20000, client: \"" + "x".repeat(100_000) + "{n}\"}");
    RulePack pack = RuleFiles.read(directory, "many-failures", RuleFiles.SQL, yml);
    assertThat(pack.faults())
        .extracting(RuleFault::reason)
        .contains("the events of the tests take more than 20000000 characters");
  }

  @Test
  void aLongListOfWrongWordsIsNotComparedWithAllThatAreKnown() throws IOException {
    String many = "x, ".repeat(80_000) + "x";
    String yml = RuleFiles.YML.replace("[AML.T0029, AML.T0040]", "[" + many + "]");
    assertThat(RuleFiles.read(directory, "many-failures", RuleFiles.SQL, yml).faults())
        .hasSize(RuleFaults.MOST)
        .extracting(RuleFault::reason)
        .contains("'techniques' holds 80001 texts");
  }
}
