// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.trial;

import io.fenceline.rule.RuleCase;
import io.fenceline.rule.SqlRule;
import io.fenceline.rule.sql.SqlToken;
import io.fenceline.rule.sql.SqlTokens;
import io.fenceline.rule.table.RuleTable;
import io.fenceline.rule.table.RuleTables;
import io.fenceline.rule.table.TableColumn;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A rule and everything it is tested with.
 *
 * @param tables that the rule reads
 */
record Trial(SqlRule rule, List<RuleTable<?>> tables, Timeline timeline) {

  /** Lays out the cases. */
  static Trial of(SqlRule rule, List<RuleCase> cases, Duration outOfOrderness) {
    Map<String, Set<String>> columns =
        RuleTables.all().stream()
            .collect(
                Collectors.toMap(
                    RuleTable::name,
                    table ->
                        table.columns().stream()
                            .map(TableColumn::name)
                            .collect(Collectors.toSet())));
    List<RuleTable<?>> tables =
        RuleTables.all().stream()
            .<RuleTable<?>>map(table -> table)
            .filter(table -> names(rule).contains(table.name()))
            .toList();
    return new Trial(
        rule,
        tables,
        new Timeline(
            rule,
            outOfOrderness,
            cases.stream()
                .flatMap(each -> new Variants(rule, each, columns).all().stream())
                .toList()));
  }

  /** The names in the query: those of the tables and columns it reads, and others. */
  static Set<String> names(SqlRule rule) {
    return SqlTokens.of(rule.source().sql()).stream()
        .filter(SqlToken::isName)
        .map(SqlToken::text)
        .collect(Collectors.toSet());
  }
}
