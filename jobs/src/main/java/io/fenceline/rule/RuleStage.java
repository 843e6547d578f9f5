// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import io.fenceline.model.Detection;
import io.fenceline.rule.function.RuleFunctions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.PartitionTransformation;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.types.Row;

/** Compiles rules into a topology, beside the built-in detectors. */
public final class RuleStage {
  private RuleStage() {}

  /** The environment in which rules are compiled: our functions, no tables yet. */
  public static StreamTableEnvironment tables(StreamExecutionEnvironment env) {
    StreamTableEnvironment tables = StreamTableEnvironment.create(env);
    tables.getConfig().setLocalTimeZone(java.time.ZoneOffset.UTC);
    RuleFunctions.register(tables);
    return tables;
  }

  /**
   * What the rules find.
   *
   * @param tables with the tables that the rules read
   */
  public static Optional<DataStream<Detection>> apply(
      StreamTableEnvironment tables, List<SqlRule> rules) {
    List<DataStream<Detection>> found = new ArrayList<>();
    for (SqlRule rule : rules) {
      Table table = tables.sqlQuery(rule.source().sql());
      DataStream<Row> rows = tables.toDataStream(table);
      own(rows.getTransformation(), rule);
      found.add(
          rows.map(new RowDetection(rule))
              .returns(TypeInformation.of(Detection.class))
              .uid("rule-" + rule.id() + "-v" + rule.rule().version() + "-detections")
              .name("detections of " + rule.id()));
    }
    return found.stream().reduce(DataStream::union);
  }

  /**
   * Gives the operators of a rule uids that depend on the rule alone, so that its state survives a
   * change of any other rule. The planner's own would count through all rules.
   */
  private static void own(Transformation<?> last, SqlRule rule) {
    int number = 0;
    for (Transformation<?> operator : last.getTransitivePredecessors()) {
      if (operator.getUid() == null && !(operator instanceof PartitionTransformation<?>)) {
        operator.setUid("rule-%s-v%d-%d".formatted(rule.id(), rule.rule().version(), number++));
      }
    }
  }
}
