// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import io.fenceline.ingest.LogFileSource;
import io.fenceline.ingest.LogInput;
import io.fenceline.job.JobSettings;
import io.fenceline.rule.RuleOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the job reads, how it is configured, and how wide it runs: options of several commands. */
final class FileJob {
  private static final String STANDARD_INPUT = "-";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--input",
      paramLabel = "PATH",
      required = true,
      arity = "1..*",
      description = {
        "Files or directories, one JSON object per line; .gz is understood.",
        "'-' reads standard input."
      })
  private List<String> inputs;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Configuration file (YAML), see deploy/OPTIONS.md.")
  private Path config;

  @Option(
      names = "--rules",
      paramLabel = "DIR",
      description = {
        "Directory with rules in SQL, beside the shipped ones; one with the id of a shipped",
        "rule is refused, unless rules.replace of the configuration names it."
      })
  private Path rules;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Parallel subtasks of the job; the results do not depend on it.")
  private int parallelism = Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors()));

  /**
   * Checks the options and opens the input.
   *
   * @throws ParameterException if an option makes no sense
   * @throws CommandFailure if the configuration cannot be used
   */
  ReadyJob ready() throws IOException {
    if (parallelism < 1) {
      throw new ParameterException(
          spec.commandLine(), "--parallelism is " + parallelism + "; give at least 1.");
    }
    Configuration options = Configurations.options(config);
    if (rules != null) {
      options.set(RuleOptions.DIRECTORY, rules.toString());
    }
    StandardInput standardInput = new StandardInput();
    try {
      LogFileSource source = source(spec, inputs, standardInput, JobSettings.from(options));
      return new ReadyJob(source, options, parallelism, standardInput);
    } catch (IOException | RuntimeException e) {
      standardInput.close();
      throw e;
    }
  }

  /**
   * What {@code --input} names, as a source.
   *
   * @param spec the command, for messages
   * @throws ParameterException if there is no such file, or nothing in it that can be read
   */
  static LogFileSource source(
      CommandSpec spec, List<String> inputs, StandardInput standardInput, JobSettings settings)
      throws IOException {
    List<LogInput> logs = new ArrayList<>();
    for (String input : inputs) {
      if (input.equals(STANDARD_INPUT)) {
        logs.add(standardInput.spool());
      } else if (!Files.exists(Path.of(input))) {
        throw new ParameterException(
            spec.commandLine(), "--input " + input + " does not exist; name a file or directory.");
      } else {
        logs.add(LogInput.of(Path.of(input)));
      }
    }
    try {
      return LogFileSource.of(logs, settings.ingest(), settings.privacy().policy().extraPaths());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--input: " + e.getMessage(), e);
    }
  }
}
