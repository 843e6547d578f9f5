// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import java.io.PrintWriter;
import java.io.StringWriter;

/** The command line, in this process. */
public final class CommandRun {
  private CommandRun() {}

  /**
   * Runs a command that must end well.
   *
   * @throws AssertionError with what it says, if it does not
   */
  public static void of(String... arguments) {
    StringWriter err = new StringWriter();
    int code = Fenceline.commandLine().setErr(new PrintWriter(err, true)).execute(arguments);
    if (code != 0) {
      throw new AssertionError("ended with " + code + ": " + err);
    }
  }
}
