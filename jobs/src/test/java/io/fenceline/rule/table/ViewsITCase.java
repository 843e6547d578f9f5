// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fenceline.model.Alert;
import io.fenceline.model.EnrichedEvent;
import io.fenceline.model.InferenceEvent;
import io.fenceline.model.ModelWindow;
import io.fenceline.signal.Signal;
import io.fenceline.signal.Signals;
import io.fenceline.sink.AlertDocument;
import io.fenceline.sink.Document;
import io.fenceline.sink.EventDocument;
import io.fenceline.sink.WindowDocument;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A rule sees the same over the documents as in the job. */
class ViewsITCase {
  private static final int MANY = 300;

  private static final Path SAMPLE =
      ViewFilesTest.SQL.resolve("../deploy/local/sample/recorded-attacks.jsonl.gz");
  private static final String REQUEST =
      "{\"timestamp\":\"2026-03-03T08:00:0%d.052Z\",\"request_id\":\"r\",\"api_key_id\":\"k\","
          + "\"model_name\":\"m\",\"prediction\":{\"class\":3},%s}\n";
  private static final String OPTIONAL =
      REQUEST.formatted(
              1,
              """
              "error_code":"access_denied","output_stats":{"token_count":120,"text_length":1.5e2},\
              "guardrail":{"id":"g","action":"blocked","confidence":"high","categories":"pii"},\
              "flags":"credential,shell_tool","tool_calls":"3","auth_method":"","region":"eu"\
              """)
          + REQUEST.formatted(
              2,
              """
              "error_code":null,"output_stats":{"token_count":"many"},"guardrail":null,\
              "tool_calls":2,"prediction_note":{"a":[1]},"tenant":"","status":"success"\
              """)
          + "no JSON at all\n{\"timestamp\":\"soon\",\"request_id\":\"r\"}\n";

  /** What the log cannot give, as the reference says: fields of no type, hashes as written. */
  private static final Set<String> OF_THE_JOB = Set.of("extra", "fingerprint");

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

  @Test
  void recordedRequestsAreTheSameInTheLogAndInTheirDocuments() throws Exception {
    Path log = directory.resolve("recorded.jsonl");
    try (InputStream in = new GZIPInputStream(Files.newInputStream(SAMPLE))) {
      Files.copy(in, log);
    }
    List<InferenceEvent> events = RecordedRows.events(log);
    List<EnrichedEvent> enriched = RecordedRows.enriched(log);
    Path lines = lines(enriched.stream().map(new EventDocument("default")::map));

    assertThat(enriched).hasSameSizeAs(events).hasSizeGreaterThan(20_000);
    isSame(ViewFile.INFERENCE_EVENTS, RuleTables.INFERENCE_EVENTS, events, log);
    isSame(ViewFile.ENRICHED_EVENTS, RuleTables.ENRICHED_EVENTS, enriched, lines);
  }

  @Test
  void optionalFieldsAreReadFromTheLogAndStrangeLinesAreLeftOut() throws Exception {
    Path log = Files.writeString(directory.resolve("optional.jsonl"), OPTIONAL);
    List<InferenceEvent> events = RecordedRows.events(log);

    isSame(ViewFile.INFERENCE_EVENTS, RuleTables.INFERENCE_EVENTS, events, log);
    assertThat(LocalView.rows(RuleTables.INFERENCE_EVENTS, events))
        .extracting(
            row -> row.getField("guardrail_action"),
            row -> row.getField("flags"),
            row -> row.getField("output_tokens"),
            row -> row.getField("tool_calls"))
        .containsExactly(
            tuple("blocked", "credential,shell_tool", 120.0, 3.0), tuple(null, null, null, 2.0));
  }

  private static <T> void isSame(ViewFile view, RuleTable<T> table, List<T> records, Path lines)
      throws Exception {
    List<Row> inTheJob = LocalView.rows(table, records);
    List<Row> overDocuments = new LocalView(view, lines).rows();

    assertThat(overDocuments).hasSameSizeAs(inTheJob);
    for (int i = 0; i < inTheJob.size(); i++) {
      if (overDocuments.get(i).equals(inTheJob.get(i))) {
        continue;
      }
      for (TableColumn<?> column : table.columns()) {
        if (view == ViewFile.INFERENCE_EVENTS && OF_THE_JOB.contains(column.name())) {
          continue;
        }
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
