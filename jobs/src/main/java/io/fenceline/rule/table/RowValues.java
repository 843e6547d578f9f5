// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.table;

import io.fenceline.yaml.NearestName;
import io.fenceline.yaml.YamlFault;
import io.fenceline.yaml.YamlNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;

/**
 * Makes rows of a table from what a person wrote in YAML. A value that does not fit its column is a
 * {@link YamlFault} that says what would.
 */
public final class RowValues {
  private static final Pattern DURATION = Pattern.compile("(-?[0-9]{1,12})(ms|s|m|h|d)");
  private static final Map<String, Long> MILLIS =
      Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

  private final RuleTable<?> table;
  private final Map<String, Integer> positions;
  private final Instant start;

  /**
   * Rows of one table.
   *
   * @param start what durations count from where a column is a time
   */
  public RowValues(RuleTable<?> table, Instant start) {
    this(table, positions(table), start);
  }

  private RowValues(RuleTable<?> table, Map<String, Integer> positions, Instant start) {
    this.table = table;
    this.positions = positions;
    this.start = start;
  }

  private static Map<String, Integer> positions(RuleTable<?> table) {
    Map<String, Integer> positions = new HashMap<>();
    for (int i = 0; i < table.columns().size(); i++) {
      positions.put(table.columns().get(i).name(), i);
    }
    return positions;
  }

  /** Rows of the same table, with durations from another time. */
  public RowValues since(Instant otherStart) {
    return new RowValues(table, positions, otherStart);
  }

  /** Sets a column that the table may have to a value in internal form. */
  public void setIfThere(GenericRowData row, String column, Object value) {
    Integer index = positions.get(column);
    if (index != null) {
      row.setField(index, value);
    }
  }

  /** A row in which nothing happened: text and numbers NULL, counts 0, facts false. */
  public GenericRowData blank(Instant eventTime) {
    GenericRowData row = new GenericRowData(table.columns().size());
    for (int i = 0; i < row.getArity(); i++) {
      row.setField(i, absent(table.columns().get(i).type()));
    }
    setIfThere(row, RuleTable.EVENT_TIME, TimestampData.fromInstant(eventTime));
    return row;
  }

  /**
   * Sets a column as written.
   *
   * @throws YamlFault if there is no such column or the value does not fit it
   */
  public void set(GenericRowData row, String column, YamlNode written) {
    Integer index = positions.get(column);
    if (index == null) {
      List<String> names = table.columns().stream().map(TableColumn::name).toList();
      throw new YamlFault(
          written.place(),
          table.name()
              + " has no column '"
              + column
              + "'"
              + NearestName.suggestion(column, names)
              + "; sql/tables.md lists them");
    }
    row.setField(index, value(column, table.columns().get(index).type(), written));
  }

  private Object value(String column, LogicalType type, YamlNode written) {
    if (written instanceof YamlNode.Scalar scalar && scalar.isNothing()) {
      return absent(type);
    }
    return switch (type.getTypeRoot()) {
      case ARRAY -> array(column, (ArrayType) type, written);
      case MAP -> map(column, (MapType) type, written);
      case ROW -> row(column, (RowType) type, written);
      default -> single(column, type, written);
    };
  }

  private Object single(String column, LogicalType type, YamlNode written) {
    if (!(written instanceof YamlNode.Scalar scalar)) {
      throw wrong(column, type, written);
    }
    String text = scalar.text();
    try {
      return switch (type.getTypeRoot()) {
        case VARCHAR -> text.isEmpty() && type.isNullable() ? null : StringData.fromString(text);
        case DOUBLE -> Columns.number(Double.parseDouble(text));
        case INTEGER -> Integer.parseInt(text);
        case BIGINT -> Long.parseLong(text);
        case BOOLEAN ->
            switch (text) {
              case "true" -> true;
              case "false" -> false;
              default -> throw wrong(column, type, written);
            };
        case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> TimestampData.fromInstant(time(text));
        default -> throw wrong(column, type, written);
      };
    } catch (NumberFormatException | DateTimeParseException unfit) {
      throw wrong(column, type, written);
    }
  }

  private Instant time(String text) {
    Matcher duration = DURATION.matcher(text);
    return duration.matches()
        ? start.plusMillis(Long.parseLong(duration.group(1)) * MILLIS.get(duration.group(2)))
        : Instant.parse(text);
  }

  private GenericArrayData array(String column, ArrayType type, YamlNode written) {
    if (!(written instanceof YamlNode.Sequence sequence)) {
      throw wrong(column, type, written);
    }
    return new GenericArrayData(
        sequence.items().stream()
            .map(item -> value(column, type.getElementType(), item))
            .toArray());
  }

  private GenericMapData map(String column, MapType type, YamlNode written) {
    if (!(written instanceof YamlNode.Mapping mapping)) {
      throw wrong(column, type, written);
    }
    Map<Object, Object> entries = new LinkedHashMap<>();
    mapping
        .entries()
        .forEach(
            (key, entry) ->
                entries.put(
                    StringData.fromString(key), value(column, type.getValueType(), entry.value())));
    return new GenericMapData(entries);
  }

  private GenericRowData row(String column, RowType type, YamlNode written) {
    if (!(written instanceof YamlNode.Mapping mapping)) {
      throw wrong(column, type, written);
    }
    GenericRowData row = new GenericRowData(type.getFieldCount());
    mapping
        .entries()
        .forEach(
            (name, entry) -> {
              int index = type.getFieldIndex(name);
              if (index < 0) {
                throw new YamlFault(
                    entry.key(),
                    "a row of "
                        + column
                        + " has no field '"
                        + name
                        + "'"
                        + NearestName.suggestion(name, type.getFieldNames())
                        + "; it has "
                        + String.join(", ", type.getFieldNames()));
              }
              row.setField(index, value(column + "." + name, type.getTypeAt(index), entry.value()));
            });
    return row;
  }

  private static Object absent(LogicalType type) {
    if (type.isNullable()) {
      return null;
    }
    return switch (type.getTypeRoot()) {
      case BOOLEAN -> false;
      case INTEGER -> 0;
      case BIGINT -> 0L;
      case VARCHAR -> StringData.fromString("");
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> TimestampData.fromEpochMillis(0);
      default -> throw new IllegalStateException(type + " needs a value for what is absent");
    };
  }

  private static YamlFault wrong(String column, LogicalType type, YamlNode written) {
    return new YamlFault(
        written.place(),
        "column " + column + " takes " + takes(type) + ", found " + found(written));
  }

  private static String found(YamlNode written) {
    return Optional.of(written)
        .filter(YamlNode.Scalar.class::isInstance)
        .map(scalar -> "'" + ((YamlNode.Scalar) scalar).text() + "'")
        .orElse(written.kind());
  }

  private static String takes(LogicalType type) {
    return switch (type.getTypeRoot()) {
      case VARCHAR -> "text";
      case DOUBLE -> "a number";
      case INTEGER, BIGINT -> "a whole number";
      case BOOLEAN -> "true or false";
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
          "a duration from the begin of the case such as 5m, or a time such as"
              + " 2026-03-03T08:00:00Z";
      case ARRAY -> "a list";
      case MAP, ROW -> "a mapping";
      default -> type.asSummaryString();
    };
  }
}
