// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/** The page of results, of which each measurement writes its own part. */
public final class Page {
  private static final Path RESULTS = Path.of("benchmark/RESULTS.md");

  private Page() {}

  /**
   * Prints a part and puts it into the page, in place of what stood there.
   *
   * @param part its name, which the page marks where it belongs
   * @param load {@link Machine#load()} before
   * @throws IllegalStateException if the page has no such part
   */
  public static void put(String part, double load, String text) throws IOException {
    String content =
        String.format(
            Locale.ROOT,
            """
            %s, %s.
            Load average, runnable threads of all programs and this one among them: %.1f before, %.1f after.

            %s""",
            LocalDate.now(ZoneOffset.UTC),
            Machine.description(),
            load,
            Machine.load(),
            text);
    System.out.println(content);
    Files.writeString(RESULTS, replaced(Files.readString(RESULTS), part, content));
  }

  static String replaced(String page, String part, String content) {
    String begin = "<!-- begin " + part + " -->\n";
    String end = "<!-- end " + part + " -->";
    int from = page.indexOf(begin);
    int to = page.indexOf(end);
    if (from < 0 || to < from) {
      throw new IllegalStateException("the page of results has no part " + part);
    }
    return page.substring(0, from + begin.length())
        + content.stripTrailing()
        + "\n"
        + page.substring(to);
  }
}
