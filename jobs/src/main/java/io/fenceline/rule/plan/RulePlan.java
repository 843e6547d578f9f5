// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.plan;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What one rule compiles to.
 *
 * @param rule its id
 * @param lines the optimised plan, normalised: it says nothing of other rules, of the machine, of
 *     the parallelism, nor of columns that the rule does not keep
 */
public record RulePlan(String rule, List<String> lines) {

  /** SHA-256 of the normalised plan. With another one, state of the rule cannot be restored. */
  public String hash() {
    return Sha256.of(String.join("\n", lines));
  }

  /** Names of the tables that the rule reads, sorted. */
  public Set<String> tables() {
    return steps().stream()
        .filter(PlanWords::isScan)
        .map(PlanWords::table)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * What the rule does, from its input to its result, a sentence for each operator that matters.
   */
  public List<String> words() {
    return PlanWords.of(this);
  }

  /** Whether any operator keeps something between two rows. */
  public boolean hasState() {
    return steps().stream().anyMatch(PlanWords::hasState);
  }

  /** Its operators, the last one first. */
  List<PlanStep> steps() {
    return lines.stream()
        .filter(line -> !line.startsWith(RulePlanner.NOTE))
        .map(PlanStep::parse)
        .toList();
  }

  /** The longest time that a sequence may take, in milliseconds; 0 if the rule has no sequence. */
  long withinMillis() {
    return lines.stream()
        .filter(line -> line.startsWith(RulePlanner.WITHIN))
        .map(line -> line.substring(RulePlanner.WITHIN.length()).replaceAll("\\D.*", ""))
        .filter(number -> !number.isEmpty())
        .mapToLong(Long::parseLong)
        .max()
        .orElse(0);
  }
}
