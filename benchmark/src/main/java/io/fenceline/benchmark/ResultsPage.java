// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark;

import java.util.Locale;

/** What is measured of operators and functions, in Markdown. */
final class ResultsPage {
  private ResultsPage() {}

  /**
   * The part of operators and functions.
   *
   * @param input what was measured with, in words
   * @param operators table of them
   * @param functions table of them
   */
  static String of(String input, String operators, String functions) {
    return String.format(
        Locale.ROOT,
        """
        ## Operators

        %s

        %s
        ## Functions within them

        Wall-clock time of one call by JMH: average of a second, median of nine seconds.

        %s""",
        input,
        operators,
        functions);
  }
}
