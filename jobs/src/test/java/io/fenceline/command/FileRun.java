// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import io.fenceline.ingest.LogFileSource;
import io.fenceline.ingest.LogInput;
import io.fenceline.job.DetectionPipeline;
import io.fenceline.job.JobEnvironment;
import io.fenceline.job.JobSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * One run of the job from files to files, and what it left.
 *
 * @param files where the documents are
 * @param account what the job says of itself
 */
record FileRun(OutputFiles files, JobAccount account) {

  /** Runs a log through the job; no failure is repeated. */
  static FileRun of(Path log, Path output, int parallelism) throws Exception {
    OutputFiles files = OutputFiles.in(output);
    // Rules in SQL have tests of their own; planning them for each of these runs would not pay.
    JobSettings settings =
        JobSettings.from(Configuration.fromMap(Map.of("rules.shipped", "false")));
    StreamExecutionEnvironment env = JobEnvironment.local(parallelism, Duration.ZERO);
    DetectionPipeline.build(
        env,
        LogFileSource.of(
            List.of(LogInput.of(log)), settings.ingest(), settings.privacy().policy().extraPaths()),
        files.sinks(files.alertSink()),
        settings);
    return new FileRun(files, LocalJob.run(env, silent(), 0));
  }

  /** Progress that nobody sees. */
  static Progress silent() {
    return new Progress(
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
        Clock.systemUTC(),
        false);
  }

  /** Last revisions, sorted as text. */
  List<String> alerts() throws IOException {
    return sorted(files.alerts());
  }

  /** Events, sorted as text: subtasks share the file in any order. */
  List<String> events() throws IOException {
    return sorted(files.events());
  }

  /** Window statistics, sorted as text. */
  List<String> windows() throws IOException {
    return sorted(files.windows());
  }

  /** Counts of duplicates, sorted as text. */
  List<String> duplicates() throws IOException {
    return sorted(files.duplicates());
  }

  /** Dead letters, sorted as text. */
  List<String> deadLetters() throws IOException {
    return sorted(files.deadLetters());
  }

  private static List<String> sorted(Path file) throws IOException {
    return Files.readAllLines(file).stream().sorted().toList();
  }
}
