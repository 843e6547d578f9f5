// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.setup;

import io.fenceline.command.CommandFailure;
import io.fenceline.command.TerminalText;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Tells what becomes of each object, one line each, and counts. */
final class SetupReport {
  private final PrintWriter out;
  private final boolean overwrite;
  private final boolean dryRun;
  private final Map<String, Integer> counts = new LinkedHashMap<>();

  /**
   * @param overwrite whether what users changed is replaced
   * @param dryRun whether nothing is installed
   */
  SetupReport(PrintWriter out, boolean overwrite, boolean dryRun) {
    this.out = out;
    this.overwrite = overwrite;
    this.dryRun = dryRun;
  }

  /** Says a sentence. */
  void say(String sentence) {
    out.println(TerminalText.safe(sentence));
    out.flush();
  }

  /** Whether an object that stands so is to be installed now. */
  boolean installs(Standing standing) {
    return !dryRun && standing.installs(overwrite);
  }

  /**
   * Installs an object if that is due, and says so in a line.
   *
   * @param install does it
   * @throws CommandFailure from {@code install}, after the line
   */
  void handle(String kind, String name, Standing standing, Runnable install) {
    if (installs(standing)) {
      try {
        install.run();
      } catch (CommandFailure e) {
        line("failed", kind, name, "");
        throw e;
      }
    }
    tell(kind, name, standing);
  }

  /** Says in a line what became of an object, or would. */
  void tell(String kind, String name, Standing standing) {
    line(standing.word(overwrite, dryRun), kind, name, standing.note(overwrite));
  }

  /** Says in a line that something was, or was not, done, for the given reason. */
  void line(String word, String kind, String name, String note) {
    counts.merge(word, 1, Integer::sum);
    String line = String.format(Locale.ROOT, "  %-10s %-18s %s", word, kind, name);
    say(note.isEmpty() ? line : line + "  (" + note + ")");
  }

  /** Says how many of each. */
  void sum() {
    say(
        (dryRun ? "Dry run, nothing was installed: " : "Done: ")
            + counts.entrySet().stream()
                .map(count -> count.getValue() + " " + count.getKey())
                .collect(Collectors.joining(", "))
            + ".");
  }
}
