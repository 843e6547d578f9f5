// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.lint;

import io.fenceline.rule.BuiltInIds;
import io.fenceline.rule.RuleCase;
import io.fenceline.rule.RuleStatus;
import io.fenceline.rule.SqlRule;
import java.util.HashSet;
import java.util.Set;

/** What a description must say. */
final class DescriptionChecks {
  private static final int LONGEST_TITLE = 120;
  private static final int LONGEST_REASON = 400;

  private DescriptionChecks() {}

  static void check(Findings findings) {
    if (!findings.readable()) {
      return;
    }
    id(findings);
    tests(findings);
    trusted(findings);
    lengths(findings);
  }

  /** Alerts of both would pass for each other's. */
  static void id(Findings findings) {
    SqlRule rule = findings.rule();
    if (BuiltInIds.ALL.contains(rule.id())) {
      findings.yml(
          "id",
          "%s has the id of the built-in detector %s".formatted(rule.source().ymlFile(), rule.id()),
          "give the rule an id of its own, such as my-" + rule.id());
    }
  }

  /** One test with a hit, one with a miss, and names that tell them apart. */
  static void tests(Findings findings) {
    SqlRule rule = findings.rule();
    if (rule.cases().stream().allMatch(test -> test.alerts().isEmpty())) {
      findings.yml("tests", "no test has an alert", "add one with the least that must be found");
    }
    if (rule.cases().stream().noneMatch(test -> test.alerts().isEmpty())) {
      findings.yml(
          "tests", "no test is without alert", "add one with the most that must not be found");
    }
    Set<String> names = new HashSet<>();
    for (RuleCase test : rule.cases()) {
      if (test.events().isEmpty()) {
        findings.yml(test.place(), "the test has no events", "write what happens, or remove it");
      }
      if (!names.add(test.name())) {
        findings.yml(
            test.place(), "two tests have one name", "say in the name what makes them differ");
      }
    }
  }

  /** Who gets alerts of a rule that is trusted must know what else they may be, and what to do. */
  static void trusted(Findings findings) {
    SqlRule rule = findings.rule();
    if (rule.status() != RuleStatus.STABLE) {
      return;
    }
    String because = "a stable rule has no '%s'";
    if (rule.notes().falsePositives().isEmpty()) {
      findings.yml(
          "false_positives",
          because.formatted("false_positives"),
          "name honest traffic that it may hit, or set status: test");
    }
    if (rule.notes().knownGaps().isEmpty()) {
      findings.yml(
          "known_gaps",
          because.formatted("known_gaps"),
          "name attacks that it misses, or set status: test");
    }
    if (rule.rule().runbook().isEmpty()) {
      findings.yml(
          "runbook",
          because.formatted("runbook"),
          "say what an analyst does next, or set status: test");
    }
  }

  /** Headlines must fit where they are shown. */
  static void lengths(Findings findings) {
    SqlRule rule = findings.rule();
    if (rule.rule().title().length() > LONGEST_TITLE || rule.rule().title().contains("\n")) {
      findings.yml(
          "title",
          "the title is no headline",
          "use one line of at most " + LONGEST_TITLE + " characters");
    }
    if (rule.reason().length() > LONGEST_REASON) {
      findings.yml(
          "reason",
          "the reason is longer than " + LONGEST_REASON + " characters",
          "say in one sentence what happened; the rest belongs into the runbook");
    }
  }
}
