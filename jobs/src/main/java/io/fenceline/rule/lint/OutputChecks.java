// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.lint;

import io.fenceline.rule.RuleFault;
import io.fenceline.rule.RuleOutput;
import io.fenceline.rule.sql.SqlToken;
import io.fenceline.rule.table.RuleTable;
import io.fenceline.rule.table.RuleTables;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.table.catalog.ResolvedSchema;

/** What a query must give, and must not. */
final class OutputChecks {
  private OutputChecks() {}

  static void check(Findings findings, ResolvedSchema schema) {
    columns(findings, schema);
    star(findings, schema);
  }

  /** The columns that alerts need, each of the right type. */
  static void columns(Findings findings, ResolvedSchema schema) {
    for (RuleFault fault : RuleOutput.check(findings.rule(), schema)) {
      findings.sqlNear(List.of("SELECT"), fault.reason(), fault.mend());
    }
  }

  /**
   * A star over a table gives more columns with each release, and the state of the rule is lost.
   */
  static void star(Findings findings, ResolvedSchema schema) {
    List<SqlToken> outermost = Brackets.outermost(findings.tokens());
    if (outermost.stream().noneMatch(token -> token.is("*"))) {
      return;
    }
    Set<String> given = new HashSet<>(schema.getColumnNames());
    for (RuleTable<?> table : RuleTables.all()) {
      if (table.columns().stream().allMatch(column -> given.contains(column.name()))) {
        findings.sqlNear(
            List.of("*"),
            "the query gives all columns of " + table.name() + ", whatever they will be",
            "name the columns that the alert needs");
      }
    }
  }
}
