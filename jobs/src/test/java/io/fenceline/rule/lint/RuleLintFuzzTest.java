// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenceline.fuzz.FuzzReport;
import io.fenceline.fuzz.Mutations;
import io.fenceline.rule.RuleFault;
import io.fenceline.rule.RulePack;
import io.fenceline.rule.RuleSource;
import io.fenceline.rule.SqlRule;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever a query says, lint plans it or says in which line what is wrong. */
class RuleLintFuzzTest {
  private static final List<String> WORDS =
      List.of(
          "SELECT ",
          "DISTINCT ",
          " FROM enriched_events",
          " WHERE TRUE",
          " GROUP BY client",
          " HAVING COUNT(*) > 1",
          " ORDER BY event_time",
          " LIMIT 5",
          " UNION ALL ",
          " INTERSECT ",
          " JOIN signals ON TRUE ",
          " LEFT JOIN model_windows w ON TRUE ",
          "COUNT(*)",
          "SUM(1/0)",
          "CAST(NULL AS INT)",
          "CAST('x' AS TIMESTAMP(3))",
          "INTERVAL '1' HOUR",
          "INTERVAL '-1' DAY",
          "NOW()",
          "RAND()",
          "'",
          "`",
          "(",
          ")",
          "((((((((",
          "--",
          "/*",
          ",",
          "*",
          "NULL",
          "1e400",
          "99999999999999999999",
          "-1",
          "x'zz'",
          "U&'\\d800'",
          "event_time",
          "client",
          "\ud83d\ude00",
          " MATCH_RECOGNIZE (",
          " PATTERN (A+ B)",
          " DEFINE A AS TRUE",
          "TABLE(",
          "LATERAL ",
          "OVER (PARTITION BY client ORDER BY event_time)",
          "ARRAY[1][0]",
          "MAP[]",
          "hmac('k', client)",
          "CASE WHEN TRUE THEN 1 ELSE 'a' END",
          "EXISTS (SELECT 1)",
          " IN (SELECT client FROM alerts)",
          "{failures}",
          ";",
          " CROSS JOIN UNNEST(hashes)",
          "VALUES (1)",
          "CREATE TABLE x (y INT)");

  @Test
  void everyQueryIsPlannedOrRefusedWithAPlace() {
    List<SqlRule> rules = RulePack.shipped().rules();
    List<String> queries = rules.stream().map(rule -> rule.source().sql()).toList();
    Mutations mutations = new Mutations(Mutations.seed(), queries, WORDS, "\n,() ");
    RuleLint lint = new RuleLint();
    FuzzReport report = new FuzzReport("queries", 4L << 30, 0);
    long inputs = Long.getLong("fenceline.fuzz.queries", 30);
    for (long i = 0; i < inputs; i++) {
      byte[] query = mutations.next();
      SqlRule rule = rules.get((int) (i % rules.size()));
      SqlRule changed = withQuery(rule, new String(query, StandardCharsets.UTF_8));
      report.run(
          query,
          () -> lint.check(changed),
          faults -> isSound(faults, changed.source(), query, mutations));
    }
    System.out.println(report.line() + ", outcomes " + mutations.outcomes());
    assertThat(mutations.outcomes()).isGreaterThan(5);
  }

  private static SqlRule withQuery(SqlRule rule, String sql) {
    RuleSource source =
        new RuleSource(rule.source().sqlFile(), sql, rule.source().ymlFile(), rule.source().yml());
    return new SqlRule(
        rule.rule(),
        rule.status(),
        rule.severity(),
        rule.entity(),
        rule.window(),
        rule.suppression(),
        rule.sequence(),
        rule.reason(),
        rule.measure(),
        rule.notes(),
        source,
        rule.cases());
  }

  private static boolean isSound(
      List<RuleFault> faults, RuleSource source, byte[] query, Mutations mutations) {
    StringBuilder outcome = new StringBuilder();
    for (RuleFault fault : faults) {
      assertThat(fault.place().file()).isIn(source.sqlFile(), source.ymlFile());
      boolean inQuery = fault.place().file().equals(source.sqlFile());
      int lines = (int) (inQuery ? source.sql() : source.yml()).lines().count();
      assertThat(fault.place().line()).isBetween(1, lines + 1);
      assertThat(fault.reason()).isNotBlank().hasSizeLessThan(4_000);
      assertThat(fault.mend()).isNotBlank();
      outcome.append(fault.reason());
    }
    mutations.led(query, faults.isEmpty(), outcome.toString());
    return faults.isEmpty();
  }
}
