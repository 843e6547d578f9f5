// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenceline.job.JobEnvironment;
import io.fenceline.model.Detection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource.NumberSequenceSplit;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
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

/** What our aggregate functions have counted outlives a restart, in RocksDB as on the heap. */
class RuleFunctionStateITCase {
  /** So many that reading them at the pace of the interrupted run would take minutes. */
  private static final long REQUESTS = 12_000;

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
    start("", "whole", RateLimiterStrategy.noOp()).getJobExecutionResult().get();

    JobClient interrupted = start("", "parts", RateLimiterStrategy.perSecond(REQUESTS_A_SECOND));
    awaitDetections("parts");
    String savepoint = NumberedRequests.savepoint(interrupted, directory);
    List<String> before = detections("parts");
    start(savepoint, "parts", RateLimiterStrategy.noOp()).getJobExecutionResult().get();

    assertThat(before).isNotEmpty();
    assertThat(detections("whole")).hasSizeGreaterThan((int) REQUESTS);
    assertThat(before.size()).isLessThan(detections("whole").size());
    assertThat(detections("parts")).isEqualTo(detections("whole"));
  }

  private JobClient start(
      String savepoint, String name, RateLimiterStrategy<NumberSequenceSplit> pace)
      throws Exception {
    Configuration flink = JobEnvironment.settings();
    flink.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    flink.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY, directory.resolve("c").toUri().toString());
    if (!savepoint.isEmpty()) {
      flink.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    }
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
    env.setParallelism(1);
    StreamTableEnvironment tables = RuleStage.tables(env);
    NumberedRequests.register(env, tables, REQUESTS, pace, RuleFunctionStateITCase::text);
    String file = directory.resolve(name).toString();
    RuleStage.apply(tables, List.of(rule("over", OVER), rule("window", WINDOW)))
        .orElseThrow()
        .map(detection -> write(file, detection))
        .returns(Types.BOOLEAN)
        .uid("written")
        .sinkTo(new DiscardingSink<>())
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

  private static String text(String column, long number) {
    return switch (column) {
      case "model_name", "status" -> "m";
      case "client" -> "key:" + number % 2;
      case "request_id" -> "r" + number;
      case "predicted_class" -> "class-" + (number * number / 7) % 5;
      default -> null;
    };
  }

  private static SqlRule rule(String id, String sql) {
    return NumberedRequests.rule(id, sql, "{counts} {switches} {entropy}");
  }
}
