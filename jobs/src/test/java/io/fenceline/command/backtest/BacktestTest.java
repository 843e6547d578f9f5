// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenceline.command.evaluation.FalseAlarms;
import io.fenceline.command.report.ReportAlert;
import io.fenceline.model.Family;
import io.fenceline.model.Rule;
import io.fenceline.model.Severity;
import io.fenceline.rule.RuleEntity;
import io.fenceline.rule.RuleMeasure;
import io.fenceline.rule.RuleNotes;
import io.fenceline.rule.RuleSource;
import io.fenceline.rule.RuleStatus;
import io.fenceline.rule.SqlRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BacktestTest {
  private static final long START = Instant.parse("2026-03-03T08:00:00Z").toEpochMilli();
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final String HOSTILE = "</script><b>\u001b[31m\u202ered";

  @TempDir Path directory;

  @Test
  void ratesAreByTheTimeAndTheEventsThatTheTrafficCovers() {
    Backtest backtest = backtest(2 * DAY, Optional.empty());

    assertThat(backtest.perDay(6)).isEqualTo(3);
    assertThat(backtest.perEvents(6)).isEqualTo(300);
    assertThat(
            new Backtest(new Period(0, 0, Map.of()), 0, 0, Optional.empty(), List.of()).perDay(1))
        .isNaN();
  }

  @Test
  void theTextNamesWhatFiredAndWhatDidNot() {
    String text = BacktestTable.render(backtest(2 * DAY, Optional.empty()), true);

    assertThat(text)
        .contains("1 of 2 rules fired on 2,000 events from 2026-03-03 08:00:00")
        .contains("Never fired: silent.")
        .containsPattern("noisy +stable +40 +1 +4 +2.0 +200.0 +│[█▁▂▃▄▅▆▇ ]+│")
        .containsPattern("2026-03-03 +10\n2026-03-04 +30\n2026-03-05 +0\n")
        .contains("most: key a on m (40)")
        .contains("alerts: 4 medium");
  }

  @Test
  void withLabelsItNamesAttacksThatWereHitAndAlertsOnHonestTraffic() {
    LabelledHits truth =
        new LabelledHits(
            List.of(
                new LabelledHits.AttackHit("walk", 1.5, 21),
                new LabelledHits.AttackHit("flip", 30, -1)),
            new FalseAlarms("noisy", "any", 2, 1000),
            new FalseAlarms("noisy", "medium+", 1, 1000),
            List.of(new LabelledHits.HonestEntity("key b on m", 2)));

    assertThat(BacktestTable.render(backtest(DAY, Optional.of(truth)), false))
        .containsPattern("ATTACKS +HONEST any +medium\\+")
        .containsPattern("2 of 3 +2 +1 ")
        .contains("attacks: walk at request 21, flip after 30.0 s");
    JsonNode rule = BacktestFile.json(backtest(DAY, Optional.of(truth))).at("/rules/0");
    assertThat(rule.at("/attacks/0/requests").asLong()).isEqualTo(21);
    assertThat(rule.at("/attacks/1").has("requests")).isFalse();
    assertThat(rule.at("/honest_alerts_medium_or_above/alerts").asLong()).isEqualTo(1);
    assertThat(rule.at("/honest_entities/0/entity").asText()).isEqualTo("key b on m");
  }

  @Test
  void theFileHasHitsByDayAndSamplesWithTheirRequests() {
    JsonNode json = BacktestFile.json(backtest(2 * DAY, Optional.empty()));

    assertThat(json.path("days"))
        .extracting(JsonNode::asText)
        .containsExactly("2026-03-03", "2026-03-04", "2026-03-05");
    assertThat(json.at("/rules/0/hits_by_day/2026-03-04").asLong()).isEqualTo(30);
    assertThat(json.at("/rules/0/samples")).hasSize(3);
    assertThat(json.at("/rules/0/samples/0/requests/0").asText()).isEqualTo("r1");
    assertThat(json.at("/rules/1/hits").asLong()).isZero();
  }

  @Test
  void textFromLogsIsNeitherMarkupNorControl() throws Exception {
    Path page = directory.resolve("backtest.html");
    Backtest backtest = backtest(DAY, Optional.empty());
    RuleHits hits =
        new RuleHits(
            "noisy", 1, 1, false, List.of(new RuleHits.EntityHits(HOSTILE, 1)), Map.of(START, 1L));
    Backtest hostile =
        new Backtest(
            backtest.period(),
            1,
            1,
            Optional.empty(),
            List.of(
                new RuleFigures(
                    rule("noisy"), hits, Map.of("low", 1L), List.of(), Optional.empty())));

    BacktestPage.write(page, hostile, HOSTILE, "1");

    String html = Files.readString(page);
    assertThat(html.substring(html.indexOf("id=\"data\"")))
        .doesNotContain("</script><b>")
        .doesNotContain("\u001b", "\u202e");
    assertThat(html).doesNotContain("http://fonts", "src=\"http");
    assertThat(BacktestTable.render(hostile, false)).doesNotContain("\u001b", "\u202e");
  }

  @Test
  void stepsOfTimeGrowWithTheTimeThatIsCovered() {
    assertThat(new Period(0, DAY / 4, Map.of()).stepMillis(48)).isEqualTo(600_000);
    assertThat(new Period(0, 7 * DAY, Map.of()).stepMillis(48)).isEqualTo(6 * 3_600_000);
    assertThat(new Period(0, 700 * DAY, Map.of()).stepMillis(48)).isEqualTo(7 * DAY);
  }

  private static Backtest backtest(long length, Optional<LabelledHits> truth) {
    RuleHits hits =
        new RuleHits(
            "noisy",
            40,
            1,
            false,
            List.of(new RuleHits.EntityHits("key a on m", 40)),
            Map.of(START, 10L, START + DAY, 30L));
    List<ReportAlert> alerts =
        List.of(alert("1", "key a"), alert("2", "key a"), alert("3", "key b"), alert("4", "key a"));
    return new Backtest(
        new Period(START, START + length, Map.of(START, 2000L)),
        2000,
        2000,
        truth.map(known -> 3),
        List.of(
            RuleFigures.of(rule("noisy"), hits, alerts, truth),
            RuleFigures.of(rule("silent"), RuleHits.none("silent"), List.of(), truth)));
  }

  private static ReportAlert alert(String id, String who) {
    return new ReportAlert(
        id,
        START,
        "medium",
        47,
        "noisy",
        "Noisy",
        "m",
        "",
        "m",
        "",
        List.of(who),
        START,
        START,
        10,
        "many",
        "",
        Double.NaN,
        Double.NaN,
        0,
        0,
        List.of(),
        List.of(),
        "",
        List.of(new ReportAlert.Proof("r" + id, START, ""), new ReportAlert.Proof("", START, "")));
  }

  private static SqlRule rule(String id) {
    return rule(id, id);
  }

  static SqlRule rule(String id, String title) {
    return new SqlRule(
        new Rule(id, 1, Family.CONSUMPTION, title, List.of(), ""),
        RuleStatus.STABLE,
        Severity.MEDIUM,
        RuleEntity.CLIENT,
        Duration.ofHours(1),
        Duration.ZERO,
        false,
        "many",
        RuleMeasure.NONE,
        new RuleNotes("", List.of(), List.of(), List.of(), List.of(), List.of()),
        new RuleSource(id + ".sql", "SELECT 1", id + ".yml", ""),
        List.of());
  }
}
