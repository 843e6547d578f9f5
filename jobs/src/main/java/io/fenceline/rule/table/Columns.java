// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.table;

import io.fenceline.model.DocumentNumber;
import io.fenceline.model.DocumentText;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.BooleanType;
import org.apache.flink.table.types.logical.DoubleType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.VarCharType;

/**
 * The columns of a table, put together one by one. What is absent in a record (empty text, a number
 * that is not finite, an empty list or map) is NULL, as it leaves no trace in the document.
 */
final class Columns<T> {
  static final LogicalType TEXT = new VarCharType(true, VarCharType.MAX_LENGTH);
  static final LogicalType NUMBER = new DoubleType(true);
  static final LogicalType TEXTS = new ArrayType(true, TEXT);

  /** Documents hold no instant outside 1970 to 9999. */
  private static final long MAX_INSTANT = 253_402_300_799_999L;

  private final List<TableColumn<T>> columns = new ArrayList<>();

  /** The columns so far. */
  List<TableColumn<T>> all() {
    return List.copyOf(columns);
  }

  Columns<T> with(List<TableColumn<T>> more) {
    columns.addAll(more);
    return this;
  }

  /** An instant, never NULL. */
  Columns<T> time(String name, String path, String meaning, LongOf<T> millis) {
    LogicalType type = new LocalZonedTimestampType(false, 3);
    return add(name, type, path, meaning, record -> instant(millis.applyAsLong(record)));
  }

  /** Text; NULL if it is empty. */
  Columns<T> text(String name, String path, String meaning, TextOf<T> text) {
    return add(name, TEXT, path, meaning, record -> text(text.apply(record)));
  }

  /** Whose deployment; empty, never NULL, where there is one tenant only, so that it joins. */
  Columns<T> tenant(String path, TextOf<T> tenant) {
    return add(
        "tenant",
        new VarCharType(false, VarCharType.MAX_LENGTH),
        "COALESCE(" + path + ", '')",
        "Whose deployment; empty, never NULL, where there is one only.",
        record -> StringData.fromString(DocumentText.value(tenant.apply(record))));
  }

  /** A number; NULL if it is not finite. */
  Columns<T> number(String name, String path, String meaning, NumberOf<T> number) {
    return add(name, NUMBER, path, meaning, record -> number(number.applyAsDouble(record)));
  }

  /** A number as documents have it, in millionths; NULL if it is not finite. */
  Columns<T> rounded(String name, String path, String meaning, NumberOf<T> number) {
    return number(name, path, meaning, r -> DocumentNumber.rounded(number.applyAsDouble(r)));
  }

  /** A count, 0 if there is nothing to count. */
  Columns<T> count(String name, String path, String meaning, IntOf<T> number) {
    String orZero = "COALESCE(" + path + ", 0)";
    return add(name, new IntType(false), orZero, meaning, number::applyAsInt);
  }

  /** A count that may pass two thousand million. */
  Columns<T> bigCount(String name, String path, String meaning, LongOf<T> number) {
    String orZero = "COALESCE(" + path + ", 0)";
    return add(name, new BigIntType(false), orZero, meaning, number::applyAsLong);
  }

  /** A fact; false if nothing is known. */
  Columns<T> flag(String name, String path, String meaning, FlagOf<T> flag) {
    String orFalse = "COALESCE(" + path + ", FALSE)";
    return add(name, new BooleanType(false), orFalse, meaning, flag::test);
  }

  /** A list of texts; NULL if it is empty. */
  Columns<T> texts(String name, String path, String meaning, ListOf<T> texts) {
    return add(name, TEXTS, path, meaning, record -> texts(texts.apply(record)));
  }

  /** Texts by name; NULL if there are none. */
  Columns<T> textsByName(String name, String path, String meaning, MapOf<T, String> entries) {
    LogicalType type = new MapType(true, new VarCharType(false, VarCharType.MAX_LENGTH), TEXT);
    return add(name, type, path, meaning, r -> map(entries.apply(r), Columns::text));
  }

  /** Numbers by name; NULL if there are none. */
  Columns<T> numbersByName(String name, String path, String meaning, MapOf<T, Double> entries) {
    LogicalType type = new MapType(true, new VarCharType(false, VarCharType.MAX_LENGTH), NUMBER);
    return add(name, type, path, meaning, r -> map(entries.apply(r), Columns::number));
  }

  /** Any other column. */
  Columns<T> add(
      String name, LogicalType type, String path, String meaning, TableColumn.Value<T> value) {
    columns.add(new TableColumn<>(name, type, path, meaning, value));
    return this;
  }

  static TimestampData instant(long millis) {
    return TimestampData.fromEpochMillis(Math.max(0, Math.min(MAX_INSTANT, millis)));
  }

  static StringData text(String text) {
    return text.isEmpty() ? null : StringData.fromString(DocumentText.value(text));
  }

  /** Minus zero becomes zero, as in documents. */
  static Double number(double number) {
    return Double.isFinite(number) ? (Double) (number + 0.0) : null;
  }

  static GenericArrayData texts(List<String> texts) {
    if (texts.isEmpty()) {
      return null;
    }
    Object[] items = new Object[texts.size()];
    for (int i = 0; i < items.length; i++) {
      items[i] = StringData.fromString(DocumentText.value(texts.get(i)));
    }
    return new GenericArrayData(items);
  }

  private static <V> GenericMapData map(Map<String, V> entries, Function<V, Object> value) {
    if (entries.isEmpty()) {
      return null;
    }
    Map<Object, Object> kept = new LinkedHashMap<>();
    DocumentText.entries(entries)
        .forEach(
            (key, one) -> {
              Object internal = value.apply(one);
              if (internal != null) {
                kept.put(StringData.fromString(key), internal);
              }
            });
    return kept.isEmpty() ? null : new GenericMapData(kept);
  }

  interface TextOf<T> extends Function<T, String>, Serializable {}

  interface NumberOf<T> extends ToDoubleFunction<T>, Serializable {}

  interface IntOf<T> extends ToIntFunction<T>, Serializable {}

  interface LongOf<T> extends ToLongFunction<T>, Serializable {}

  interface FlagOf<T> extends Predicate<T>, Serializable {}

  interface ListOf<T> extends Function<T, List<String>>, Serializable {}

  interface MapOf<T, V> extends Function<T, Map<String, V>>, Serializable {}
}
