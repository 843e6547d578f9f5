// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenceline.browser.Browser;
import io.fenceline.browser.BrowserPage;
import io.fenceline.browser.HostileText;
import io.fenceline.browser.Look;
import io.fenceline.browser.PageCheck;
import io.fenceline.browser.ReportViews;
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
    if (browser != null) {
      browser.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyViewOfTheUsualReportIsSound(Look look) throws IOException {
    check(ReportSamples.usual(files("usual")), "usual", look);
  }

  @ParameterizedTest
  @EnumSource
  void textFromLogsNeitherRunsNorBreaksAnyView(Look look) throws IOException {
    check(ReportSamples.hostile(files("hostile")), "hostile", look);
  }

  @ParameterizedTest
  @EnumSource
  void theEmptyReportSaysInEveryPanelWhyItIsEmpty(Look look) throws IOException {
    Path file = check(ReportSamples.nothing(files("nothing")), "nothing", look);
    try (BrowserPage page = browser.open(file, look)) {
      for (String view : ReportViews.IDS) {
        ReportViews.go(page, view);
        assertThat(page.evaluate(ReportViews.SILENT).asText()).isEmpty();
      }
    }
  }

  @Test
  void textFromLogsForgesNoRow() throws IOException {
    Path file = directory.resolve("rows.html");
    ReportWriter.write(file, ReportSamples.hostile(files("rows")));
    try (BrowserPage page = browser.open(file, Look.WIDE)) {
      assertThat(page.evaluate("document.querySelectorAll('.row').length").asInt())
          .isEqualTo(HostileText.all().size());
      String text = page.evaluate("document.body.innerText").asText();
      assertThat(text.lines()).noneMatch(line -> line.startsWith(HostileText.FORGED_LINE));
      assertThat(text).contains("x␍␊" + HostileText.FORGED_LINE);
    }
  }

  @Test
  void theKeyboardIsEnough() throws IOException {
    Path file = directory.resolve("keys.html");
    ReportWriter.write(file, ReportSamples.usual(files("keys")));
    try (BrowserPage page = browser.open(file, Look.WIDE)) {
      page.evaluate("document.getElementById('tab-overview').focus()");
      page.press("ArrowRight");
      assertThat(selected(page)).isEqualTo("tab-model view-model #model/1");
      page.press("End");
      assertThat(selected(page)).isEqualTo("tab-coverage view-coverage #coverage");
      page.press("ArrowRight");
      assertThat(selected(page)).isEqualTo("tab-overview view-overview #overview");
      // A name in a table leads to the view of what it names.
      page.evaluate("document.querySelector('.view:not([hidden]) td a').focus()");
      page.press("Enter");
      assertThat(selected(page)).startsWith("tab-entity view-entity #entity/");
      page.evaluate("history.back()");
      page.settle();
      assertThat(selected(page)).startsWith("tab-overview");
      page.evaluate("document.querySelector('.view:not([hidden]) .as-table').focus()");
      page.press("Enter");
      assertThat(page.evaluate("document.activeElement.getAttribute('aria-pressed')").asText())
          .isEqualTo("true");
      PageCheck.sound(page);
    }
  }

  private static String selected(BrowserPage page) {
    return page.evaluate(
            "[...document.querySelectorAll('[role=tab][aria-selected=true]')].map((t) => t.id)"
                + ".concat([...document.querySelectorAll('.view:not([hidden])')].map((v) => v.id),"
                + " location.hash).join(' ')")
        .asText();
  }

  private Path check(ReportInput input, String name, Look look) throws IOException {
    Path file = directory.resolve(name + ".html");
    ReportWriter.write(file, input);
    try (BrowserPage page = browser.open(file, look)) {
      for (String view : ReportViews.IDS) {
        ReportViews.go(page, view);
        page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })");
        page.unroll();
        PageCheck.sound(page);
        ReportViews.drawn(page);
      }
    }
    return file;
  }

  private Path files(String name) throws IOException {
    return Files.createDirectories(directory.resolve(name));
  }
}
