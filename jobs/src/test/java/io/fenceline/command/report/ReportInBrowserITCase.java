// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenceline.browser.Browser;
import io.fenceline.browser.BrowserPage;
import io.fenceline.browser.HostileText;
import io.fenceline.browser.Look;
import io.fenceline.browser.PageCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReportInBrowserITCase {
  @TempDir static Path directory;
  private static Browser browser;

  @BeforeAll
  static void startTheBrowser() throws IOException {
    browser = Browser.start();
  }

  @AfterAll
  static void closeTheBrowser() throws IOException {
    browser.close();
  }

  @ParameterizedTest
  @EnumSource
  void theUsualReportIsSound(Look look) throws IOException {
    check(ReportSamples.usual(files("usual")), "usual", look);
  }

  @ParameterizedTest
  @EnumSource
  void textFromLogsNeitherRunsNorBreaksTheReport(Look look) throws IOException {
    check(ReportSamples.hostile(files("hostile")), "hostile", look);
  }

  @ParameterizedTest
  @EnumSource
  void theEmptyReportIsSound(Look look) throws IOException {
    check(ReportSamples.nothing(files("nothing")), "nothing", look);
  }

  @Test
  void textFromLogsForgesNoRow() throws IOException {
    ReportInput hostile = ReportSamples.hostile(files("rows"));
    Path file = directory.resolve("rows.html");
    ReportWriter.write(file, hostile);
    try (BrowserPage page = browser.open(file, Look.WIDE)) {
      assertThat(page.evaluate("document.querySelectorAll('.row').length").asInt())
          .isEqualTo(HostileText.all().size());
      String text = page.evaluate("document.body.innerText").asText();
      assertThat(text.lines()).noneMatch(line -> line.startsWith(HostileText.FORGED_LINE));
      assertThat(text).contains("x␍␊" + HostileText.FORGED_LINE);
    }
  }

  private void check(ReportInput input, String name, Look look) throws IOException {
    Path file = directory.resolve(name + ".html");
    ReportWriter.write(file, input);
    try (BrowserPage page = browser.open(file, look)) {
      page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })");
      page.unroll();
      page.picture(Path.of("target", "pictures", name + "-" + look + ".png"));
      PageCheck.sound(page);
    }
  }

  private Path files(String name) throws IOException {
    return Files.createDirectories(directory.resolve(name));
  }
}
