// SPDX-License-Identifier: Apache-2.0
package io.fenceline.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** The views of a report in a browser. */
public final class ReportViews {
  /** As the page's address has them. */
  public static final List<String> IDS =
      List.of("overview", "model", "entity", "pipeline", "coverage");

  /** Panels that show neither figures nor why there are none. */
  public static final String SILENT =
      """
      Array.from(document.querySelectorAll('.view:not([hidden]) .panel'))
        .filter((p) => !/\\S/.test(p.querySelector('.what, details').innerText) && !p.querySelector('canvas'))
        .map((p) => p.querySelector('h3').innerText).join(', ')
      """;

  /** Panels of the view in sight that have no data. */
  public static final String EMPTY =
      "Array.from(document.querySelectorAll('.view:not([hidden]) .is-empty h3'))"
          + ".map((h) => h.innerText).join(', ')";

  /** How many charts the view in sight has drawn. */
  public static final String CHARTS =
      "document.querySelectorAll('.view:not([hidden]) canvas').length";

  /** How many rows of tables the view in sight has. */
  public static final String ROWS =
      "document.querySelectorAll('.view:not([hidden]) tbody tr').length";

  /** Charts in sight that have no size, or on whose canvas nothing was drawn. */
  private static final String BLANK =
      """
      Array.from(document.querySelectorAll('.view:not([hidden]) .plot > div')).filter((plot) => {
        const canvas = plot.querySelector('canvas');
        if (!canvas || canvas.width < 50 || canvas.height < 50) return true;
        const dots = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
        const colors = new Set();
        for (let i = 0; i < dots.length; i += 4) if (dots[i + 3] > 200) colors.add(dots[i] << 16 | dots[i + 1] << 8 | dots[i + 2]);
        return colors.size < 2;
      }).map((plot) => plot.closest('.panel').querySelector('h3').innerText).join(', ')
      """;

  /** Panels that lie on one another, or whose content sticks out of them. */
  private static final String OVERLAPPING =
      """
      (() => {
        const panels = Array.from(document.querySelectorAll('.view:not([hidden]) .panel'));
        const boxes = panels.map((p) => p.getBoundingClientRect());
        const bad = panels.filter((p, i) => p.scrollHeight > p.clientHeight + 1 || boxes.some((b, j) => j !== i
          && b.left < boxes[i].right - 1 && boxes[i].left < b.right - 1 && b.top < boxes[i].bottom - 1 && boxes[i].top < b.bottom - 1));
        return bad.map((p) => p.innerText.slice(0, 40)).join(', ');
      })()
      """;

  private ReportViews() {}

  /** Goes to a view, as a link does. */
  public static void go(BrowserPage page, String view) {
    page.evaluate("location.hash = '" + view + "'");
    page.settle();
    assertThat(page.evaluate("document.querySelector('.view:not([hidden])').id").asText())
        .isEqualTo("view-" + view.split("/")[0]);
  }

  /** All panels of the view in sight are drawn and lie beside one another. */
  public static void drawn(BrowserPage page) {
    assertThat(page.evaluate(SILENT).asText()).as("panels that show nothing").isEmpty();
    assertThat(page.evaluate(BLANK).asText()).as("charts that are blank").isEmpty();
    assertThat(page.evaluate(OVERLAPPING).asText()).as("panels that overlap").isEmpty();
  }
}
