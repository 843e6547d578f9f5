// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import io.fenceline.command.local.ServiceFailure;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns what a command threw into one sentence, and the whole trace only on request. */
final class FailureReport implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult result) {
    if (stopping()) {
      // On Ctrl-C the services go first; that a command misses them then is no news.
      return CommandLine.ExitCode.SOFTWARE;
    }
    PrintWriter err = command.getErr();
    err.println("fenceline: " + TerminalText.safe(sentence(e)));
    if (debug(result)) {
      e.printStackTrace(err);
    }
    err.flush();
    return CommandLine.ExitCode.SOFTWARE;
  }

  private static String sentence(Exception e) {
    if (e instanceof CommandFailure || e instanceof ServiceFailure) {
      return e.getMessage();
    }
    String detail = e.getMessage() == null ? "" : ": " + e.getMessage();
    return "unexpected failure, "
        + e.getClass().getSimpleName()
        + detail
        + ". Run again with --debug for the details.";
  }

  /** Whether it stands behind the command or any of its subcommands. */
  private static boolean debug(ParseResult result) {
    return result.hasMatchedOption("--debug")
        || result.subcommands().stream().anyMatch(FailureReport::debug);
  }

  private static boolean stopping() {
    Thread probe = new Thread(() -> {});
    try {
      Runtime.getRuntime().addShutdownHook(probe);
      Runtime.getRuntime().removeShutdownHook(probe);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }
}
