// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import io.fenceline.rule.RuleFault;
import io.fenceline.rule.RulePack;
import io.fenceline.rule.SqlRule;
import io.fenceline.yaml.NearestName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which rules a command is about: options of several commands. */
final class ChosenRules {
  private static final String SHIPPED = "sql/rules";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--rules",
      paramLabel = "DIR",
      description = "Directory of rules; those that ship with Fenceline if missing.")
  private Path directory;

  @Parameters(
      arity = "0..*",
      paramLabel = "ID",
      description = "Rules of it to look at; all if none is named.")
  private List<String> ids = List.of();

  /**
   * Where the rules are: the shipped ones are those of the project's own directory, if it is there.
   */
  Path directory() {
    return directory != null ? directory : shippedDirectory();
  }

  private static Path shippedDirectory() {
    return Path.of(System.getProperty("fenceline.home", ".")).resolve(SHIPPED).normalize();
  }

  /**
   * The rules.
   *
   * @throws CommandFailure if a rule is broken
   * @throws ParameterException if the directory or a rule that is named does not exist
   */
  List<SqlRule> read() {
    if (directory != null) {
      RulesOption.requireDirectory(directory, spec.commandLine());
    }
    RulePack pack =
        Files.isDirectory(directory()) ? RulePack.read(directory()) : RulePack.shipped();
    Set<String> known =
        Stream.concat(pack.rules().stream(), pack.faulty().stream())
            .map(SqlRule::id)
            .collect(Collectors.toCollection(TreeSet::new));
    for (String id : ids) {
      if (!known.contains(id)) {
        throw new ParameterException(
            spec.commandLine(), "There is no rule " + id + NearestName.suggestion(id, known) + ".");
      }
    }
    refuse(
        pack.faults().stream()
            .filter(fault -> ids.isEmpty() || ids.contains(fault.rule()))
            .toList());
    if (pack.rules().isEmpty()) {
      throw new CommandFailure("There is no rule in " + directory() + "; name --rules DIR.");
    }
    return pack.rules().stream().filter(rule -> ids.isEmpty() || ids.contains(rule.id())).toList();
  }

  /** True if these are the rules that ship, whichever way they were named. */
  boolean isShipped() {
    return directory == null
        || directory.toAbsolutePath().normalize().equals(shippedDirectory().toAbsolutePath());
  }

  /** True if some rules were named, so that the others are left out. */
  boolean isPart() {
    return !ids.isEmpty();
  }

  private static void refuse(List<RuleFault> faults) {
    if (!faults.isEmpty()) {
      throw new CommandFailure(
          faults.stream()
              .map(RuleFault::toString)
              .collect(Collectors.joining("\n  ", "Broken rules:\n  ", "")));
    }
  }
}
