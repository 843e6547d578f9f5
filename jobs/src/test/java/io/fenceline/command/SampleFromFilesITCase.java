// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenceline.browser.Browser;
import io.fenceline.browser.BrowserPage;
import io.fenceline.browser.Look;
import io.fenceline.browser.PageCheck;
import io.fenceline.browser.ReportViews;
import io.fenceline.command.RecordedAttacks.Attack;
import io.fenceline.command.report.ReportInput;
import io.fenceline.command.report.ReportSection;
import io.fenceline.command.report.ReportWriter;
import io.fenceline.command.report.RunFacts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SampleFromFilesITCase {
  private static final Duration WINDOW = Duration.ofMinutes(5);

  @TempDir static Path directory;

  private static FileRun one;
  private static FileRun two;

  @BeforeAll
  static void runTheSampleAtTwoParallelisms() throws Exception {
    one = FileRun.of(RecordedAttacks.log(), directory.resolve("one"), 1);
    two = FileRun.of(RecordedAttacks.log(), directory.resolve("two"), 2);
  }

  @Test
  void theParallelismChangesNoByteOfAnyDocument() throws IOException {
    assertThat(two.alerts()).isNotEmpty().isEqualTo(one.alerts());
    assertThat(two.windows()).isNotEmpty().isEqualTo(one.windows());
    assertThat(two.deadLetters()).isEqualTo(one.deadLetters());
    assertThat(two.events()).hasSize(27_645).isEqualTo(one.events());
    assertThat(one.account().isBalanced()).isTrue();
    assertThat(two.account().alertRevisions()).isEqualTo(one.account().alertRevisions());
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void everyRecordedAttackIsFoundWhileItLasts(Attack attack) throws IOException {
    assertThat(alerts(one))
        .filteredOn(alert -> RecordedAttacks.model(alert).equals(attack.model()))
        .filteredOn(alert -> lasts(attack, alert))
        .anyMatch(alert -> names(attack, RecordedAttacks.identities(alert)));
  }

  @Test
  void atMostOneAlertOfLowSeverityAccusesAnHonestClient() throws IOException {
    List<Attack> attacks = RecordedAttacks.labels();

    List<JsonNode> wrong =
        alerts(one).stream()
            .filter(
                alert ->
                    attacks.stream()
                        .noneMatch(attack -> names(attack, RecordedAttacks.identities(alert))))
            .toList();

    assertThat(wrong).hasSizeLessThanOrEqualTo(1);
    assertThat(wrong).allMatch(alert -> alert.at("/event/severity").asInt() == 21);
  }

  @Test
  void everyViewOfTheReportIsDrawnOfTheSample() throws IOException {
    OutputFiles files = one.files();
    RunFacts facts = new RunFacts("the sample", 27_645, 27_645, 0, Map.of(), 1, "1");
    ReportWriter.write(
        files.reportFile(),
        new ReportInput(
            files.alerts(),
            files.windows(),
            files.duplicates(),
            files.events(),
            files.deadLetters(),
            facts,
            ReportSection.NONE));

    assertThat(files.reportFile().toFile().length()).isLessThan(3_000_000);
    try (Browser browser = Browser.start()) {
      for (Look look : Look.values()) {
        try (BrowserPage page = browser.open(files.reportFile(), look)) {
          for (String view : ReportViews.IDS) {
            ReportViews.go(page, view);
            page.unroll();
            PageCheck.sound(page);
            ReportViews.drawn(page);
            assertThat(page.evaluate(ReportViews.CHARTS).asInt())
                .as("charts of %s", view)
                .isPositive();
            assertThat(page.evaluate(ReportViews.ROWS).asInt())
                .as("rows of %s", view)
                .isGreaterThan(5);
          }
          ReportViews.go(page, "overview");
          assertThat(page.evaluate(ReportViews.EMPTY).asText()).isEmpty();
          ReportViews.go(page, "entity/1");
          assertThat(page.evaluate(ReportViews.EMPTY).asText()).isEmpty();
        }
      }
    }
  }

  static List<Attack> attacks() throws IOException {
    return RecordedAttacks.labels();
  }

  private static List<JsonNode> alerts(FileRun run) throws IOException {
    return RecordedAttacks.parse(run.alerts());
  }

  /** Alerts of windows carry the window's end, up to one window after the attack's last request. */
  private static boolean lasts(Attack attack, JsonNode alert) {
    Instant time = Instant.parse(alert.path("@timestamp").asText());
    Instant end = attack.last().plus(attack.identities().isEmpty() ? WINDOW : Duration.ZERO);
    return !time.isBefore(attack.first()) && !time.isAfter(end);
  }

  /** An attack without a client is one of the model itself: its alert names none either. */
  private static boolean names(Attack attack, Set<String> identities) {
    return attack.identities().isEmpty()
        ? identities.isEmpty()
        : attack.identities().stream().anyMatch(identities::contains);
  }
}
