// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.lint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fenceline.rule.RuleDuration;
import io.fenceline.rule.RuleFault;
import io.fenceline.rule.RulePack;
import io.fenceline.rule.RuleStage;
import io.fenceline.rule.SqlRule;
import io.fenceline.rule.table.RuleStreams;
import io.fenceline.rule.table.RuleTable;
import io.fenceline.rule.table.RuleTables;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.TableDescriptor;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;

/**
 * Checks rules: what they say of themselves, the words of their queries, and what Flink's planner
 * makes of them. Runs nothing. Not for use by several threads.
 */
public final class RuleLint {
  /** Longest time that a rule may take to plan: many times that of the slowest that ships. */
  static final Duration LONGEST_PLANNING = Duration.ofSeconds(30);

  private static final String SINK = "fenceline_lint_sink";

  private final ObjectMapper json = new ObjectMapper();
  private final Set<String> functions = new TreeSet<>();
  private final Duration longestPlanning;
  private Patience patience;
  private StreamTableEnvironment tables;

  /** Starts a planner over the published tables, which takes seconds. */
  public RuleLint() {
    this(LONGEST_PLANNING);
  }

  RuleLint(Duration longestPlanning) {
    this.longestPlanning = longestPlanning;
    begin();
    Arrays.stream(tables.listFunctions())
        .map(name -> name.toLowerCase(Locale.ROOT))
        .forEach(functions::add);
  }

  private void begin() {
    patience = new Patience(longestPlanning);
    tables = patience.await(RuleLint::planner);
  }

  private static StreamTableEnvironment planner() {
    // Nothing runs in it, and where a job is submitted Flink forbids one in which something could.
    StreamExecutionEnvironment env =
        new StreamExecutionEnvironment(new Configuration()).setParallelism(1);
    StreamTableEnvironment tables = RuleStage.tables(env);
    for (RuleTable<?> table : RuleTables.all()) {
      RowData row = new GenericRowData(table.columns().size());
      RuleStreams.registerRows(
          tables, table, env.fromData(InternalTypeInfo.of(table.rowType()), row));
    }
    return tables;
  }

  /** What is wrong with the rules of a pack, besides the faults that reading them has found. */
  public static List<RuleFault> check(RulePack pack) {
    if (pack.rules().isEmpty() && pack.faulty().isEmpty()) {
      return List.of();
    }
    RuleLint lint = new RuleLint();
    List<RuleFault> faults = new ArrayList<>();
    Stream.concat(pack.rules().stream(), pack.faulty().stream())
        .forEach(rule -> faults.addAll(lint.check(rule)));
    return faults;
  }

  /** What is wrong with a rule; empty if nothing is. */
  public List<RuleFault> check(SqlRule rule) {
    Findings findings = new Findings(rule);
    StatementChecks.check(findings);
    if (findings.isEmpty()) {
      SequenceChecks.check(findings);
      ReplayChecks.check(findings);
      planInTime(findings);
    }
    DescriptionChecks.check(findings);
    return findings.found();
  }

  private void planInTime(Findings findings) {
    Findings planned = new Findings(findings.rule());
    StreamTableEnvironment planner = tables;
    try {
      if (patience.endures(() -> plan(planner, planned))) {
        findings.add(planned);
        return;
      }
      findings.sql(
          1,
          "the query was not planned within " + RuleDuration.text(longestPlanning),
          "say less in one rule: fewer queries inside queries, and no column that is made of itself"
              + " again and again");
    } catch (OutOfMemoryError e) {
      findings.sql(
          1,
          "there is not enough memory to plan the query",
          "say less in one rule, above all no column that is made of itself again and again");
    }
    // The thread that was left may still be in the old planner.
    begin();
  }

  private void plan(StreamTableEnvironment tables, Findings findings) {
    try {
      Table table = tables.sqlQuery(findings.rule().source().sql());
      OutputChecks.check(findings, table.getResolvedSchema());
      PlannedQuery query = planned(tables, table);
      StateChecks.check(findings, query);
      RuntimeChecks.check(findings, query);
      AggregateChecks.check(findings, query);
      ArgumentChecks.check(findings, query);
      GrowthChecks.check(findings, query);
      if (findings.isEmpty()) {
        // What only the making of code finds, such as the item 0 of a list.
        tables.toDataStream(table);
      }
    } catch (Exception | AssertionError | StackOverflowError e) {
      // The planner says by many types what it does not like, undeclared ones among them.
      new PlannerWords(findings, functions).say(e);
    }
  }

  /** The compiled form needs a sink; this one takes everything, also what a rule may not give. */
  private PlannedQuery planned(StreamTableEnvironment tables, Table table) {
    Schema.Builder schema = Schema.newBuilder();
    List<Column> columns = table.getResolvedSchema().getColumns();
    for (int i = 0; i < columns.size(); i++) {
      schema.column("c" + i, columns.get(i).getDataType().nullable());
    }
    tables.createTemporaryTable(
        SINK, TableDescriptor.forConnector("blackhole").schema(schema.build()).build());
    try {
      return new PlannedQuery(json.readTree(table.insertInto(SINK).compilePlan().asJsonString()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the planner's own form cannot be read", e);
    } finally {
      tables.dropTemporaryTable(SINK);
    }
  }
}
