// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.backtest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fenceline.command.report.ReportWriter;
import io.fenceline.command.report.StandalonePage;
import io.fenceline.command.report.VisibleText;
import java.io.IOException;
import java.nio.file.Path;

/** A backtest as a page for a browser, which needs no network. */
public final class BacktestPage {
  private static final int LONGEST_INPUT = 300;

  private BacktestPage() {}

  /**
   * Replaces the file.
   *
   * @param input where the records came from, in words
   * @param version of Fenceline
   * @throws IOException if it cannot be written
   */
  public static void write(Path file, Backtest backtest, String input, String version)
      throws IOException {
    ObjectNode data = BacktestFile.json(backtest);
    data.put("input", VisibleText.of(input, LONGEST_INPUT));
    data.put("version", version);
    page().write(file, data.toString());
  }

  private static StandalonePage page() throws IOException {
    return new StandalonePage(
        StandalonePage.resource(BacktestPage.class, "backtest.html"),
        ReportWriter.css() + StandalonePage.resource(BacktestPage.class, "backtest.css"),
        StandalonePage.resource(BacktestPage.class, "backtest.js"),
        "");
  }
}
