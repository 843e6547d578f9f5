// SPDX-License-Identifier: Apache-2.0
package io.fenceline.job;

import io.fenceline.ingest.KafkaInput;
import io.fenceline.ingest.KafkaOptions;
import io.fenceline.rule.PlannedOperators;
import io.fenceline.rule.RuleStage;
import io.fenceline.rule.table.RuleTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;

/**
 * The tables of rules, read back from the topics to which the main job delivers, by the very
 * statements that {@code sql/views} publishes.
 */
final class KafkaTables {
  private static final Pattern OPTIONS =
      Pattern.compile("\\n\\) WITH \\((.*?)\\n\\);", Pattern.DOTALL);

  private final StreamTableEnvironment documents;
  private final ReadableConfig config;
  private final Set<String> known = new HashSet<>();

  KafkaTables(StreamExecutionEnvironment env, ReadableConfig config) {
    documents = RuleStage.tables(env);
    this.config = config;
  }

  /**
   * The rows of a table. One reader serves all rules.
   *
   * @param view the published table with its columns: requests as they came are read from what the
   *     main job made of them, where the privacy policy has been applied
   * @param topic says where the main job delivers what the view is made of
   * @throws IllegalArgumentException if it delivers it nowhere
   */
  DataStream<RowData> rows(RuleTable<?> table, RuleTable<?> view, ConfigOption<String> topic) {
    if (known.add(view.name())) {
      for (String statement : statements(view, topic).split(";\\s*(\\n|$)")) {
        if (!statement.isBlank()) {
          documents.executeSql(statement);
        }
      }
    }
    String columns =
        table.columns().stream()
            .map(column -> "`" + column.name() + "`")
            .collect(Collectors.joining(", "));
    Table all = documents.sqlQuery("SELECT " + columns + " FROM `" + view.name() + "`");
    DataType type = DataTypes.of(table.rowType()).bridgedTo(RowData.class);
    DataStream<RowData> rows = documents.toDataStream(all, type);
    PlannedOperators.own(rows.getTransformation(), "rule-documents-" + table.name());
    return rows;
  }

  private String statements(RuleTable<?> table, ConfigOption<String> topic) {
    Matcher options = OPTIONS.matcher(resource("sql/views/" + table.name() + ".sql"));
    String statements =
        options.replaceFirst(
            Matcher.quoteReplacement(
                options(table, topic).entrySet().stream()
                    .map(option -> "  " + text(option.getKey()) + " = " + text(option.getValue()))
                    .collect(Collectors.joining(",\n", "\n) WITH (\n", "\n);"))));
    return statements
        .lines()
        .filter(line -> !line.startsWith("--"))
        .collect(Collectors.joining("\n"));
  }

  private Map<String, String> options(RuleTable<?> table, ConfigOption<String> topic) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("connector", "kafka");
    options.put("topic", needed(topic, table));
    config
        .get(PipelineOptions.SINK_KAFKA_PROPERTIES)
        .forEach((key, value) -> options.put("properties." + key, value));
    options.put(
        "properties.bootstrap.servers",
        needed(PipelineOptions.SINK_KAFKA_BOOTSTRAP_SERVERS, table));
    options.put("properties.group.id", config.get(KafkaOptions.GROUP_ID) + "-rules");
    options.put("properties.auto.offset.reset", "earliest");
    options.put("scan.startup.mode", startup(config.get(KafkaOptions.START)));
    if (config.get(KafkaOptions.START) == KafkaInput.Start.TIMESTAMP) {
      options.put(
          "scan.startup.timestamp-millis", Long.toString(KafkaInput.startTimestamp(config)));
    }
    if (config.get(KafkaOptions.BOUNDED)) {
      options.put("scan.bounded.mode", "latest-offset");
    }
    options.put("scan.watermark.idle-timeout", "30 s");
    options.put("format", "json");
    options.put("json.timestamp-format.standard", "ISO-8601");
    return options;
  }

  private static String startup(KafkaInput.Start start) {
    return switch (start) {
      case EARLIEST -> "earliest-offset";
      case LATEST -> "latest-offset";
      case GROUP_OFFSETS, TIMESTAMP -> start.toString().toLowerCase(Locale.ROOT);
    };
  }

  private String needed(ConfigOption<String> option, RuleTable<?> table) {
    return config
        .getOptional(option)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    option.key()
                        + " is not set, but rules read "
                        + table.name()
                        + "; set it, so that the main job delivers there what they read"));
  }

  private static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  private static String resource(String name) {
    try (InputStream in = KafkaTables.class.getClassLoader().getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("our own jar lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name + " in our own jar", e);
    }
  }
}
