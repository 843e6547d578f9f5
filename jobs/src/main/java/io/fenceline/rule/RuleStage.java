// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import io.fenceline.model.Detection;
import io.fenceline.rule.function.RuleFunctions;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.types.Row;

/**
 * Compiles rules into a topology, beside the built-in detectors.
 *
 * <p>State of a rule is bounded by what its query says: windows, ranges of OVER, intervals of joins
 * and WITHIN are cleared as event time passes them. A query that keeps rows for ever is refused, so
 * no rule needs a time to live, which would cut windows short by the wall clock.
 */
public final class RuleStage {
  private RuleStage() {}

  /** The environment in which rules are compiled: our functions, no tables yet. */
  public static StreamTableEnvironment tables(StreamExecutionEnvironment env) {
    StreamTableEnvironment tables = StreamTableEnvironment.create(env);
    tables.getConfig().setLocalTimeZone(ZoneOffset.UTC);
    RuleFunctions.register(tables);
    return tables;
  }

  /**
   * What the rules find.
   *
   * @param tables with the tables that the rules read
   * @throws IllegalArgumentException naming file, line, reason and mend of every broken rule
   */
  public static Optional<DataStream<Detection>> apply(
      StreamTableEnvironment tables, List<SqlRule> rules) {
    CompiledRules compiled = compile(tables, rules);
    if (!compiled.faults().isEmpty()) {
      throw new IllegalArgumentException(
          compiled.faults().stream().map(RuleFault::toString).collect(Collectors.joining("\n")));
    }
    return compiled.detections();
  }

  /**
   * Compiles each rule by itself, so that a broken one takes no other down.
   *
   * @param tables with the tables that the rules read
   */
  public static CompiledRules compile(StreamTableEnvironment tables, List<SqlRule> rules) {
    List<SqlRule> running = new ArrayList<>();
    List<DataStream<Detection>> found = new ArrayList<>();
    List<RuleFault> faults = new ArrayList<>();
    for (SqlRule rule : rules) {
      try {
        Table table = tables.sqlQuery(rule.source().sql());
        List<RuleFault> wrong = RuleOutput.check(rule, table.getResolvedSchema());
        if (wrong.isEmpty()) {
          found.add(detections(tables.toDataStream(table), rule, table));
          running.add(rule);
        }
        faults.addAll(wrong);
      } catch (Exception | AssertionError | StackOverflowError e) {
        // The planner says by many types what it does not like, undeclared ones among them.
        faults.add(PlannerFault.of(rule, e));
      }
    }
    return new CompiledRules(running, found.stream().reduce(DataStream::union), faults);
  }

  private static DataStream<Detection> detections(DataStream<Row> rows, SqlRule rule, Table table) {
    String stem = "rule-%s-v%d".formatted(rule.id(), rule.rule().version());
    PlannedOperators.own(rows.getTransformation(), stem)
        .forEach(
            operator ->
                // The planner's names count through all rules, as its uids do.
                operator.setName(rule.id() + ": " + operator.getName().replaceAll("\\[\\d+]", "")));
    RowDetection reader = new RowDetection(rule, RuleOutput.of(table.getResolvedSchema()));
    return rows.transform(
            rule.id() + ": detections",
            TypeInformation.of(Detection.class),
            new DetectionOperator(reader))
        .uid(stem + "-detections");
  }
}
