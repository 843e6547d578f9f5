// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenceline.fuzz.FuzzRun;
import io.fenceline.fuzz.Mutations;
import io.fenceline.fuzz.Outcome;
import io.fenceline.rule.RuleFault;
import io.fenceline.rule.RulePack;
import io.fenceline.rule.RuleSource;
import io.fenceline.rule.SqlRule;
import io.fenceline.rule.sql.SqlTokens;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whatever a query says, lint plans it or says in which line what is wrong. */
class RuleLintFuzzTest {
  /** Of a processor; what ships takes a hundredth of it. */
  private static final Duration LONGEST_PLANNING = Duration.ofSeconds(10);

  private static final Pattern NAMED = Pattern.compile("-- ([a-z0-9-]+)\n");

  private static final Pattern OF_PLANNER =
      Pattern.compile(
          "cannot be planned|^there is no (table|column|function)|does not take these arguments"
              + "|more than one column of event time");

  /** What is for those who read the source of Flink: the name of a class, a line of a stack. */
  private static final Pattern CODE =
      Pattern.compile("\\b[a-z]\\w*(\\.[a-z]\\w*)+\\.[A-Z]|\\bat [\\w.]+\\(|\\R");

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

  /** The stages that a query passes; each message belongs to one. */
  private enum Stage {
    WORDS,
    GRAMMAR,
    PLANNER,
    CHECKS,
    TIME
  }

  @Test
  void everyQueryIsPlannedOrRefusedWithAPlace() {
    List<SqlRule> rules = RulePack.shipped().rules();
    Map<String, SqlRule> ruleOf = new HashMap<>();
    List<String> queries = new ArrayList<>();
    for (SqlRule rule : rules) {
      // A comment tells which description belongs to what was made of a query.
      String query = "-- " + rule.id() + "\n" + rule.source().sql();
      queries.add(query);
      ruleOf.put(rule.id(), rule);
    }
    Mutations mutations =
        new Mutations(Mutations.seed(), queries, WORDS, "\n,() ")
            .with(new SqlStructure(queries), 12);
    RuleLint lint = new RuleLint(LONGEST_PLANNING);
    FuzzRun.ofThreads("queries", mutations)
        .run(
            Long.getLong("fenceline.fuzz.queries", 50),
            query -> Checked.of(lint, withQuery(rule(query, ruleOf, rules), query)),
            (query, checked) -> outcome(checked))
        .reaches(0.02, 0.9, 15)
        .reaches(Set.of("taken", "WORDS", "GRAMMAR", "PLANNER", "CHECKS"));
  }

  private static SqlRule rule(byte[] query, Map<String, SqlRule> ruleOf, List<SqlRule> rules) {
    return NAMED
        .matcher(new String(query, StandardCharsets.UTF_8))
        .results()
        .map(name -> ruleOf.get(name.group(1)))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(rules.get(0));
  }

  private record Checked(SqlRule rule, List<RuleFault> faults) {
    static Checked of(RuleLint lint, SqlRule rule) {
      return new Checked(rule, lint.check(rule));
    }
  }

  private static Outcome outcome(Checked checked) {
    StringBuilder all = new StringBuilder();
    RuleSource source = checked.rule().source();
    for (RuleFault fault : checked.faults()) {
      assertThat(fault.place().file()).isIn(source.sqlFile(), source.ymlFile());
      boolean inQuery = fault.place().file().equals(source.sqlFile());
      int lines = (int) (inQuery ? source.sql() : source.yml()).lines().count();
      assertThat(fault.place().line()).isBetween(1, lines + 1);
      assertThat(fault.reason()).isNotBlank().hasSizeLessThan(4_000).doesNotContainPattern(CODE);
      assertThat(fault.mend()).isNotBlank();
      all.append(fault.reason());
    }
    return checked.faults().isEmpty()
        ? Outcome.taken(shape(source.sql()))
        : Outcome.refused(stage(checked).name(), all.toString());
  }

  /** The words that a query is made of, each once. */
  private static String shape(String sql) {
    TreeSet<String> words = new TreeSet<>();
    SqlTokens.of(sql).forEach(token -> words.add(token.text()));
    return String.join(" ", words);
  }

  /** The first stage that refused the query. */
  private static Stage stage(Checked checked) {
    Findings words = new Findings(checked.rule());
    StatementChecks.check(words);
    if (!words.isEmpty()) {
      return Stage.WORDS;
    }
    return checked.faults().stream()
        .map(fault -> stage(fault.reason()))
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  private static Stage stage(String reason) {
    if (reason.contains("was not planned within") || reason.contains("not enough memory")) {
      return Stage.TIME;
    } else if (reason.contains("is not understood here") || reason.contains("exical error")) {
      return Stage.GRAMMAR;
    }
    return OF_PLANNER.matcher(reason).find() ? Stage.PLANNER : Stage.CHECKS;
  }

  private static SqlRule withQuery(SqlRule rule, byte[] query) {
    String sql = new String(query, StandardCharsets.UTF_8);
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
}
