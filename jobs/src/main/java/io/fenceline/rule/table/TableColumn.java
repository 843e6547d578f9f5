// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.table;

import java.io.Serializable;
import java.util.function.Function;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * A column of a table for rules.
 *
 * @param <T> the record behind a row
 * @param name in SQL; lower case with underscores
 * @param type nullable where a value may be absent
 * @param path the SQL expression over the delivered JSON document that gives the same value, see
 *     {@link DocumentPath}
 * @param meaning what it says, with unit and range, as the reference shows it
 * @param value the value in Flink's internal form, or null if it is absent
 */
public record TableColumn<T>(
    String name, LogicalType type, String path, String meaning, Value<T> value)
    implements Serializable {

  /** How a column's value is taken from a record. */
  public interface Value<T> extends Function<T, Object>, Serializable {}

  /** The same column of a record that holds the other one. */
  <S> TableColumn<S> of(String otherPath, Part<S, T> part) {
    Value<T> inner = value;
    return new TableColumn<>(
        name, type, otherPath, meaning, record -> inner.apply(part.apply(record)));
  }

  /** How one record is found in another. */
  interface Part<S, T> extends Function<S, T>, Serializable {}
}
