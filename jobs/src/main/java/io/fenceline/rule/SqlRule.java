// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import io.fenceline.model.Rule;
import io.fenceline.model.Severity;
import java.time.Duration;
import java.util.List;

/**
 * A detection rule in Flink SQL: a query over the published tables, and what its YAML file says
 * about it.
 *
 * @param rule what alerts say of it
 * @param status how far it is trusted
 * @param severity of its alerts, unless a row of the query has a column {@code severity}
 * @param entity whom its alerts are about
 * @param window how far back the query looks: the longest bound of time in it
 * @param suppression detections of one entity closer than this are one alert; zero for the job's
 * @param sequence whether the order of events matters, so that the reversed order is no hit
 * @param reason the sentence of an alert; {@code {column}} stands for a column of the query
 * @param measure the figure of an alert
 * @param notes what authors, reviewers and analysts read
 * @param source its two files
 * @param cases its tests
 */
public record SqlRule(
    Rule rule,
    RuleStatus status,
    Severity severity,
    RuleEntity entity,
    Duration window,
    Duration suppression,
    boolean sequence,
    String reason,
    RuleMeasure measure,
    RuleNotes notes,
    RuleSource source,
    List<RuleCase> cases) {

  /** The set of the rules that ship with Fenceline, as alerts show it. */
  public static final String SHIPPED = "fenceline-sql";

  /** The set of the rules of whoever runs Fenceline, as alerts show it. */
  public static final String CUSTOM = "custom";

  /** The rule's id. */
  public String id() {
    return rule.id();
  }

  /** What alerts say of it, with what triage has to know. */
  public Rule alerted() {
    return new Rule(
        rule.id(),
        rule.version(),
        rule.family(),
        rule.title(),
        rule.techniques(),
        rule.runbook(),
        rule.ruleset(),
        suppression.toMillis(),
        status == RuleStatus.TEST);
  }

  /** The same rule as one of a set, with another status. */
  public SqlRule as(String ruleset, RuleStatus other) {
    return new SqlRule(
        new Rule(
            rule.id(),
            rule.version(),
            rule.family(),
            rule.title(),
            rule.techniques(),
            rule.runbook(),
            ruleset,
            rule.suppressionMillis(),
            rule.onTrial()),
        other,
        severity,
        entity,
        window,
        suppression,
        sequence,
        reason,
        measure,
        notes,
        source,
        cases);
  }
}
