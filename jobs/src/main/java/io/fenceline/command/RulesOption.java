// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import io.fenceline.rule.RulePack;
import io.fenceline.rule.SqlRule;
import io.fenceline.yaml.NearestName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which rules a command is about. */
final class RulesOption {
  @Spec(Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--rules",
      paramLabel = "DIR",
      description =
          "Directory with rules, each a pair of files <id>.sql and <id>.yml in it or below;"
              + " without it, the rules that ship with Fenceline.")
  private Path directory;

  @Parameters(paramLabel = "ID", arity = "0..*", description = "Only these rules.")
  private List<String> ids = List.of();

  /** All rules of the directory, or those that ship, whether they are named or not. */
  RulePack pack() {
    if (directory == null) {
      return RulePack.shipped();
    }
    requireDirectory(directory, spec.commandLine());
    return RulePack.read(directory);
  }

  /** Refuses a directory that is none. */
  static void requireDirectory(Path directory, CommandLine command) {
    if (!Files.isDirectory(directory)) {
      throw new ParameterException(
          command, "--rules " + directory + " is no directory; name one with rules.");
    }
  }

  /** The pack, of which only the rules are left that were named; all if none was. */
  RulePack chosen() {
    RulePack pack = pack();
    TreeSet<String> known = new TreeSet<>();
    Stream.concat(pack.rules().stream(), pack.faulty().stream())
        .forEach(rule -> known.add(rule.id()));
    pack.faults().forEach(fault -> known.add(fault.rule()));
    for (String id : ids) {
      if (!known.contains(id)) {
        throw new ParameterException(
            spec.commandLine(),
            "There is no rule '%s'%s".formatted(id, NearestName.suggestion(id, known)));
      }
    }
    return ids.isEmpty()
        ? pack
        : new RulePack(
            chosen(pack.rules()),
            chosen(pack.faulty()),
            pack.faults().stream().filter(fault -> ids.contains(fault.rule())).toList());
  }

  private List<SqlRule> chosen(List<SqlRule> rules) {
    return rules.stream().filter(rule -> ids.contains(rule.id())).toList();
  }
}
