// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fenceline.ingest.LogFileSource;
import io.fenceline.ingest.LogInput;
import io.fenceline.job.DetectionPipeline;
import io.fenceline.job.JobEnvironment;
import io.fenceline.job.JobSettings;
import io.fenceline.job.Sinks;
import io.fenceline.rule.RuleFiles;
import io.fenceline.rule.RulePack;
import io.fenceline.rule.RuleSelection;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rule that fails while it runs, which lint has not seen coming. */
class FailingRuleITCase {
  private static final Path SAMPLE =
      Path.of(
          System.getProperty("fenceline.home"), "deploy/local/sample/recorded-attacks.jsonl.gz");

  @TempDir Path directory;

  @Test
  void theMessageNamesTheRuleAndTheOptionThatLeavesItOut() throws Exception {
    RuleFiles.write(
        directory.resolve("rules"),
        "many-failures",
        RuleFiles.SQL
            .replace("WHERE status = 'failure'", "")
            .replace("WHERE failures > 5", "WHERE 1 / (failures - 6) > 0"),
        RuleFiles.YML);
    RuleSelection rules =
        new RuleSelection(RulePack.read(directory.resolve("rules")).rules(), List.of());
    JobSettings settings = JobSettings.defaults();
    StreamExecutionEnvironment env = JobEnvironment.local(1, Duration.ZERO);
    DetectionPipeline.build(
        env,
        LogFileSource.of(
            List.of(LogInput.of(log())),
            settings.ingest(),
            settings.privacy().policy().extraPaths()),
        Sinks.NONE,
        settings,
        List.of(),
        rules);

    assertThatThrownBy(() -> LocalJob.run(env, FileRun.silent(), 0))
        .isInstanceOf(CommandFailure.class)
        .hasMessage(
            "The job failed: / by zero. This is the rule many-failures: mend it, or leave it out"
                + " with rules.exclude: [many-failures].");
  }

  private Path log() throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(SAMPLE)), StandardCharsets.UTF_8))) {
      return Files.write(directory.resolve("log.jsonl"), lines.lines().limit(1_000).toList());
    }
  }
}
