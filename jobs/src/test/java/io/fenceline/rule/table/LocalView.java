// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.conversion.RowRowConverter;
import org.apache.flink.table.types.utils.TypeConversions;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/** The committed statements of a table, over a file of lines in the place of its topic. */
final class LocalView {
  private final ViewFile view;
  private final StreamTableEnvironment sql;

  LocalView(ViewFile view, Path lines) throws IOException {
    this.view = view;
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1);
    sql = StreamTableEnvironment.create(env);
    sql.getConfig().setLocalTimeZone(java.time.ZoneOffset.UTC);
    sql.executeSql("LOAD MODULE fenceline");
    String statements =
        Files.readString(ViewFilesTest.SQL.resolve("views").resolve(view.fileName()));
    String local =
        statements.replaceFirst(
            "(?s)'connector' = 'kafka'.*?'format'",
            "'connector' = 'filesystem', 'path' = '" + lines.toUri() + "', 'format'");
    for (String statement : local.split(";\n(?=\n|$)")) {
      sql.executeSql(statement);
    }
  }

  StreamTableEnvironment sql() {
    return sql;
  }

  /** All rows, in the order of the lines. */
  List<Row> rows() throws Exception {
    List<Row> rows = new ArrayList<>();
    try (CloseableIterator<Row> each =
        sql.executeSql("SELECT * FROM " + view.table().name()).collect()) {
      each.forEachRemaining(row -> rows.add(Row.project(row, names())));
    }
    return rows;
  }

  private String[] names() {
    return view.table().columns().stream().map(TableColumn::name).toArray(String[]::new);
  }

  /** Rows as rules see them in the job. */
  static <T> List<Row> rows(RuleTable<T> table, List<T> records) {
    RowRowConverter converter =
        RowRowConverter.create(TypeConversions.fromLogicalToDataType(table.rowType()));
    converter.open(LocalView.class.getClassLoader());
    List<Row> rows = new ArrayList<>();
    for (T record : records) {
      RowData row = table.row(record);
      Row external = converter.toExternal(row);
      Row named = Row.withNames();
      table
          .columns()
          .forEach(column -> named.setField(column.name(), external.getField(column.name())));
      rows.add(Row.project(named, names(table)));
    }
    return rows;
  }

  private static String[] names(RuleTable<?> table) {
    return table.columns().stream().map(TableColumn::name).toArray(String[]::new);
  }
}
