// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenceline.browser.Browser;
import io.fenceline.browser.BrowserPage;
import io.fenceline.browser.HostileText;
import io.fenceline.browser.Look;
import io.fenceline.browser.PageCheck;
import io.fenceline.command.evaluation.FalseAlarms;
import io.fenceline.command.report.ReportAlert;
import io.fenceline.command.report.VisibleText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BacktestInBrowserITCase {
  private static final long START = Instant.parse("2026-03-03T08:00:00Z").toEpochMilli();
  private static final long HOUR = Duration.ofHours(1).toMillis();

  private static Browser browser;
  @TempDir Path directory;

  @BeforeAll
  static void startTheBrowser() throws IOException {
    browser = Browser.start();
  }

  @AfterAll
  static void closeTheBrowser() throws IOException {
    if (browser != null) {
      browser.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void textFromLogsAndLabelsNeitherRunsNorBreaksThePage(Look look) throws IOException {
    Path file = directory.resolve("backtest.html");
    BacktestPage.write(file, hostile(), HostileText.SCRIPTS.get(0), "1");
    try (BrowserPage page = browser.open(file, look)) {
      page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })");
      page.unroll();
      page.picture(Path.of("target", "pictures", "backtest-" + look + ".png"));
      PageCheck.sound(page);
      assertThat(page.evaluate("document.querySelectorAll('details .rule').length").asInt())
          .isEqualTo(HostileText.all().size());
      assertThat(page.evaluate("document.body.innerText").asText().lines())
          .noneMatch(line -> line.startsWith(HostileText.FORGED_LINE));
    }
  }

  @Test
  void textFromLogsAndLabelsForgesNoLineOfTheTable() {
    String table = BacktestTable.render(hostile(), true);

    assertThat(table.lines()).noneMatch(line -> line.startsWith(HostileText.FORGED_LINE));
    assertThat(table.lines().filter(line -> line.contains("stable")))
        .hasSameSizeAs(HostileText.all());
    assertThat(table.lines()).allMatch(line -> line.length() < 8_000);
    assertThat(table.replace("\n", "").codePoints())
        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
  }

  /** A rule for every text, which stands in all that comes from logs and labels. */
  private static Backtest hostile() {
    List<String> texts = HostileText.all();
    return new Backtest(
        new Period(START, START + 3 * HOUR, Map.of(START, 2000L)),
        2000,
        2000,
        Optional.of(3),
        IntStream.range(0, texts.size()).mapToObj(i -> figures(i, texts.get(i))).toList());
  }

  private static RuleFigures figures(int number, String text) {
    String id = "rule-" + number;
    RuleHits hits =
        new RuleHits(
            id, 40, 1, true, List.of(new RuleHits.EntityHits(text, 40)), Map.of(START, 10L));
    FalseAlarms honest = new FalseAlarms(id, "any", 2, 1000);
    LabelledHits truth =
        new LabelledHits(
            List.of(new LabelledHits.AttackHit(text, 1.5, 21)),
            honest,
            honest,
            List.of(new LabelledHits.HonestEntity(text, 2)));
    String title = VisibleText.of(text, 120);
    List<ReportAlert> alerts = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      alerts.add(alert(number + "-" + i, id, title));
    }
    return RuleFigures.of(BacktestTest.rule(id, title), hits, alerts, Optional.of(truth));
  }

  /** An alert as {@link ReportAlert#read} gives it: of text that is visible already. */
  private static ReportAlert alert(String id, String rule, String text) {
    return new ReportAlert(
        id,
        START,
        "medium",
        47,
        rule,
        text,
        text,
        text,
        text,
        text,
        List.of("key " + text),
        START,
        START,
        10,
        text,
        text,
        1,
        2,
        0,
        0,
        List.of(text),
        List.of(),
        text,
        List.of(new ReportAlert.Proof(text, START, text)));
  }
}
