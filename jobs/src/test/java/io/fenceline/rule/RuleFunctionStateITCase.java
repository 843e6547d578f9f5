// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenceline.job.JobEnvironment;
import io.fenceline.model.Detection;
import io.fenceline.rule.table.RuleStreams;
import io.fenceline.rule.table.RuleTable;
import io.fenceline.rule.table.RuleTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What our aggregate functions have counted outlives a restart, in RocksDB as on the heap. */
class RuleFunctionStateITCase {
  /** Requests, one a second in event time: more than are read before the savepoint. */
  private static final long REQUESTS = 600;

  private static final long REQUESTS_A_SECOND = 60;

  private static final String OVER =
      """
      SELECT event_time, tenant, model_name, client, request_id,
        CAST(class_counts(predicted_class) OVER past AS STRING) AS counts,
        ordered_class_switches(predicted_class, event_time, request_id) OVER past AS switches,
        CAST(class_entropy(predicted_class) OVER past AS DECIMAL(9, 6)) AS entropy
      FROM enriched_events
      WINDOW past AS (PARTITION BY tenant, model_name, client ORDER BY event_time
        RANGE BETWEEN INTERVAL '4' MINUTE PRECEDING AND CURRENT ROW)
      """;

  private static final String WINDOW =
      """
      SELECT window_time AS event_time, tenant, model_name, client,
        CAST(class_counts(predicted_class) AS STRING) AS counts,
        ordered_class_switches(predicted_class, event_time, request_id) AS switches,
        CAST(class_entropy(predicted_class) AS DECIMAL(9, 6)) AS entropy
      FROM TABLE(TUMBLE(TABLE enriched_events, DESCRIPTOR(event_time), INTERVAL '5' MINUTE))
      GROUP BY window_start, window_end, window_time, tenant, model_name, client
      """;

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  @TempDir Path directory;

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void aStopInBetweenChangesNothing() throws Exception {
    start("", "whole", Long.MAX_VALUE).getJobExecutionResult().get();

    JobClient interrupted = start("", "parts", REQUESTS_A_SECOND);
    awaitDetections("parts");
    String savepoint = savepoint(interrupted);
    List<String> before = detections("parts");
    start(savepoint, "parts", Long.MAX_VALUE).getJobExecutionResult().get();

    assertThat(before).isNotEmpty();
    assertThat(detections("whole")).hasSizeGreaterThan((int) REQUESTS);
    assertThat(before.size()).isLessThan(detections("whole").size());
    assertThat(detections("parts")).isEqualTo(detections("whole"));
  }

  private JobClient start(String savepoint, String name, long perSecond) throws Exception {
    Configuration flink = JobEnvironment.settings();
    flink.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    flink.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY, directory.resolve("c").toUri().toString());
    if (!savepoint.isEmpty()) {
      flink.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    }
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
    env.setParallelism(1);
    RuleTable<?> table = RuleTables.ENRICHED_EVENTS;
    StreamTableEnvironment tables = RuleStage.tables(env);
    RuleStreams.registerRows(
        tables,
        table,
        env.fromSource(
                new DataGeneratorSource<>(
                    number -> number,
                    REQUESTS,
                    perSecond == Long.MAX_VALUE
                        ? RateLimiterStrategy.noOp()
                        : RateLimiterStrategy.perSecond(perSecond),
                    Types.LONG),
                WatermarkStrategy.noWatermarks(),
                "numbers")
            .uid("numbers")
            .map(number -> row(table, number))
            .returns(InternalTypeInfo.of(table.rowType()))
            .uid("rows")
            .assignTimestampsAndWatermarks(
                WatermarkStrategy.<RowData>forMonotonousTimestamps()
                    .withTimestampAssigner((row, t) -> row.getTimestamp(0, 3).getMillisecond()))
            .uid("times"));
    String file = directory.resolve(name).toString();
    RuleStage.apply(tables, List.of(rule("over", OVER), rule("window", WINDOW)))
        .orElseThrow()
        .map(detection -> write(file, detection))
        .returns(Types.BOOLEAN)
        .uid("written")
        .sinkTo(new org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink<>())
        .uid("sink");
    return env.executeAsync();
  }

  /** Whether it was written; nothing but this task writes to the file. */
  private static boolean write(String file, Detection detection) throws IOException {
    Files.writeString(
        Path.of(file),
        "%s %d %s%n".formatted(detection.rule().id(), detection.timestamp(), detection.reason()),
        java.nio.file.StandardOpenOption.CREATE,
        java.nio.file.StandardOpenOption.APPEND);
    return true;
  }

  private List<String> detections(String name) throws IOException {
    return List.copyOf(new TreeSet<>(Files.readAllLines(directory.resolve(name))));
  }

  /** By asking, as Flink does not tell; the test's timeout ends a vain wait. */
  private void awaitDetections(String name) throws Exception {
    while (!Files.exists(directory.resolve(name)) || detections(name).size() < REQUESTS_A_SECOND) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private String savepoint(JobClient job) throws Exception {
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

  private static RowData row(RuleTable<?> table, long number) {
    GenericRowData row = new GenericRowData(table.columns().size());
    for (int i = 0; i < table.columns().size(); i++) {
      row.setField(i, value(table, i, number));
    }
    return row;
  }

  private static Object value(RuleTable<?> table, int i, long number) {
    return switch (table.columns().get(i).name()) {
      case RuleTable.EVENT_TIME -> TimestampData.fromEpochMillis(1000 * number);
      case "model_name", "status" -> StringData.fromString("m");
      case "client" -> StringData.fromString("key:" + number % 2);
      case "request_id" -> StringData.fromString("r" + number);
      case "predicted_class" -> StringData.fromString("class-" + (number * number / 7) % 5);
      default ->
          table.columns().get(i).type().isNullable()
              ? null
              : table.columns().get(i).type().is(LogicalTypeFamily.CHARACTER_STRING)
                  ? StringData.fromString("")
                  : zero(table, i);
    };
  }

  private static Object zero(RuleTable<?> table, int i) {
    return switch (table.columns().get(i).type().getTypeRoot()) {
      case BOOLEAN -> false;
      case INTEGER -> 0;
      case BIGINT -> 0L;
      default -> 0.0;
    };
  }

  private static SqlRule rule(String id, String sql) {
    return new SqlRule(
        new io.fenceline.model.Rule(
            id, 1, io.fenceline.model.Family.CONSUMPTION, "R", List.of(), ""),
        RuleStatus.STABLE,
        io.fenceline.model.Severity.LOW,
        RuleEntity.CLIENT,
        Duration.ofHours(1),
        Duration.ZERO,
        false,
        "{counts} {switches} {entropy}",
        RuleMeasure.NONE,
        new RuleNotes("", List.of(), List.of(), List.of(), List.of(), List.of()),
        new RuleSource(id + ".sql", sql, id + ".yml", ""),
        List.of());
  }
}
