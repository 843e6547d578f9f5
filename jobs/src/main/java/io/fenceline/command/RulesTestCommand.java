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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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

  @Mixin private RulesOption chosen;

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
    RulePack pack = chosen.chosen();
    List<SqlRule> rules = wanted(pack);
    List<RuleFault> faults = pack.faults();
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

  private List<SqlRule> wanted(RulePack pack) {
    List<SqlRule> rules =
        pack.rules().stream()
            .filter(rule -> rule.cases().stream().anyMatch(each -> each.name().contains(name)))
            .toList();
    if (rules.isEmpty() && pack.faults().isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          name.isEmpty() || pack.rules().isEmpty()
              ? "There are no rules to test."
              : "No case has '" + name + "' in its name.");
    }
    return rules;
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
