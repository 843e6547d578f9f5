// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenceline.fuzz.FuzzRun;
import io.fenceline.fuzz.Mutations;
import io.fenceline.fuzz.Outcome;
import io.fenceline.fuzz.YamlStructure;
import io.fenceline.rule.sql.SqlToken;
import io.fenceline.rule.sql.SqlTokens;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Whatever stands in the two files of a rule, reading them gives a rule or faults with places. */
class RuleFileFuzzTest {
  private static final String YML = "rules/many-failures.yml";
  private static final String SQL = "rules/many-failures.sql";

  /** What breaks readers of YAML, and of the values in it. */
  private static final List<String> WORDS =
      List.of(
          "PT1H",
          "9999d",
          "0s",
          "1h1h",
          "tests: []",
          "events:",
          "alerts:",
          "every: 0s",
          "times: 20000",
          "at: -1s",
          "entity: []",
          "version: 1",
          "id: x",
          "{at: 0s, times: 20000, every: 1s}");

  private static final List<String> SQL_WORDS =
      List.of(
          "SELECT ",
          "FROM ",
          "(",
          ")",
          "((((",
          "'",
          "`",
          "\"",
          "--",
          "/*",
          "*/",
          "/*+",
          "//",
          ";",
          "E'",
          "U&'",
          "\\",
          "\n",
          "\u00a0",
          "\u202e",
          "\ud83d\ude00",
          "1e",
          ".5.",
          "..",
          "{-",
          "::");

  private static List<RuleSource> shipped() {
    RulePack pack = RulePack.shipped();
    assertThat(pack.faults()).isEmpty();
    List<RuleSource> sources = new ArrayList<>();
    sources.add(new RuleSource(SQL, RuleFiles.SQL, YML, RuleFiles.YML));
    pack.rules().forEach(rule -> sources.add(rule.source()));
    return sources;
  }

  @Test
  void everyPairOfFilesIsARuleOrFaultsWithTheirPlaces() {
    List<RuleSource> shipped = shipped();
    Mutations yml = YamlStructure.mutations(shipped.stream().map(RuleSource::yml).toList(), WORDS);
    Mutations sql =
        new Mutations(
            Mutations.seed(), shipped.stream().map(RuleSource::sql).toList(), SQL_WORDS, "\n,() ");
    AtomicReference<byte[]> query = new AtomicReference<>(sql.next());
    FuzzRun.of("rule files", yml, 64 << 20, 2_000)
        .run(
            Mutations.inputs(2_000),
            description -> Read.of(query.get(), description),
            (description, read) -> {
              query.set(sql.next());
              return isSound(read);
            })
        .reaches(0.01, 0.9, 100)
        .reaches(Set.of("taken", "text", "yaml", "rule"));
  }

  /** What was made of a pair of files. */
  private record Read(RuleSource source, List<RuleFault> faults, SqlRule rule) {
    static Read of(byte[] query, byte[] description) {
      RuleFaults faults = new RuleFaults("many-failures");
      Optional<String> sql = RuleText.of(query, SQL, RuleText.LONGEST_SQL, faults);
      Optional<String> yml = RuleText.of(description, YML, RuleText.LONGEST_YML, faults);
      if (yml.isEmpty()) {
        RuleSource unread = new RuleSource(SQL, text(query), YML, text(description));
        return new Read(unread, faults.found(), null);
      }
      // A query that is no text would hide what the description does.
      RuleSource source = new RuleSource(SQL, sql.orElseGet(() -> text(query)), YML, yml.get());
      RuleFileReader reader = new RuleFileReader(source);
      return new Read(source, reader.faults(), reader.rule());
    }

    private static String text(byte[] bytes) {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private static Outcome isSound(Read read) {
    RuleSource source = read.source();
    StringBuilder outcome = new StringBuilder();
    for (RuleFault fault : read.faults()) {
      assertThat(fault.place().file()).isIn(SQL, YML);
      long lines = (fault.place().file().equals(YML) ? source.yml() : source.sql()).lines().count();
      // Flow style and block scalars may end in the line after the last one.
      assertThat(fault.place().line()).isBetween(1, (int) lines + 2);
      assertThat(fault.reason()).isNotBlank().hasSizeLessThan(2_000);
      assertThat(fault.mend()).isNotBlank();
      outcome.append(fault.reason());
    }
    if (read.rule() == null) {
      assertThat(read.faults()).isNotEmpty();
      return Outcome.refused("text", outcome.toString());
    }
    assertThat(new RuleFileReader(source).faults()).isEqualTo(read.faults());
    wordsOf(source.sql());
    boolean noYaml = outcome.indexOf("is not valid YAML") >= 0;
    return read.faults().isEmpty()
        ? Outcome.taken("")
        : Outcome.refused(noYaml ? "yaml" : "rule", outcome.toString());
  }

  /** The words of a query stand in it in order and do not overlap. */
  private static void wordsOf(String query) {
    int end = 0;
    for (SqlToken token : SqlTokens.of(query)) {
      assertThat(token.start()).isGreaterThanOrEqualTo(end);
      assertThat(token.end()).isGreaterThan(token.start()).isLessThanOrEqualTo(query.length());
      end = token.end();
    }
  }
}
