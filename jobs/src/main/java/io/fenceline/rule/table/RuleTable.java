// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.table;

import java.io.Serializable;
import java.util.List;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/**
 * A table that rules may read.
 *
 * @param <T> the record behind a row
 * @param name in SQL
 * @param meaning what one row is
 * @param columns in order; the first is {@value #EVENT_TIME}
 * @param time event time of a record, epoch milliseconds
 */
public record RuleTable<T>(String name, String meaning, List<TableColumn<T>> columns, Time<T> time)
    implements Serializable {

  /** The column of the event time, which every table has. */
  public static final String EVENT_TIME = "event_time";

  /** Takes the event time from a record. */
  public interface Time<T> extends Serializable {
    /** Epoch milliseconds. */
    long of(T record);
  }

  /** The columns as a type. */
  public RowType rowType() {
    return RowType.of(
        columns.stream().map(TableColumn::type).toArray(LogicalType[]::new),
        columns.stream().map(TableColumn::name).toArray(String[]::new));
  }

  /** Where the column stands, or -1. */
  public int index(String column) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(column)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * The record as a row, in Flink's internal form; its values are taken when they are asked for.
   */
  public RowData row(T record) {
    return new RecordRow<>(columns, record);
  }
}
