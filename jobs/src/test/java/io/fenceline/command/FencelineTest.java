// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class FencelineTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandLine line =
      Fenceline.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

  @ParameterizedTest
  @CsvSource({
    "--help, 0, Usage: fenceline",
    "--version, 0, fenceline ",
    "completion, 0, _complete_fenceline",
    "rules --help, 0, Usage: fenceline rules",
    "demo --help, 0, --parallelism=N",
    "setup --help, 0, FENCELINE_SETUP_API_KEY"
  })
  void answersOnStandardOutput(String arguments, int code, String expected) {
    assertThat(line.execute(arguments.split(" "))).isEqualTo(code);
    assertThat(out.toString()).contains(expected);
    assertThat(err.toString()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'', Name a command.",
    "rules, Name a command.",
    "dmeo, Unmatched argument",
    "demo --parallelism x, Invalid value for option '--parallelism'",
    "demo --parallelism 0, give at least 1"
  })
  void calls2WhatIsNotUnderstood(String arguments, String expected) {
    assertThat(line.execute(arguments.isEmpty() ? new String[0] : arguments.split(" ")))
        .isEqualTo(2);
    assertThat(err.toString()).contains(expected);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void saysOneDisarmedSentenceWhenACommandFails() {
    failing(new CommandFailure("No \u001b[2J such file; name another."));
    assertThat(line.execute("fail")).isEqualTo(1);
    assertThat(err.toString().strip()).isEqualTo("fenceline: No ?[2J such file; name another.");
  }

  @ParameterizedTest
  @CsvSource({"fail --debug", "--debug fail"})
  void showsTheTraceOnRequest(String arguments) {
    failing(new IllegalStateException("odd"));
    assertThat(line.execute(arguments.split(" "))).isEqualTo(1);
    assertThat(err.toString())
        .startsWith("fenceline: unexpected failure, IllegalStateException: odd.")
        .contains("at io.fenceline.command.FencelineTest");
  }

  private void failing(RuntimeException failure) {
    line.addSubcommand(new Failing(failure))
        .setErr(new PrintWriter(err))
        .setExecutionExceptionHandler(new FailureReport());
  }

  @Command(name = "fail")
  private static final class Failing implements Callable<Integer> {
    private final RuntimeException failure;

    Failing(RuntimeException failure) {
      this.failure = failure;
    }

    @Override
    public Integer call() {
      throw failure;
    }
  }
}
