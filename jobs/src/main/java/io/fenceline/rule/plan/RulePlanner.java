// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.plan;

import io.fenceline.rule.RuleStage;
import io.fenceline.rule.SqlRule;
import io.fenceline.rule.table.RuleStreams;
import io.fenceline.rule.table.RuleTable;
import io.fenceline.rule.table.RuleTables;
import io.fenceline.rule.table.TableColumn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;

/**
 * Compiles rules as the job does, without running anything.
 *
 * <p>The hash of a plan must move when state would no longer fit, and only then. So the plan is
 * that of Flink's executable operators, with what it leaves out and state depends on (the bound of
 * a sequence, the types of the columns), and without what does not matter: columns of a table that
 * the first operator drops at once.
 */
public final class RulePlanner {
  /** What lines begin with that are no operator. */
  static final String NOTE = "-- ";

  /** The bound of a sequence. */
  static final String WITHIN = NOTE + "within ";

  private static final String PLAN = "== Optimized Execution Plan ==\n";
  private static final Pattern INTERVAL = Pattern.compile("LogicalMatch\\(.*?interval=\\[([^]]*)]");
  private static final Pattern SCANNED =
      Pattern.compile("(table=\\[\\[)[^]]*?(\\w+), watermark=.*");
  private static final Pattern WORD = Pattern.compile("\\w+");

  /** Operators that take the columns they need from a row. */
  private static final Set<String> PICKING = Set.of("Calc", "LocalWindowAggregate");

  private final StreamTableEnvironment tables;

  private RulePlanner(StreamTableEnvironment tables) {
    this.tables = tables;
  }

  /** A planner over the published tables. */
  public static RulePlanner create() {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(1, new Configuration());
    StreamTableEnvironment tables = RuleStage.tables(env);
    for (RuleTable<?> table : RuleTables.all()) {
      DataStream<RowData> none =
          env.fromData(
              InternalTypeInfo.of(table.rowType()), new GenericRowData(table.columns().size()));
      RuleStreams.registerRows(tables, table, none);
    }
    return new RulePlanner(tables);
  }

  /**
   * The plan of one rule.
   *
   * @throws RuntimeException of Flink's, if the query cannot be compiled
   */
  public RulePlan plan(SqlRule rule) {
    String explained = tables.sqlQuery(rule.source().sql()).explain();
    String plan = explained.substring(explained.indexOf(PLAN) + PLAN.length());
    List<String> lines = operators(plan.strip().lines().toList());
    INTERVAL
        .matcher(explained)
        .results()
        .map(match -> WITHIN + match.group(1))
        .sorted()
        .forEach(lines::add);
    lines.addAll(columns(String.join("\n", lines)));
    return new RulePlan(rule.id(), List.copyOf(lines));
  }

  /** Who reads whole rows keeps them whole, so that each column of the table matters. */
  private static List<String> operators(List<String> plan) {
    boolean whole = readsWholeRows(plan);
    List<String> lines = new ArrayList<>();
    for (String line : plan) {
      Matcher scanned = SCANNED.matcher(line);
      if (scanned.find()) {
        String fields = whole ? ", " + line.substring(line.indexOf("fields="), end(line)) : "";
        lines.add(line.substring(0, scanned.end(1)) + scanned.group(2) + "]]" + fields + ")");
      } else {
        lines.add(line);
      }
    }
    return lines;
  }

  private static boolean readsWholeRows(List<String> plan) {
    Map<Integer, String> above = new HashMap<>();
    for (String line : plan) {
      PlanStep step = PlanStep.parse(line);
      if ((PlanWords.isScan(step) || step.operator().equals("Reused"))
          && !PICKING.contains(above.getOrDefault(step.depth() - 1, ""))) {
        return true;
      }
      above.put(step.depth(), step.operator());
    }
    return false;
  }

  private static int end(String line) {
    int reused = line.lastIndexOf(")(reuse_id");
    return reused < 0 ? line.length() - 1 : reused;
  }

  /** Columns of tables that occur in the plan, with their types. */
  private static List<String> columns(String plan) {
    TreeSet<String> words = new TreeSet<>();
    WORD.matcher(plan).results().forEach(word -> words.add(word.group()));
    List<String> columns = new ArrayList<>();
    for (RuleTable<?> table : RuleTables.all()) {
      if (words.contains(table.name())) {
        for (TableColumn<?> column : table.columns()) {
          if (words.contains(column.name())) {
            columns.add(
                NOTE + table.name() + "." + column.name() + " " + column.type().asSummaryString());
          }
        }
      }
    }
    columns.sort(null);
    return columns;
  }
}
