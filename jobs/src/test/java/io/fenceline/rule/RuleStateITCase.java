// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenceline.job.JobEnvironment;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The state of a rule is its own: other rules come and go. */
class RuleStateITCase {
  private static final Set<String> COLUMNS = Set.of("model_name", "client", "request_id", "status");

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
    String savepoint = NumberedRequests.savepoint(start("", false, "a", "b"), directory);

    String withThird =
        NumberedRequests.savepoint(start(savepoint, false, "a", "b", "c"), directory);
    String alone = NumberedRequests.savepoint(start(savepoint, true, "a"), directory);

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

  private static void build(StreamExecutionEnvironment env, String... ids) {
    StreamTableEnvironment tables = RuleStage.tables(env);
    NumberedRequests.register(
        env,
        tables,
        Long.MAX_VALUE,
        RateLimiterStrategy.perSecond(50),
        (column, number) -> COLUMNS.contains(column) ? "key:" + number % 3 : null);
    List<SqlRule> rules = Stream.of(ids).map(RuleStateITCase::rule).toList();
    RuleStage.apply(tables, rules).orElseThrow().sinkTo(new DiscardingSink<>()).uid("sink");
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
    return NumberedRequests.rule(id, sql, "many");
  }
}
