// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.table;

import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;

/** Puts streams before rules as the tables they read. */
public final class RuleStreams {
  private RuleStreams() {}

  /**
   * Makes a stream of records known as a table.
   *
   * @param tickMillis how long the stages before may hold a record back behind the watermark
   */
  public static <T> void register(
      StreamTableEnvironment tables, RuleTable<T> table, DataStream<T> records, long tickMillis) {
    registerRows(
        tables,
        table,
        records
            .transform(
                "rows of " + table.name(),
                InternalTypeInfo.of(table.rowType()),
                new RowOperator<>(table, tickMillis))
            .uid("rule-rows-" + table.name()));
  }

  /** Makes a stream of rows known as a table; the rows carry their event time. */
  public static void registerRows(
      StreamTableEnvironment tables, RuleTable<?> table, DataStream<RowData> rows) {
    // The columns are those of the rows' type; named once more, each would be checked against all.
    Schema schema =
        Schema.newBuilder().watermark(RuleTable.EVENT_TIME, "SOURCE_WATERMARK()").build();
    tables.createTemporaryView(table.name(), rows, schema);
  }
}
