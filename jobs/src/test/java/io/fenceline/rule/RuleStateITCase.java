// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenceline.job.JobEnvironment;
import io.fenceline.rule.table.RuleStreams;
import io.fenceline.rule.table.RuleTable;
import io.fenceline.rule.table.RuleTables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
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

/** The state of a rule is its own: other rules come and go. */
class RuleStateITCase {
  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  @TempDir Path directory;

  @Test
  @Timeout(value = 3, unit = TimeUnit.MINUTES)
  void aSavepointOfTwoRulesRestoresBesideAThirdAndWithOneAlone() throws Exception {
    String savepoint = savepoint(start("", false, "a", "b"));

    String withThird = savepoint(start(savepoint, false, "a", "b", "c"));
    String alone = savepoint(start(savepoint, true, "a"));

    assertThat(withThird).isNotEmpty();
    assertThat(alone).isNotEmpty();
  }

  @Test
  void theOperatorsOfARuleAreCalledTheSameWhateverElseRuns() {
    assertThat(uids("a", "b", "c")).containsAll(uids("a", "b"));
    assertThat(uids("c", "a")).containsAll(uids("a"));
    assertThat(uids("a")).filteredOn(uid -> uid.startsWith("rule-a-v1-")).hasSizeGreaterThan(2);
  }

  private List<String> uids(String... ids) {
    StreamExecutionEnvironment env = environment("", false);
    build(env, ids);
    return env.getStreamGraph().getStreamNodes().stream()
        .map(node -> node.getTransformationUID())
        .toList();
  }

  private JobClient start(String savepoint, boolean allowLost, String... ids) throws Exception {
    StreamExecutionEnvironment env = environment(savepoint, allowLost);
    build(env, ids);
    return env.executeAsync();
  }

  private StreamExecutionEnvironment environment(String savepoint, boolean allowLost) {
    Configuration flink = JobEnvironment.settings();
    flink.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY, directory.resolve("c").toUri().toString());
    if (!savepoint.isEmpty()) {
      flink.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
      flink.set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, allowLost);
    }
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
    env.setParallelism(2);
    return env;
  }

  /**
   * A savepoint is refused until all tasks run, so that this waits for them first: by asking, as
   * Flink does not tell; the test's timeout ends a vain wait.
   */
  private String savepoint(JobClient job) throws Exception {
    while (job.getJobStatus().get() != JobStatus.RUNNING) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    Path target = Files.createTempDirectory(directory, "savepoint");
    while (true) {
      try {
        return job.stopWithSavepoint(
                false, target.toUri().toString(), SavepointFormatType.CANONICAL)
            .get();
      } catch (java.util.concurrent.ExecutionException notYet) {
        assertThat(job.getJobStatus().get()).isEqualTo(JobStatus.RUNNING);
      }
    }
  }

  private static void build(StreamExecutionEnvironment env, String... ids) {
    RuleTable<?> table = RuleTables.ENRICHED_EVENTS;
    StreamTableEnvironment tables = RuleStage.tables(env);
    RuleStreams.registerRows(
        tables,
        table,
        env.fromSource(
                new DataGeneratorSource<>(
                    number -> number,
                    Long.MAX_VALUE,
                    RateLimiterStrategy.perSecond(50),
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
    List<SqlRule> rules = new ArrayList<>();
    Stream.of(ids).forEach(id -> rules.add(rule(id)));
    RuleStage.apply(tables, rules).orElseThrow().sinkTo(new DiscardingSink<>()).uid("sink");
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
      case "model_name", "client", "request_id", "status" ->
          StringData.fromString("key:" + number % 3);
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

  /** Each in another form, so that their plans differ. */
  private static SqlRule rule(String id) {
    String sql =
        switch (id) {
          case "a" ->
              """
              SELECT event_time, tenant, model_name, client, request_id, n FROM (
                SELECT event_time, tenant, model_name, client, request_id,
                  COUNT(*) OVER (PARTITION BY model_name, client ORDER BY event_time
                    RANGE BETWEEN INTERVAL '1' HOUR PRECEDING AND CURRENT ROW) AS n
                FROM enriched_events)
              WHERE n > 5
              """;
          case "b" ->
"""
SELECT window_time AS event_time, tenant, model_name, client, COUNT(*) AS n
FROM TABLE(TUMBLE(TABLE enriched_events, DESCRIPTOR(event_time), INTERVAL '1' MINUTE))
GROUP BY window_start, window_end, window_time, tenant, model_name, client
""";
          default ->
              """
              SELECT x.event_time, x.tenant, x.model_name, x.client, x.request_id
              FROM enriched_events AS x JOIN enriched_events AS y
                ON x.client = y.client AND x.event_time BETWEEN y.event_time
                AND y.event_time + INTERVAL '3' SECOND
              """;
        };
    return new SqlRule(
        new io.fenceline.model.Rule(
            id, 1, io.fenceline.model.Family.CONSUMPTION, "R", List.of(), ""),
        RuleStatus.STABLE,
        io.fenceline.model.Severity.LOW,
        RuleEntity.CLIENT,
        java.time.Duration.ofHours(1),
        java.time.Duration.ZERO,
        false,
        "many",
        RuleMeasure.NONE,
        new RuleNotes("", List.of(), List.of(), List.of(), List.of(), List.of()),
        new RuleSource(id + ".sql", sql, id + ".yml", ""),
        List.of());
  }
}
