// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import io.fenceline.command.report.RunFacts;
import io.fenceline.job.BuiltJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a run did, for people.
 *
 * @param input where the records came from
 * @param account what became of them
 * @param nanos how long it took
 * @param built which rules in SQL ran
 */
record Summary(String input, JobAccount account, long nanos, BuiltJob built) {

  RunFacts facts() {
    return new RunFacts(
        input,
        account.read(),
        account.events(),
        account.duplicates(),
        account.deadLetterReasons(),
        Duration.ofNanos(nanos).toMillis(),
        new Fenceline.Version().getVersion()[0]);
  }

  /** The account in one line, and what of it needs a second look. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%,d records read = %,d events delivered + %,d duplicates + %,d dead letters, in %.1f"
                + " s.",
            account.read(),
            account.events(),
            account.duplicates(),
            account.deadLettered(),
            nanos / 1e9));
    account
        .deadLetterReasons()
        .forEach((reason, count) -> lines.add(String.format("  %s: %,d", reason, count)));
    if (account.late() > 0) {
      lines.add(
          String.format(
              "%,d of the events came behind the watermark and were delivered without a judgement.",
              account.late()));
    }
    if (!built.leftOut().isEmpty()) {
      lines.add("Left out, since they cannot run:");
      built.leftOut().forEach(fault -> lines.add("  " + TerminalText.safe(fault.toString())));
    }
    account
        .droppedRows()
        .forEach(
            (rule, count) ->
                lines.add(
                    String.format(
                        Locale.ROOT,
                        "The rule %s gave %,d rows without time or entity; they were left out.",
                        rule,
                        count)));
    return lines;
  }
}
