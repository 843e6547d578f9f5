// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import io.fenceline.yaml.Place;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.types.Row;

/**
 * Where a rule's query gives which column.
 *
 * @param positions of the columns, by name in lower case
 */
public record RuleOutput(Map<String, Integer> positions) implements Serializable {
  static final String EVENT_TIME = "event_time";
  static final String TENANT = "tenant";
  static final String MODEL_NAME = "model_name";
  static final String MODEL_VERSION = "model_version";
  static final String CLIENT = "client";
  static final String SEVERITY = "severity";

  /** Identities and evidence, each as one text or as a list of texts of the plural's name. */
  private static final List<String> TEXTS_OR_LISTS =
      List.of("api_key_id", "user_id", "source_ip", "request_id");

  private static final String LIST = "s";

  /**
   * Looks whether the columns are those that the rule needs.
   *
   * @return what is missing or of another type than it must be; empty if nothing is
   */
  public static List<RuleFault> check(SqlRule rule, ResolvedSchema schema) {
    List<RuleFault> faults = new ArrayList<>();
    Map<String, LogicalType> types = new TreeMap<>();
    for (Column column : schema.getColumns()) {
      String name = column.getName().toLowerCase(Locale.ROOT);
      if (types.put(name, column.getDataType().getLogicalType()) != null) {
        faults.add(fault(rule, "gives the column " + name + " twice", "give one another name"));
      }
    }
    Set<String> needed = new TreeSet<>(rule.entity().columns());
    needed.addAll(ReasonTemplate.of(rule.reason()).columns());
    needed.addAll(rule.measure().columns());
    needed.add(EVENT_TIME);
    for (String column : needed) {
      if (!types.containsKey(column.toLowerCase(Locale.ROOT))) {
        faults.add(
            fault(
                rule,
                "gives no column " + column + ", only " + String.join(", ", types.keySet()),
                "add it to the SELECT, or AS " + column));
      }
    }
    types.forEach((name, type) -> checkType(rule, name, type, faults));
    return faults;
  }

  static RuleOutput of(ResolvedSchema schema) {
    Map<String, Integer> positions = new TreeMap<>();
    List<String> names = schema.getColumnNames();
    for (int i = 0; i < names.size(); i++) {
      positions.put(names.get(i).toLowerCase(Locale.ROOT), i);
    }
    return new RuleOutput(Map.copyOf(positions));
  }

  boolean has(String column) {
    return positions.containsKey(column);
  }

  /** The value, null if there is no such column or it is NULL. */
  Object value(Row row, String column) {
    Integer position = positions.get(column.toLowerCase(Locale.ROOT));
    return position == null ? null : row.getField(position);
  }

  /** The value as text; empty if there is none. */
  String text(Row row, String column) {
    Object value = value(row, column);
    return value == null ? "" : value.toString();
  }

  /** The text of a column, and those of the list of the plural's name, without empty ones. */
  List<String> texts(Row row, String column) {
    List<String> texts = new ArrayList<>();
    add(texts, value(row, column));
    if (value(row, column + LIST) instanceof Object[] items) {
      for (Object item : items) {
        add(texts, item);
      }
    }
    return texts;
  }

  private static void add(List<String> texts, Object value) {
    if (value instanceof String text && !text.isEmpty()) {
      texts.add(text);
    }
  }

  private static void checkType(
      SqlRule rule, String name, LogicalType type, List<RuleFault> faults) {
    String expected = expected(rule, name, type);
    if (!expected.isEmpty()) {
      faults.add(
          fault(
              rule,
              "gives " + name + " as " + type.asSummaryString() + " instead of " + expected,
              "give it as " + expected + ", or under another name"));
    }
  }

  /** The type that a column of that name must have, empty if it has it. */
  private static String expected(SqlRule rule, String name, LogicalType type) {
    if (name.equals(EVENT_TIME)) {
      return type.is(LogicalTypeRoot.TIMESTAMP_WITH_LOCAL_TIME_ZONE)
              || type.is(LogicalTypeRoot.TIMESTAMP_WITHOUT_TIME_ZONE)
          ? ""
          : "TIMESTAMP_LTZ(3)";
    }
    if (TEXTS_OR_LISTS.contains(name)
        || List.of(TENANT, MODEL_NAME, MODEL_VERSION, CLIENT, SEVERITY).contains(name)) {
      return isText(type) ? "" : "STRING";
    }
    if (name.endsWith(LIST)
        && TEXTS_OR_LISTS.contains(name.substring(0, name.length() - LIST.length()))) {
      return type instanceof ArrayType array && isText(array.getElementType())
          ? ""
          : "ARRAY<STRING>";
    }
    if (rule.measure().columns().stream().anyMatch(name::equalsIgnoreCase)) {
      return type.is(LogicalTypeFamily.NUMERIC) ? "" : "a number";
    }
    return "";
  }

  private static boolean isText(LogicalType type) {
    return type.is(LogicalTypeFamily.CHARACTER_STRING);
  }

  private static RuleFault fault(SqlRule rule, String reason, String mend) {
    return new RuleFault(
        new Place(rule.source().sqlFile(), 1), rule.id(), "the query " + reason, mend);
  }
}
