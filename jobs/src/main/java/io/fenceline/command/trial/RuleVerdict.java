// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.trial;

import io.fenceline.rule.SqlRule;
import java.util.List;
import java.util.stream.Stream;

/**
 * How the tests of a rule went.
 *
 * @param rule its id
 * @param cases in the order of the file
 * @param faults why it could not be tested, empty if it was
 * @param isWithoutMemory whether what it says of a row depends on that row alone
 * @param compileMillis time that compiling took
 */
public record RuleVerdict(
    String rule,
    List<CaseVerdict> cases,
    List<String> faults,
    boolean isWithoutMemory,
    long compileMillis) {

  static RuleVerdict broken(SqlRule rule, Stream<String> faults) {
    return new RuleVerdict(rule.id(), List.of(), faults.toList(), false, 0);
  }

  /**
   * Of a rule that cannot be read.
   *
   * @param rule its id, or the name of its files
   */
  public static RuleVerdict unread(String rule, List<String> faults) {
    return new RuleVerdict(rule, List.of(), List.copyOf(faults), false, 0);
  }

  /** True if it was tested and everything came as it must. */
  public boolean isOk() {
    return faults.isEmpty() && cases.stream().allMatch(each -> each.problems().isEmpty());
  }

  /** Near misses that were judged. */
  public int nearMisses() {
    return cases.stream().mapToInt(CaseVerdict::nearMisses).sum();
  }
}
