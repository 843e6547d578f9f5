// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What detection engineers do with rules in Flink SQL. */
@Command(
    name = "rules",
    description = "Write, check, test and backtest detection rules in Flink SQL.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RulesNewCommand.class,
      RulesListCommand.class,
      RulesLintCommand.class,
      RulesTestCommand.class,
      RulesBacktestCommand.class,
      RulesPlanCommand.class,
    })
final class RulesCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command.");
  }
}
