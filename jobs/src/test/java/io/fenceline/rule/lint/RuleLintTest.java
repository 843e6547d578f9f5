// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenceline.rule.RuleFault;
import io.fenceline.rule.RuleFiles;
import io.fenceline.rule.RulePack;
import io.fenceline.rule.SqlRule;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RuleLintTest {
  private static final Pattern EXPECTED = Pattern.compile("-- Refused in line (\\d+): (.*)");
  private static final String PLAIN =
      RuleFiles.YML
          .replace("window: 1h", "window: 7d")
          .replace("{failures} failures within an hour, limit {allowed}", "odd")
          .replaceAll("measure: .*\n", "");

  @TempDir private Path directory;
  private RuleLint lint;

  @BeforeAll
  void startPlanner() {
    lint = new RuleLint();
  }

  static List<Path> hostile() throws IOException, URISyntaxException {
    Path files = Path.of(RuleLintTest.class.getResource("hostile").toURI());
    try (Stream<Path> all = Files.list(files)) {
      return all.sorted().toList();
    }
  }

  @Test
  void aSoundRulePasses() throws IOException {
    assertThat(lint.check(rule(RuleFiles.SQL, RuleFiles.YML))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void aHostileQueryIsRefusedWithItsReason(Path file) throws IOException {
    String sql = Files.readString(file);
    Matcher expected = EXPECTED.matcher(sql);
    assertThat(expected.lookingAt()).isTrue();
    assertThat(lint.check(rule(sql, PLAIN)))
        .anySatisfy(
            fault -> {
              assertThat(fault.reason() + "; " + fault.mend()).contains(expected.group(2));
              assertThat(fault.place().line()).isEqualTo(Integer.parseInt(expected.group(1)));
              assertThat(fault.place().file()).endsWith(".sql");
              assertThat(fault.mend()).isNotBlank();
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "window: 1h | window: 10m | 10 | looks back 1h, the description says 10m",
        "known_gaps: [Failures spread over many clients.] | known_gaps: [] | 16 | no 'known_gaps'",
        "false_positives: [A client with a broken retry loop.] | references: [] | 1 |"
            + " no 'false_positives'",
        "runbook: Ask the owner of the client. | runbook: '' | 17 | no 'runbook'",
        "name: five do not | name: six failures in an hour alert | 25 | two tests have one name",
        "alerts: [] | alerts: [{count: 1}] | 18 | no test is without alert",
        "{failures} failures | {failed} failures | 3 | no column failed"
      })
  void aDescriptionIsRefusedWithItsReason(String old, String other, int line, String reason)
      throws IOException {
    String yml = RuleFiles.YML.replace(old, other);
    assertThat(yml).isNotEqualTo(RuleFiles.YML);
    List<RuleFault> faults = lint.check(rule(RuleFiles.SQL, yml));
    assertThat(faults).hasSize(1);
    assertThat(faults.get(0).reason()).contains(reason);
    if (faults.get(0).place().file().endsWith(".yml")) {
      assertThat(faults.get(0).place().line()).isEqualTo(line);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "group_switches / NULLIF(group_size, 0) > 1",
        "MOD(group_switches, 3) = 1",
        "TRY_CAST(error_code AS INT) > 400",
        "ROUND(entropy, 2) > 1",
        "REGEXP(user_agent, '^(?:curl/)?[0-9.]+$')",
        "LPAD(client, 20, '0') > 'a'",
        "ARRAY_SORT(fingerprint)[1] = 'a'",
        "JSON_VALUE(client, '$.a' NULL ON EMPTY NULL ON ERROR) = 'x'",
        "entropy / latency_ms > 1",
        "fingerprint[group_size] = 'a'",
        "extra['now'] = 'NOW() -- ; SELECT *'",
        "event_time > TIMESTAMP '2026-01-01 00:00:00'"
      })
  void whatCannotFailIsNotRefused(String condition) throws IOException {
    String sql =
        "SELECT event_time, tenant, model_name, client FROM enriched_events WHERE " + condition;
    assertThat(lint.check(rule(sql, PLAIN))).isEmpty();
  }

  @Test
  void whatThePlannerSaysOfLineZeroIsSaidOfTheFirst() throws IOException {
    String sql =
        """
        SELECT event_time, client FROM signals
        HAVING COUNT(TUMBLE(TABLE signals, DESCRIPTOR(event_time), INTERVAL '1' HOUR)) > 1
        """;
    assertThat(lint.check(rule(sql, PLAIN)))
        .anySatisfy(
            fault -> {
              assertThat(fault.reason()).contains("cannot be planned");
              assertThat(fault.place().line()).isEqualTo(1);
            });
  }

  @Test
  void aNumberAverageOfWholeNumbersIsNotTakenForADivision() throws IOException {
    String sql =
        """
        SELECT event_time, tenant, model_name, client,
          AVG(group_size) OVER (PARTITION BY tenant, model_name, client ORDER BY event_time
            RANGE BETWEEN INTERVAL '1' HOUR PRECEDING AND CURRENT ROW) AS size
        FROM enriched_events
        """;
    assertThat(lint.check(rule(sql, PLAIN))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a gap{0,40}? c | gap AS gap.kind <> 'x'",
        "a gap1{0,40}? b gap2{0,40}? c | gap1 AS gap1.kind <> 'low_margin', gap2 AS gap2.`value` > 1"
            + " AND gap2.kind <> 'class_switch'",
        "a gap1{0,40}? b gap2{0,40}? c | gap1 AS gap1.kind NOT IN ('low_margin')"
            + " AND NOT gap1.kind = 'low_margin', gap2 AS gap2.kind = 'class_switch' IS NOT TRUE"
      })
  void gapsThatDoNotMultiplyAreNotRefused(String pattern, String gaps) throws IOException {
    String sql =
        """
        SELECT * FROM signals MATCH_RECOGNIZE (
          PARTITION BY tenant, model_name, client ORDER BY event_time, request_id
          MEASURES LAST(c.event_time) AS event_time
          AFTER MATCH SKIP PAST LAST ROW
          PATTERN (%s) WITHIN INTERVAL '10' MINUTE
          DEFINE a AS a.kind = 'request_burst', b AS b.kind = 'low_margin',
            c AS c.kind = 'class_switch', %s)
        """
            .formatted(pattern, gaps);
    String used = pattern.contains(" b ") ? sql : sql.replace(" b AS b.kind = 'low_margin',", "");
    assertThat(lint.check(rule(used, PLAIN))).isEmpty();
  }

  @Test
  void aRuleThatTakesTooLongToPlanIsReportedAndTheNextIsChecked() throws IOException {
    RuleLint hasty = new RuleLint(java.time.Duration.ofMillis(1));
    assertThat(hasty.check(rule(RuleFiles.SQL, RuleFiles.YML)))
        .extracting(RuleFault::reason)
        .containsExactly("the query was not planned within 1ms");
    assertThat(hasty.check(rule("SELECT 1;;", RuleFiles.YML))).hasSize(1);
  }

  @Test
  void aRuleWithTheIdOfADetectorIsRefused() throws IOException {
    String yml = RuleFiles.YML.replace("id: many-failures", "id: boundary-attack");
    RulePack pack = RuleFiles.read(directory, "boundary-attack", RuleFiles.SQL, yml);
    assertThat(lint.check(pack.rules().get(0)))
        .extracting(RuleFault::reason)
        .singleElement()
        .asString()
        .endsWith("boundary-attack.yml has the id of the built-in detector boundary-attack");
  }

  @Test
  void aFaultySideDoesNotHideTheOther() throws IOException {
    RulePack pack = RuleFiles.read(directory, "many-failures", "SELECT * FROM nowhere", "id: [");
    List<RuleFault> faults = RuleLint.check(pack);
    assertThat(pack.faults()).isNotEmpty();
    assertThat(faults).extracting(RuleFault::reason).containsExactly("there is no table 'nowhere'");
    assertThat(pack.with(faults).faulty()).extracting(SqlRule::id).containsExactly("many-failures");
  }

  private SqlRule rule(String sql, String yml) throws IOException {
    RulePack pack = RuleFiles.read(directory, "many-failures", sql, yml);
    return Stream.concat(pack.rules().stream(), pack.faulty().stream()).findFirst().orElseThrow();
  }
}
