// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenceline.model.Alert;
import io.fenceline.model.EnrichedEvent;
import io.fenceline.model.ModelWindow;
import io.fenceline.signal.Signal;
import io.fenceline.signal.Signals;
import io.fenceline.sink.AlertDocument;
import io.fenceline.sink.Document;
import io.fenceline.sink.EventDocument;
import io.fenceline.sink.WindowDocument;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A rule sees the same over the documents as in the job. */
class ViewsITCase {
  private static final int MANY = 300;

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void aViewHasTheColumnsOfItsTable(ViewFile view) throws Exception {
    LocalView local = new LocalView(view, Files.createFile(directory.resolve("none.jsonl")));
    List<Column> columns = local.sql().from(view.table().name()).getResolvedSchema().getColumns();

    assertThat(columns)
        .extracting(
            column ->
                column.getName() + " " + DocumentPaths.sql(column.getDataType().getLogicalType()))
        .isEqualTo(
            view.table().columns().stream()
                .map(column -> column.name() + " " + DocumentPaths.sql(column.type()))
                .toList());
    assertThat(LogicalTypeChecks.isRowtimeAttribute(columns.get(0).getDataType().getLogicalType()))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void eventsAreTheSameInTheirDocuments(long seed) throws Exception {
    VariedRecords varied = new VariedRecords(seed);
    List<EnrichedEvent> events = varied.many(MANY, varied::enriched);
    Path lines = lines(events.stream().map(new EventDocument("default")::map));
    List<Signal> signals = events.stream().flatMap(event -> Signals.of(event).stream()).toList();

    isSame(ViewFile.ENRICHED_EVENTS, RuleTables.ENRICHED_EVENTS, events, lines);
    isSame(ViewFile.SIGNALS, RuleTables.SIGNALS, signals, lines);
    assertThat(signals).hasSizeGreaterThan(MANY);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void windowsAndAlertsAreTheSameInTheirDocuments(long seed) throws Exception {
    VariedRecords varied = new VariedRecords(seed);
    List<ModelWindow> windows = varied.many(MANY, varied::window);
    List<Alert> alerts = varied.many(MANY, varied::alert);
    // A rule over alerts must not read what such rules have said.
    Stream<Document> second = alerts.stream().limit(10).map(new AlertDocument("default", 2)::map);

    isSame(
        ViewFile.MODEL_WINDOWS,
        RuleTables.MODEL_WINDOWS,
        windows,
        lines(windows.stream().map(new WindowDocument("default")::map)));
    isSame(
        ViewFile.ALERTS,
        RuleTables.ALERTS,
        alerts,
        lines(Stream.concat(second, alerts.stream().map(new AlertDocument("default")::map))));
  }

  private static <T> void isSame(ViewFile view, RuleTable<T> table, List<T> records, Path lines)
      throws Exception {
    List<Row> inTheJob = LocalView.rows(table, records);
    List<Row> overDocuments = new LocalView(view, lines).rows();

    assertThat(overDocuments).hasSameSizeAs(inTheJob);
    for (int i = 0; i < inTheJob.size(); i++) {
      for (TableColumn<?> column : table.columns()) {
        assertThat(overDocuments.get(i).getField(column.name()))
            .as("%s of row %d", column.name(), i)
            .isEqualTo(inTheJob.get(i).getField(column.name()));
      }
    }
  }

  private Path lines(Stream<Document> documents) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    documents.forEach(
        document -> {
          bytes.writeBytes(document.json());
          bytes.write('\n');
        });
    return Files.write(Files.createTempFile(directory, "documents", ".jsonl"), bytes.toByteArray());
  }
}
