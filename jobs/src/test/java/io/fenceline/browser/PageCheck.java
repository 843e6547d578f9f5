// SPDX-License-Identifier: Apache-2.0
package io.fenceline.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntPredicate;

/** What holds for every page of ours, whatever text from logs it shows. */
public final class PageCheck {

  /** Elements that stick out of the window, unless they lie in a box that scrolls by itself. */
  private static final String TOO_WIDE =
      """
      Array.from(document.body.querySelectorAll('*')).filter((e) => {
        const box = e.getBoundingClientRect();
        if (box.width === 0 || (box.left >= -1 && box.right <= innerWidth + 1)) return false;
        for (let p = e; p; p = p.parentElement) {
          if (/auto|scroll|hidden/.test(getComputedStyle(p).overflowX) || p.tagName === 'svg') return false;
        }
        return true;
      }).slice(0, 5).map((e) => e.tagName + '.' + e.className + ': ' + e.textContent.slice(0, 60))
      """;

  /** Texts of the page, of its attributes and of the charts that are drawn. */
  private static final String TEXTS =
      """
      [document.title, document.body.innerText]
        .concat(Array.from(document.body.querySelectorAll('*')).flatMap((e) =>
          e.tagName === 'SCRIPT' ? [] : Array.from(e.attributes).map((a) => a.value)))
        .concat(typeof echarts === 'undefined' ? [] :
          Array.from(document.querySelectorAll('[_echarts_instance_]')).map((e) =>
            JSON.stringify(echarts.getInstanceByDom(e).getOption())))
        .join(' ')
      """;

  /** Whatever could run, load or take what a person types, apart from our two scripts. */
  private static final String FOREIGN =
      """
      Array.from(document.querySelectorAll(
          'script, img, iframe, object, embed, form, link, base, svg script, style, [srcdoc], [formaction]'))
        .map((e) => e.tagName.toLowerCase() + (e.id ? '#' + e.id : ''))
        .concat(Array.from(document.querySelectorAll('*')).flatMap((e) =>
          Array.from(e.attributes).filter((a) => /^on/i.test(a.name)
            || /^\\s*(javascript|data|vbscript):/i.test(a.value)).map((a) => e.tagName + ' ' + a.name)))
        .join(' ')
      """;

  private PageCheck() {}

  /**
   * Nothing ran, nothing was loaded, nothing is hidden, and the page is no wider than the window.
   */
  public static void sound(BrowserPage page) {
    assertThat(page.incidents()).isEmpty();
    assertThat(page.evaluate("typeof window.stolen").asText()).isEqualTo("undefined");
    assertThat(page.evaluate(FOREIGN).asText()).isEqualTo("style script#data script script");
    assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth").asInt())
        .as("pixels that the page is too wide by: " + page.evaluate(TOO_WIDE))
        .isLessThanOrEqualTo(0);
    assertThat(page.evaluate(TOO_WIDE)).isEmpty();
    assertThat(page.evaluate(TEXTS).asText().codePoints().filter(steers())).isEmpty();
  }

  private static IntPredicate steers() {
    return c ->
        c != '\n'
            && c != '\t'
            && switch (Character.getType(c)) {
              case Character.CONTROL,
                  Character.FORMAT,
                  Character.LINE_SEPARATOR,
                  Character.PARAGRAPH_SEPARATOR,
                  Character.SURROGATE ->
                  true;
              default -> false;
            };
  }
}
