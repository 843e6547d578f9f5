// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line of the project; exit codes are 0 done, 1 failed, 2 usage. */
@Command(
    name = "fenceline",
    description = "Watches machine-learning models at their prediction API and raises alerts.",
    mixinStandardHelpOptions = true,
    versionProvider = Fenceline.Version.class,
    synopsisSubcommandLabel = "COMMAND")
public final class Fenceline implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Print the stack trace of a failure.")
  @SuppressWarnings("unused") // Read from the parse result, where failures are reported.
  private boolean debug;

  private Fenceline() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** The commands in the order in which the help shows them. */
  private static List<Object> commands() {
    return List.of(
        new DemoCommand(new DemoPipeline()),
        new DetectCommand(),
        new EvaluateCommand(),
        new CalibrateCommand(),
        new SetupCommand(System.getenv()),
        new RulesCommand(),
        new CompletionCommand());
  }

  static CommandLine commandLine() {
    CommandLine root = new CommandLine(new Fenceline());
    commands().forEach(root::addSubcommand);
    return root.setExecutionExceptionHandler(new FailureReport());
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command.");
  }

  /** What the build wrote into the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Fenceline.class.getPackage().getImplementationVersion();
      return new String[] {"fenceline " + (version == null ? "(not built as a jar)" : version)};
    }
  }
}
