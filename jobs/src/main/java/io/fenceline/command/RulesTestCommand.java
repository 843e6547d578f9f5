// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import io.fenceline.command.trial.JUnitReport;
import io.fenceline.command.trial.RuleTrials;
import io.fenceline.command.trial.RuleVerdict;
import io.fenceline.command.trial.TrialText;
import io.fenceline.job.JobSettings;
import io.fenceline.rule.RuleCase;
import io.fenceline.rule.RuleFault;
import io.fenceline.rule.RulePack;
import io.fenceline.rule.SqlRule;
import io.fenceline.yaml.NearestName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the tests of rules. */
@Command(
    name = "test",
    description = {
      "Run the cases of each rule, and near misses that are made of them, without a cluster.",
      "Ends with 0 if all is as the rules say, with 1 if not, with 2 if it is not understood."
    },
    mixinStandardHelpOptions = true)
final class RulesTestCommand implements Callable<Integer> {
  private static final double NANOS = 1e9;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "ID",
      arity = "0..*",
      description = "Rules to test; all if none is named.")
  private List<String> ids = List.of();

  @Option(
      names = "--rules",
      paramLabel = "DIR",
      description = "Directory with rules; the rules that ship if missing.")
  private Path directory;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = {
        "Configuration of the job: how late events may be, how alerts are grouped, and where the",
        "keys of hmac are."
      })
  private Path config;

  @Option(
      names = "--case",
      paramLabel = "NAME",
      description = "Only cases whose name contains this text.")
  private String name = "";

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "Write the results as JUnit's XML, too.")
  private Path junit;

  @Override
  public Integer call() throws Exception {
    long start = System.nanoTime();
    checkReport();
    JobSettings settings = Configurations.settings(config);
    RulePack pack = pack();
    List<SqlRule> rules = wanted(pack);
    List<RuleFault> faults = faults(pack);
    Predicate<RuleCase> cases = each -> each.name().contains(name);
    try (Progress progress = Progress.onStandardOutput()) {
      RuleTrials trials = RuleTrials.of(settings);
      List<RuleVerdict> verdicts = trials.run(rules, cases, new Steps(progress));
      TrialText text = new TrialText(verdicts, faults.stream().map(RuleFault::toString).toList());
      progress.block(TerminalText.safe(text.text((System.nanoTime() - start) / NANOS)));
      if (junit != null) {
        Files.writeString(junit, JUnitReport.of(withUnread(verdicts, faults)));
      }
      return text.isOk() ? 0 : 1;
    }
  }

  /** Before anything takes time. */
  private void checkReport() {
    if (junit == null) {
      return;
    }
    Path parent = junit.toAbsolutePath().getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw new ParameterException(
          spec.commandLine(),
          "--junit " + junit + ": there is no directory " + parent + "; make it.");
    }
    if (Files.isDirectory(junit)) {
      throw new ParameterException(
          spec.commandLine(), "--junit " + junit + " is a directory; name a file.");
    }
  }

  /** Who reads the report alone must see that there is more than what could be tested. */
  private static List<RuleVerdict> withUnread(List<RuleVerdict> verdicts, List<RuleFault> faults) {
    Map<String, List<String>> unread = new TreeMap<>();
    faults.forEach(
        fault ->
            unread.computeIfAbsent(fault.rule(), rule -> new ArrayList<>()).add(fault.toString()));
    List<RuleVerdict> all = new ArrayList<>(verdicts);
    unread.forEach((rule, texts) -> all.add(RuleVerdict.unread(rule, texts)));
    return all;
  }

  private RulePack pack() {
    if (directory == null) {
      return RulePack.shipped();
    }
    if (!Files.isDirectory(directory)) {
      throw new ParameterException(
          spec.commandLine(), "--rules " + directory + " is no directory; name one with rules.");
    }
    return RulePack.read(directory);
  }

  private List<SqlRule> wanted(RulePack pack) {
    TreeSet<String> known = new TreeSet<>();
    Stream.concat(pack.rules().stream(), pack.faulty().stream())
        .forEach(rule -> known.add(rule.id()));
    for (String id : ids) {
      if (!known.contains(id)) {
        throw new ParameterException(
            spec.commandLine(), "There is no rule " + id + NearestName.suggestion(id, known) + ".");
      }
    }
    List<SqlRule> rules =
        pack.rules().stream()
            .filter(rule -> ids.isEmpty() || ids.contains(rule.id()))
            .filter(rule -> rule.cases().stream().anyMatch(each -> each.name().contains(name)))
            .toList();
    if (rules.isEmpty() && pack.faults().isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          name.isEmpty() || known.isEmpty()
              ? "There are no rules to test."
              : "No case has '" + name + "' in its name.");
    }
    return rules;
  }

  private List<RuleFault> faults(RulePack pack) {
    List<RuleFault> faults = new ArrayList<>(pack.faults());
    if (!ids.isEmpty()) {
      faults.removeIf(fault -> !ids.contains(fault.rule()));
    }
    return faults;
  }

  /** Says on the way what takes long. */
  private record Steps(Progress progress) implements RuleTrials.Progress {
    @Override
    public void compiling(SqlRule rule, int number, int of) {
      progress.step("compiling " + rule.id() + ", " + (number + 1) + " of " + of);
    }

    @Override
    public void running(int rules) {
      progress.step("running the cases of " + rules + (rules == 1 ? " rule" : " rules"));
    }
  }
}
