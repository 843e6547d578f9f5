// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenceline.model.Detection;
import io.fenceline.model.Family;
import io.fenceline.model.Rule;
import io.fenceline.model.Severity;
import io.fenceline.rule.table.RowValues;
import io.fenceline.rule.table.RuleStreams;
import io.fenceline.rule.table.RuleTables;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;

class RuleStageITCase {
  private static final Instant START = Instant.parse("2026-03-03T08:00:00Z");

  @Test
  void aRuleFindsWhatItsQueryFinds() throws Exception {
    Configuration flink = new Configuration();
    flink.set(PipelineOptions.GENERIC_TYPES, false);
    flink.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    flink.set(PipelineOptions.OBJECT_REUSE, true);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2, flink);
    List<RowData> rows = new ArrayList<>();
    RowValues values = new RowValues(RuleTables.ENRICHED_EVENTS, START);
    for (int i = 0; i < 6; i++) {
      GenericRowData row = values.blank(START.plusSeconds(i));
      set(row, "model_name", "m");
      set(row, "client", "key:a");
      set(row, "request_id", "r" + i);
      set(row, "status", "failure");
      rows.add(row);
    }
    DataStream<RowData> source =
        env.fromData(
                InternalTypeInfo.of(RuleTables.ENRICHED_EVENTS.rowType()),
                rows.toArray(new RowData[0]))
            .uid("source")
            .assignTimestampsAndWatermarks(
                WatermarkStrategy.<RowData>forMonotonousTimestamps()
                    .withTimestampAssigner((row, t) -> row.getTimestamp(0, 3).getMillisecond()))
            .uid("times");
    StreamTableEnvironment tables = RuleStage.tables(env);
    RuleStreams.registerRows(tables, RuleTables.ENRICHED_EVENTS, source);
    SqlRule rule =
        new SqlRule(
            new Rule("r", 1, Family.CONSUMPTION, "R", List.of(), ""),
            RuleStatus.STABLE,
            Severity.LOW,
            RuleEntity.CLIENT,
            Duration.ofHours(1),
            Duration.ZERO,
            false,
            "many",
            RuleMeasure.NONE,
            new RuleNotes("", List.of(), List.of(), List.of(), List.of(), List.of()),
            new RuleSource(
                "r.sql",
                """
                SELECT * FROM (
                SELECT event_time, tenant, model_name, client, request_id,
                  COUNT(*) OVER (PARTITION BY tenant, model_name, client ORDER BY event_time
                    RANGE BETWEEN INTERVAL '1' HOUR PRECEDING AND CURRENT ROW) AS failures
                FROM enriched_events WHERE status = 'failure')
                WHERE failures > 5
                """,
                "r.yml",
                ""),
            List.of());
    DataStream<Detection> found = RuleStage.apply(tables, List.of(rule)).orElseThrow();
    List<Detection> all = new ArrayList<>();
    try (CloseableIterator<Detection> each = found.executeAndCollect()) {
      each.forEachRemaining(all::add);
    }
    assertThat(all).hasSize(1);
  }

  private static void set(GenericRowData row, String column, String text) {
    row.setField(RuleTables.ENRICHED_EVENTS.index(column), StringData.fromString(text));
  }
}
