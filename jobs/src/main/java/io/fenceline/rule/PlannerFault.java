// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import io.fenceline.yaml.Place;

/** Says in plain words what Flink's planner does not like about a query, and where. */
final class PlannerFault {
  private PlannerFault() {}

  static RuleFault of(SqlRule rule, Throwable thrown) {
    PlannerMessage message = PlannerMessage.of(thrown);
    Place place = message.place(rule);
    if (message.all().contains("doesn't support consuming update")) {
      return new RuleFault(
          place,
          rule.id(),
          "the query changes rows that it has given before",
          "count in windows or with OVER, or use MATCH_RECOGNIZE, so that each row is final");
    }
    if (message.all().contains("more than one rowtime attribute")) {
      return new RuleFault(
          place,
          rule.id(),
          "the query gives more than one column of event time",
          "keep event_time, and cast the others to TIMESTAMP(3)");
    }
    return new RuleFault(
        place,
        rule.id(),
        "the query cannot be planned: " + message.sentence(),
        "mend the query; Flink's planner said so");
  }
}
