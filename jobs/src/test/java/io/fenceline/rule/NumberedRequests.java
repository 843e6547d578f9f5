// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenceline.model.Family;
import io.fenceline.model.Rule;
import io.fenceline.model.Severity;
import io.fenceline.rule.table.RuleStreams;
import io.fenceline.rule.table.RuleTable;
import io.fenceline.rule.table.RuleTables;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource.NumberSequenceSplit;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.LogicalTypeFamily;

/** Requests without end for rules that are stopped and restored, one a second in event time. */
final class NumberedRequests {
  private static final RuleTable<?> TABLE = RuleTables.ENRICHED_EVENTS;

  private NumberedRequests() {}

  /** The text of a column in the request of a number; null for the column's default. */
  interface Texts extends Serializable {
    String of(String column, long number);
  }

  /** Makes them the table of requests. */
  static void register(
      StreamExecutionEnvironment env,
      StreamTableEnvironment tables,
      long count,
      RateLimiterStrategy<NumberSequenceSplit> pace,
      Texts texts) {
    RuleStreams.registerRows(
        tables,
        TABLE,
        env.fromSource(
                new DataGeneratorSource<>(number -> number, count, pace, Types.LONG),
                WatermarkStrategy.noWatermarks(),
                "numbers")
            .uid("numbers")
            .map(number -> row(number, texts))
            .returns(InternalTypeInfo.of(TABLE.rowType()))
            .uid("rows")
            .assignTimestampsAndWatermarks(
                WatermarkStrategy.<RowData>forMonotonousTimestamps()
                    .withTimestampAssigner((row, t) -> row.getTimestamp(0, 3).getMillisecond()))
            .uid("times"));
  }

  private static RowData row(long number, Texts texts) {
    GenericRowData row = new GenericRowData(TABLE.columns().size());
    for (int i = 0; i < TABLE.columns().size(); i++) {
      row.setField(i, value(i, number, texts));
    }
    return row;
  }

  private static Object value(int column, long number, Texts texts) {
    String name = TABLE.columns().get(column).name();
    if (name.equals(RuleTable.EVENT_TIME)) {
      return TimestampData.fromEpochMillis(1000 * number);
    }
    String text = texts.of(name, number);
    if (text != null) {
      return StringData.fromString(text);
    }
    return TABLE.columns().get(column).type().isNullable() ? null : nothing(column);
  }

  private static Object nothing(int column) {
    if (TABLE.columns().get(column).type().is(LogicalTypeFamily.CHARACTER_STRING)) {
      return StringData.fromString("");
    }
    return switch (TABLE.columns().get(column).type().getTypeRoot()) {
      case BOOLEAN -> false;
      case INTEGER -> 0;
      case BIGINT -> 0L;
      default -> 0.0;
    };
  }

  /**
   * Stops a job. A savepoint is refused until all tasks run, so that this asks until it is taken,
   * as Flink does not tell; the test's timeout ends a vain wait.
   */
  static String savepoint(JobClient job, Path directory) throws Exception {
    while (job.getJobStatus().get() != JobStatus.RUNNING) {
      assertThat(job.getJobStatus().get().isGloballyTerminalState()).isFalse();
      TimeUnit.MILLISECONDS.sleep(50);
    }
    Path target = Files.createTempDirectory(directory, "savepoint");
    while (true) {
      try {
        return job.stopWithSavepoint(
                false, target.toUri().toString(), SavepointFormatType.CANONICAL)
            .get();
      } catch (ExecutionException notYet) {
        assertThat(job.getJobStatus().get()).isEqualTo(JobStatus.RUNNING);
      }
    }
  }

  /** A rule about clients. */
  static SqlRule rule(String id, String sql, String reason) {
    return new SqlRule(
        new Rule(id, 1, Family.CONSUMPTION, "R", List.of(), ""),
        RuleStatus.STABLE,
        Severity.LOW,
        RuleEntity.CLIENT,
        Duration.ofHours(1),
        Duration.ZERO,
        false,
        reason,
        RuleMeasure.NONE,
        new RuleNotes("", List.of(), List.of(), List.of(), List.of(), List.of()),
        new RuleSource(id + ".sql", sql, id + ".yml", ""),
        List.of());
  }
}
