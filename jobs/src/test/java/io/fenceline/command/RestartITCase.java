// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenceline.job.JobEnvironment;
import io.fenceline.job.Sinks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartITCase {
  /** Until 09:21, in which three attacks begin and end. */
  private static final int LINES = 8_600;

  private static final int BEFORE_FAILURE = 4_000;

  @TempDir Path directory;

  @Test
  void aFailureAmidAnAttackChangesNoRevisionOfAnyAlert() throws Exception {
    Path log = directory.resolve("log.jsonl");
    Files.write(log, RecordedAttacks.lines(LINES));
    AlertRun clean = AlertRun.of(log, directory.resolve("clean"), 2);

    AlertRun failed =
        AlertRun.of(
            log,
            directory.resolve("failed"),
            failingOnce(),
            Sinks.NONE.withEvents(
                FailsOnce.before(
                    new OutputFiles(directory.resolve("failed")).eventSink(), BEFORE_FAILURE)));

    assertThat(failed.account().read())
        .as("records read by the second attempt, which goes on from the checkpoint")
        .isPositive()
        .isLessThan(LINES);
    assertThat(clean.revisions()).hasSizeGreaterThan(10);
    assertThat(failed.revisions()).isEqualTo(clean.revisions());
  }

  private static StreamExecutionEnvironment failingOnce() {
    Configuration flink = JobEnvironment.settings();
    flink.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1);
    flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(1));
    flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(50));
    return StreamExecutionEnvironment.createLocalEnvironment(2, flink);
  }
}
