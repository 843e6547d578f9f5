// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.table;

import java.util.ArrayList;
import java.util.List;

/** The statements that make one table known to any Flink SQL, over a topic of Kafka. */
enum ViewFile {
  INFERENCE_EVENTS(
      RuleTables.INFERENCE_EVENTS,
      "inference-logs",
      "the topic that your servers log to, one of source.kafka.topics",
      true,
      "`event_time` > TO_TIMESTAMP_LTZ(0, 3)\n"
          + "  AND `request_id` <> ''\n"
          + "  AND `model_name` <> ''\n"
          + "  AND `prediction`.`class` <> ''"),
  ENRICHED_EVENTS(
      RuleTables.ENRICHED_EVENTS,
      "fenceline-events",
      "the job's sink.kafka.events-topic",
      false,
      ""),
  SIGNALS(RuleTables.SIGNALS, "fenceline-events", "the job's sink.kafka.events-topic", false, ""),
  MODEL_WINDOWS(
      RuleTables.MODEL_WINDOWS,
      "fenceline-windows",
      "the job's sink.kafka.windows-topic",
      false,
      ""),
  ALERTS(
      RuleTables.ALERTS,
      "fenceline-alerts",
      "the job's sink.kafka.alerts-topic",
      false,
      "`fenceline`.`layer` IS NULL");

  private final RuleTable<?> table;
  private final String topic;
  private final String topicIs;
  private final boolean raw;
  private final String filter;

  ViewFile(RuleTable<?> table, String topic, String topicIs, boolean raw, String filter) {
    this.table = table;
    this.topic = topic;
    this.topicIs = topicIs;
    this.raw = raw;
    this.filter = filter;
  }

  RuleTable<?> table() {
    return table;
  }

  String fileName() {
    return table.name() + ".sql";
  }

  String topicIs() {
    return topicIs;
  }

  String sql() {
    DocumentPaths paths = new DocumentPaths();
    List<String> selected = new ArrayList<>();
    String time = "";
    for (TableColumn<?> column : table.columns()) {
      String expression = paths.expression(column);
      if (column.name().equals(RuleTable.EVENT_TIME)) {
        // A watermark must not be NULL, and a strange line may have no time that can be read.
        time = raw ? "COALESCE(" + expression + ", TO_TIMESTAMP_LTZ(0, 3))" : expression;
        selected.add("  `event_time`");
      } else {
        selected.add("  " + expression + " AS `" + column.name() + "`");
      }
    }
    if (this == ALERTS) {
      paths.expression(
          new TableColumn<>("", Columns.TEXT, "{fenceline.layer INT}", "", record -> null));
    }
    String each =
        paths.list().isEmpty()
            ? ""
            : "\nCROSS JOIN UNNEST(`all_of_them`) AS `%s` (%s)"
                .formatted(DocumentPaths.EACH, paths.listFields());
    // UNNEST takes a column, but no field of one.
    String list = paths.list().isEmpty() ? "" : "  `all_of_them` AS " + paths.list() + ",\n";
    return head()
        + """
        CREATE TABLE `%1$s_documents` (
        %2$s,
        %9$s  `event_time` AS %3$s,
          WATERMARK FOR `event_time` AS `event_time` - INTERVAL '30' SECOND
        ) WITH (
          'connector' = 'kafka',
          'topic' = '%4$s',
          'properties.bootstrap.servers' = 'localhost:9092',
          'scan.startup.mode' = 'earliest-offset',
          'format' = 'json',
        %5$s  'json.timestamp-format.standard' = 'ISO-8601'
        );

        CREATE VIEW `%1$s` AS
        SELECT
        %6$s
        FROM `%1$s_documents`%7$s%8$s;
        """
            .formatted(
                table.name(),
                paths.declarations(),
                time,
                topic,
                raw ? "  'json.ignore-parse-errors' = 'true',\n" : "",
                String.join(",\n", selected),
                each,
                filter.isEmpty() ? "" : "\nWHERE " + filter,
                list);
  }

  private String head() {
    return """
        -- %s, version %d of the tables for rules; sql/tables.md says what each column means.
        -- Generated from the code: change the code, not this file.
        --
        -- Put Flink's Kafka SQL connector%s on the path of the SQL client, then run
        --%s   SET 'table.local-time-zone' = 'UTC';
        -- and these statements. Replace topic and servers by yours: the topic is
        -- %s;
        -- what else your brokers ask for goes beside them, as 'properties.security.protocol'.
        """
        .formatted(
            table.name(),
            RuleTables.VERSION,
            raw ? " and fenceline-jobs.jar" : "",
            raw ? "   LOAD MODULE fenceline;\n--" : "",
            topicIs);
  }
}
