// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.trial;

import io.fenceline.command.AlignedTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the author of rules reads at the end.
 *
 * @param verdicts of the rules that could be read
 * @param faults of those that could not
 */
public record TrialText(List<RuleVerdict> verdicts, List<String> faults) {

  /** True if every rule could be read and tested, and everything came as it must. */
  public boolean isOk() {
    return faults.isEmpty() && verdicts.stream().allMatch(RuleVerdict::isOk);
  }

  /**
   * A line for each rule, then what went wrong, then the sum.
   *
   * @param seconds that all of it took
   */
  public String text(double seconds) {
    StringBuilder text = new StringBuilder();
    List<List<String>> rows = new ArrayList<>();
    for (RuleVerdict verdict : verdicts) {
      rows.add(
          List.of(
              verdict.isOk() ? "ok" : "FAILED",
              verdict.rule(),
              count(verdict.cases().size(), "case"),
              verdict.isWithoutMemory()
                  ? "no near misses: sees one row at a time"
                  : count(verdict.nearMisses(), "near miss"),
              verdict.compileMillis() + " ms"));
    }
    if (!rows.isEmpty()) {
      text.append(AlignedTable.of(rows)).append('\n');
    }
    for (RuleVerdict verdict : verdicts) {
      verdict.faults().forEach(fault -> text.append(fault).append("\n\n"));
      verdict.cases().stream()
          .flatMap(each -> each.problems().stream())
          .forEach(problem -> text.append(problem).append("\n\n"));
    }
    faults.forEach(fault -> text.append(fault).append("\n\n"));
    return text + sum(seconds);
  }

  private String sum(double seconds) {
    long broken = verdicts.stream().filter(verdict -> !verdict.faults().isEmpty()).count();
    long failed = verdicts.stream().filter(verdict -> !verdict.isOk()).count() - broken;
    int cases = verdicts.stream().mapToInt(verdict -> verdict.cases().size()).sum();
    int nearMisses = verdicts.stream().mapToInt(RuleVerdict::nearMisses).sum();
    String outcome = isOk() ? "all ok" : failed + " failed, " + (broken + unread()) + " broken";
    return String.format(
        Locale.ROOT,
        "%s, %s and %s in %.1f s: %s",
        count(verdicts.size() + (int) unread(), "rule"),
        count(cases, "case"),
        count(nearMisses, "near miss"),
        seconds,
        outcome);
  }

  /** Rules that could not be read, by their files. */
  private long unread() {
    return faults.stream().map(fault -> fault.replaceAll(":.*", "")).distinct().count();
  }

  private static String count(int number, String what) {
    String many = what.endsWith("s") ? what + "es" : what + "s";
    return number + " " + (number == 1 ? what : many);
  }
}
