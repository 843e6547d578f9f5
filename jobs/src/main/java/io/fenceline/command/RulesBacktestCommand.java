// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import io.fenceline.command.backtest.Backtest;
import io.fenceline.command.backtest.BacktestFile;
import io.fenceline.command.backtest.BacktestPage;
import io.fenceline.command.backtest.BacktestTable;
import io.fenceline.command.evaluation.Label;
import io.fenceline.command.evaluation.Labels;
import io.fenceline.rule.RuleStatus;
import io.fenceline.rule.SqlRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells how often rules would have fired on traffic of the past, with the job that runs live. */
@Command(
    name = "backtest",
    description = {
      "Say how often rules would have fired on traffic of the past: hits, alerts after suppression,",
      "entities, days. Runs the job itself; the detectors run too, as rules may read what they find,",
      "but are not counted. Every rule counts as if it were stable.",
      "Writes backtest.json and backtest.html."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
final class RulesBacktestCommand implements Callable<Integer> {
  @Mixin private ChosenRules chosen;
  @Mixin private BacktestInput input;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      arity = "1..*",
      description = "Labels of attacks in the input, as evaluate takes them.")
  private List<Path> labels = new ArrayList<>();

  @Option(
      names = "--experimental",
      description = {
        "Of the rules that ship, also those that are experimental.",
        "Named ones are tried anyway, as are all of a directory of your own."
      })
  private boolean experimental;

  @Option(names = "--days", description = "Also list the hits of each day.")
  private boolean days;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Where the two files go; made if missing.")
  private Path output = Path.of("backtest");

  @Override
  public Integer call() throws Exception {
    input.check();
    List<SqlRule> all = chosen.read();
    List<SqlRule> rules = all.stream().filter(this::isTried).toList();
    Optional<List<Label>> attacks = attacks();
    try (StandardInput standardInput = new StandardInput();
        ScratchDirectory scratch = ScratchDirectory.make();
        Progress progress = Progress.onStandardOutput()) {
      BacktestInput.Opened opened = input.open(standardInput);
      OutputFiles files = OutputFiles.in(output);
      CommandLog.to(files.log());
      Files.deleteIfExists(files.backtest());
      Files.deleteIfExists(files.backtestPage());
      BacktestJob job = new BacktestJob(rules, opened, OutputFiles.in(scratch.path()));
      Summary summary = job.run(progress);
      Backtest backtest = Backtest.of(rules, job.files(summary.account()), attacks);
      BacktestFile.write(files.backtest(), backtest);
      BacktestPage.write(
          files.backtestPage(), backtest, opened.name(), new Fenceline.Version().getVersion()[0]);
      progress.block(BacktestTable.render(backtest, days));
      summary.lines().forEach(progress::say);
      if (rules.size() < all.size()) {
        progress.say(
            "Left out: %d experimental rules, some of which take long; name them, or give --experimental."
                .formatted(all.size() - rules.size()));
      }
      progress.say(
          "Open %s in a browser; all figures are in %s."
              .formatted(files.backtestPage(), files.backtest()));
    }
    return 0;
  }

  /** What ships may hold rules that are not yet quick enough for each kind of traffic. */
  private boolean isTried(SqlRule rule) {
    return experimental
        || chosen.isPart()
        || !chosen.isShipped()
        || rule.status() != RuleStatus.EXPERIMENTAL;
  }

  private Optional<List<Label>> attacks() {
    if (labels.isEmpty()) {
      return Optional.empty();
    }
    List<Label> attacks = new ArrayList<>();
    labels.forEach(file -> attacks.addAll(Labels.read(file)));
    return Optional.of(attacks);
  }
}
