// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenceline.fuzz.FuzzReport;
import io.fenceline.fuzz.Mutations;
import io.fenceline.rule.sql.SqlToken;
import io.fenceline.rule.sql.SqlTokens;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever stands in the two files of a rule, reading them gives a rule or faults with places. */
class RuleFileFuzzTest {
  private static final String YML = "rules/many-failures.yml";
  private static final String SQL = "rules/many-failures.sql";

  /** What breaks readers of YAML, and of the values in it. */
  static final List<String> YAML_WORDS =
      List.of(
          ":",
          ": ",
          "- ",
          "\n",
          "\n  ",
          "\n- ",
          "{",
          "}",
          "[",
          "]",
          "[[[[",
          "{a: ",
          "|\n",
          ">-\n",
          "&a ",
          "*a",
          "<<: *a",
          "!!binary ",
          "!!java.net.URL ",
          "? ",
          "---\n",
          "...\n",
          "%YAML 1.1",
          "\t",
          "#",
          "'",
          "\"",
          "\\x00",
          "\"\\ud800\"",
          "~",
          "null",
          "yes",
          "0x1F",
          "1e999",
          "-1",
          ".nan",
          "99999999999999999999",
          "PT1H",
          "9999d",
          "0s",
          "1h1h",
          "\u2028",
          "\ufeff",
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
    List<String> ymls = shipped().stream().map(RuleSource::yml).toList();
    List<String> sqls = shipped().stream().map(RuleSource::sql).toList();
    Mutations yml = new Mutations(Mutations.seed(), ymls, YAML_WORDS, "\n:,{}[] ");
    Mutations sql = new Mutations(Mutations.seed(), sqls, SQL_WORDS, "\n,() ");
    FuzzReport report = new FuzzReport("rule files", 64 << 20, 2_000);
    long inputs = Mutations.inputs(2_000);
    for (long i = 0; i < inputs; i++) {
      byte[] description = yml.next();
      String query = sql.nextText();
      RuleSource source =
          new RuleSource(SQL, query, YML, new String(description, StandardCharsets.UTF_8));
      report.run(
          description,
          () -> new RuleFileReader(source),
          reader -> isSound(reader, source, description, yml));
    }
    System.out.println(report.line() + ", outcomes " + yml.outcomes());
    assertThat(report.acceptedShare()).isBetween(0.01, 0.9);
    assertThat(yml.outcomes()).isGreaterThan(100);
  }

  private static boolean isSound(
      RuleFileReader reader, RuleSource source, byte[] description, Mutations mutations) {
    List<RuleFault> faults = reader.faults();
    StringBuilder outcome = new StringBuilder();
    for (RuleFault fault : faults) {
      assertThat(fault.place().file()).isIn(SQL, YML);
      long lines = (fault.place().file().equals(YML) ? source.yml() : source.sql()).lines().count();
      // Flow style and block scalars may end in the line after the last one.
      assertThat(fault.place().line()).isBetween(1, (int) lines + 2);
      assertThat(fault.reason()).isNotBlank().hasSizeLessThan(2_000);
      assertThat(fault.mend()).isNotBlank();
      outcome.append(fault.reason());
    }
    assertThat(new RuleFileReader(source).faults()).isEqualTo(faults);
    assertThat(reader.rule()).isNotNull();
    wordsOf(source.sql());
    mutations.led(description, faults.isEmpty(), outcome.toString());
    return faults.isEmpty();
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
