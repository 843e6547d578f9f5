// SPDX-License-Identifier: Apache-2.0
package io.fenceline.sink.elasticsearch.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fenceline.sink.elasticsearch.ElasticsearchOptions;
import io.fenceline.sink.elasticsearch.ElasticsearchSettings;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.CatalogTable;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ObjectIdentifier;
import org.apache.flink.table.catalog.ResolvedCatalogTable;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.catalog.UniqueConstraint;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.util.ExceptionUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElasticsearchTableFactoryTest {

  @TempDir Path directory;

  private static ElasticsearchTableSink sink(Map<String, String> more, String... key) {
    Map<String, String> options = new HashMap<>();
    options.put("connector", "elasticsearch");
    options.put("index", "mine");
    options.put("rejected-file", "rejected.jsonl");
    options.putAll(more);
    options.values().removeIf(String::isEmpty);
    List<Column> columns =
        List.of(
            Column.physical("id", DataTypes.STRING().notNull()),
            Column.physical("day", DataTypes.DATE()),
            Column.physical("n", DataTypes.DOUBLE()));
    ResolvedSchema schema =
        new ResolvedSchema(
            columns,
            List.of(),
            key.length == 0 ? null : UniqueConstraint.primaryKey("pk", List.of(key)),
            List.of());
    CatalogTable table =
        CatalogTable.newBuilder()
            .schema(Schema.newBuilder().fromResolvedSchema(schema).build())
            .options(options)
            .build();
    return (ElasticsearchTableSink)
        FactoryUtil.createDynamicTableSink(
            new ElasticsearchTableFactory(Map.of("KEY", "c2VjcmV0", "PLACE", "eu")),
            ObjectIdentifier.of("c", "d", "t"),
            new ResolvedCatalogTable(table, schema),
            Map.of(),
            new Configuration(),
            ElasticsearchTableFactoryTest.class.getClassLoader(),
            false);
  }

  @Test
  void flinkFindsTheConnectorByItsName() {
    assertThat(
            FactoryUtil.discoverFactory(
                getClass().getClassLoader(),
                org.apache.flink.table.factories.DynamicTableSinkFactory.class,
                "elasticsearch"))
        .isInstanceOf(ElasticsearchTableFactory.class);
  }

  @Test
  void everyOptionOfTheSinkButTheNamespaceIsOneOfATable() throws IllegalAccessException {
    List<ConfigOption<?>> ofTheSink = new ArrayList<>();
    for (Field field : ElasticsearchOptions.class.getFields()) {
      if (field.get(null) instanceof ConfigOption<?> option) {
        ofTheSink.add(option);
      }
    }
    ofTheSink.remove(ElasticsearchOptions.NAMESPACE);
    assertThat(ElasticsearchTableOptions.SHARED).containsExactlyInAnyOrderElementsOf(ofTheSink);
  }

  @Test
  void optionsAreThoseOfTheSinkWithoutPrefix() {
    ElasticsearchSettings settings =
        sink(Map.of(
                "urls", "http://a:9200;http://b:9200",
                "batch.documents", "7",
                "batch.bytes", "3 mb",
                "backoff.max", "5 s",
                "in-flight", "4",
                "compression", "true"))
            .settings();
    assertThat(settings.connection().urls()).containsExactly("http://a:9200", "http://b:9200");
    assertThat(settings.connection().compression()).isTrue();
    assertThat(settings.bulk().documents()).isEqualTo(7);
    assertThat(settings.bulk().bytes()).isEqualTo(3L << 20);
    assertThat(settings.bulk().inFlight()).isEqualTo(4);
    assertThat(settings.retry().maxBackoffMillis()).isEqualTo(5000);
  }

  @Test
  void secretsComeFromTheEnvironmentOrAFile() throws Exception {
    assertThat(sink(Map.of("api-key", "${KEY}")).settings().connection().credentials().apiKey())
        .isEqualTo("c2VjcmV0");
    Path file = Files.writeString(directory.resolve("password"), "hunter2\n");
    assertThat(
            sink(Map.of("username", "kim", "password", "file:" + file))
                .settings()
                .connection()
                .credentials()
                .password())
        .isEqualTo("hunter2");
  }

  @Test
  void aSecretFromTheEnvironmentComesIntoNoOptionThatIsShown() {
    for (String open : List.of("index", "urls", "username", "rejected-file")) {
      assertThatThrownBy(() -> sink(Map.of(open, "${KEY}")))
          .hasStackTraceContaining(open)
          .hasStackTraceContaining("KEY is a secret by its name")
          .satisfies(
              thrown ->
                  assertThat(ExceptionUtils.stringifyException(thrown)).doesNotContain("c2VjcmV0"));
    }
  }

  @Test
  void aSecretInTheClearIsRefusedAndNotRepeated() {
    assertThatThrownBy(() -> sink(Map.of("api-key", "hunter2")))
        .hasStackTraceContaining("api-key: a secret does not belong here in the clear")
        .satisfies(
            e -> {
              for (Throwable t = e; t != null; t = t.getCause()) {
                assertThat(t.getMessage()).doesNotContain("hunter2");
              }
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "index          #           # required options are missing",
        "rejected-file  #           # required options are missing",
        "index          # Logs      # index is 'Logs'",
        "index          # a-{n|yyyy} # column n is DOUBLE",
        "format         # csvv      # csvv",
        "format         # debezium-json # wraps rows into change events",
        "urls           # ftp://a   # urls is 'ftp://a': write it as https://host:9200.",
        "batch.documents # 0        # batch.documents is 0: set it to at least 1.",
        "batch.documents # many     # batch.documents",
        "namespace      # x         # Unsupported options found",
        "urls           # http://${NONE} # NONE is not set",
        "username       # kim       # password is only one of user and password",
      })
  void whatCannotBeMeantIsRefusedByName(String option, String value, String message) {
    assertThatThrownBy(() -> sink(Map.of(option, value == null ? "" : value)))
        .isInstanceOf(ValidationException.class)
        .hasStackTraceContaining(message);
  }

  @Test
  void withoutKeyOnlyNewRowsAreTakenAndWithOneAllChanges() {
    assertThat(sink(Map.of()).getChangelogMode(ChangelogMode.all()))
        .isEqualTo(ChangelogMode.insertOnly());
    assertThat(sink(Map.of(), "id").getChangelogMode(ChangelogMode.all()))
        .isEqualTo(ChangelogMode.upsert(true));
  }

  @Test
  void withAKeyRequestsFollowEachOther() {
    assertThat(sink(Map.of()).settings().bulk().inFlight()).isEqualTo(2);
    assertThat(sink(Map.of(), "id").settings().bulk().inFlight()).isEqualTo(1);
    assertThatThrownBy(() -> sink(Map.of("in-flight", "2"), "id"))
        .hasStackTraceContaining("in-flight is 2: a table with a primary key");
  }

  @Test
  void aKeyMustHaveTextAndHoldTheTimeOfTheIndex() {
    assertThatThrownBy(() -> sink(Map.of(), "n")).hasStackTraceContaining("primary key is DOUBLE");
    assertThatThrownBy(() -> sink(Map.of("index", "a-{day|yyyy}"), "id"))
        .hasStackTraceContaining("column day, which is not part of the primary key");
  }

  @Test
  void theIndexMayComeFromTheEnvironment() {
    assertThat(sink(Map.of("index", "logs-${PLACE}-{day|yyyy}"), "id", "day").asSummaryString())
        .isEqualTo("Elasticsearch");
  }
}
