// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.table;

import static java.util.stream.Collectors.joining;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;

/**
 * The fields of a document that columns are made of: {@code {a.b TYPE}} in a column's path is a
 * field and its type, {@code {a.b}} one of the column's own type, {@code {a[].b}} a field of each
 * row of a list.
 */
final class DocumentPaths {
  /** The rows of a list stand under this name. */
  static final String EACH = "each_one";

  private static final Pattern FIELD = Pattern.compile("\\{([^ {}]+)(?: ([^{}]+))?}");

  private final Map<String, Object> fields = new LinkedHashMap<>();
  private String list = "";

  /** The column's path as SQL over the documents, whose table is {@code d}. */
  String expression(TableColumn<?> column) {
    return FIELD
        .matcher(column.path())
        .replaceAll(
            match -> {
              String type = match.group(2) == null ? sql(column.type()) : match.group(2);
              return Matcher.quoteReplacement(reference(match.group(1), type));
            });
  }

  /** The path of the list whose rows are unnested, empty if there is none. */
  String list() {
    return list.isEmpty() ? "" : quoted(list);
  }

  /** Names of the fields of a row of that list. */
  String listFields() {
    return ((Map<?, ?>) node(list + "[]"))
        .keySet().stream().map(name -> "`" + name + "`").collect(joining(", "));
  }

  /** The columns of the documents' table, one per line. */
  String declarations() {
    return fields.entrySet().stream()
        .map(field -> "  `" + field.getKey() + "` " + type(field.getValue(), "  "))
        .collect(joining(",\n"));
  }

  private String reference(String path, String type) {
    int brackets = path.indexOf("[].");
    if (brackets >= 0) {
      list = path.substring(0, brackets);
    }
    declare(path, type);
    return brackets < 0 ? quoted(path) : quoted(EACH + "." + path.substring(brackets + 3));
  }

  private static String quoted(String path) {
    return "`" + path.replace(".", "`.`") + "`";
  }

  private void declare(String path, String type) {
    int last = path.lastIndexOf('.');
    Map<String, Object> parent = last < 0 ? fields : node(path.substring(0, last));
    Object before = parent.put(path.substring(last + 1), type);
    if (before != null && !before.equals(type)) {
      throw new IllegalStateException(path + " is " + before + " and " + type);
    }
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> node(String path) {
    Map<String, Object> node = fields;
    for (String name : path.split("\\.")) {
      node = (Map<String, Object>) node.computeIfAbsent(name, n -> new LinkedHashMap<>());
    }
    return node;
  }

  private static String type(Object field, String indent) {
    if (!(field instanceof Map<?, ?> nested)) {
      return (String) field;
    }
    String deeper = indent + "  ";
    return nested.entrySet().stream()
        .map(
            one -> {
              String name = (String) one.getKey();
              return name.endsWith("[]")
                  ? "`%s` ARRAY<%s>"
                      .formatted(name.substring(0, name.length() - 2), type(one.getValue(), deeper))
                  : "`%s` %s".formatted(name, type(one.getValue(), deeper));
            })
        .collect(joining(",\n" + deeper, "ROW<\n" + deeper, ">"));
  }

  /** A type as rule authors write it. */
  static String sql(LogicalType type) {
    return switch (type.getTypeRoot()) {
      case VARCHAR -> "STRING";
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> "TIMESTAMP_LTZ(3)";
      case INTEGER -> "INT";
      case DOUBLE, BIGINT, BOOLEAN -> type.getTypeRoot().name();
      case ARRAY -> "ARRAY<" + sql(((ArrayType) type).getElementType()) + ">";
      case MAP ->
          "MAP<%s, %s>"
              .formatted(sql(((MapType) type).getKeyType()), sql(((MapType) type).getValueType()));
      case ROW ->
          ((RowType) type)
              .getFields().stream()
                  .map(field -> "`%s` %s".formatted(field.getName(), sql(field.getType())))
                  .collect(joining(", ", "ROW<", ">"));
      default -> throw new IllegalStateException("no column is a " + type);
    };
  }
}
