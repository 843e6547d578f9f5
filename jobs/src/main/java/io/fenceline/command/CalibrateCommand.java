// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import io.fenceline.command.calibration.Budget;
import io.fenceline.command.calibration.CalibratedFile;
import io.fenceline.command.calibration.Calibration;
import io.fenceline.command.calibration.CalibrationTable;
import io.fenceline.command.calibration.Fit;
import io.fenceline.command.calibration.LimitSet;
import io.fenceline.command.calibration.Suspect;
import io.fenceline.command.calibration.Trial;
import io.fenceline.command.evaluation.AlertHistory;
import io.fenceline.command.evaluation.Evaluation;
import io.fenceline.command.evaluation.Label;
import io.fenceline.command.evaluation.Labels;
import io.fenceline.job.Sinks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Fits the limits of alarms to honest traffic. */
@Command(
    name = "calibrate",
    description = {
      "Fit the limits of alarms to a budget of false alerts on honest traffic.",
      "Writes configuration that --config and the job on a cluster accept."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
final class CalibrateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--budget",
      paramLabel = "N",
      required = true,
      showDefaultValue = Visibility.NEVER,
      description =
          "False alerts of any severity to put up with per 100,000 honest events, by all fitted"
              + " limits together; each gets an equal share. The upper 95 %% limit of the measured"
              + " rate keeps the budget, which takes at least 300,000 / N honest events.")
  private double budget;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      arity = "1..*",
      showDefaultValue = Visibility.NEVER,
      description =
          "Labels of attacks in the input: alerts about them do not count, nor do the attackers'"
              + " requests.")
  private List<Path> labels = List.of();

  @Option(
      names = "--output-config",
      paramLabel = "FILE",
      description = "Where the configuration goes, replacing the file; without it, it is printed.")
  private Path outputConfig;

  @Mixin private FileJob input;

  @Override
  public Integer call() throws Exception {
    if (!(budget > 0 && budget <= Budget.MOST)) {
      throw new ParameterException(
          spec.commandLine(),
          "--budget is %s; give false alerts per 100,000 honest events, more than 0 and at most %s."
              .formatted(budget, Math.round(Budget.MOST)));
    }
    List<Label> attacks = new ArrayList<>();
    for (Path file : labels) {
      attacks.addAll(Labels.read(file));
    }
    Optional<ConfigurationFile> file =
        outputConfig == null
            ? Optional.empty()
            : Optional.of(ConfigurationFile.writable(outputConfig));
    try (ReadyJob job = input.ready();
        ScratchDirectory scratch = ScratchDirectory.make();
        Progress progress = Progress.onStandardOutput()) {
      Calibration calibration = calibrate(job, new OutputFiles(scratch.path()), attacks, progress);
      tell(calibration, progress);
      String text = CalibratedFile.of(calibration);
      if (file.isPresent()) {
        file.get().write(text);
        progress.say("Wrote " + outputConfig + "; give it with --config, or add it to yours.");
      } else {
        progress.block(text);
      }
    }
    return 0;
  }

  private Calibration calibrate(
      ReadyJob job, OutputFiles files, List<Label> attacks, Progress progress) throws Exception {
    List<LimitSet> coarse = Calibration.coarse(job.options());
    progress.say(
        "First pass: detection with %d sets of limits, side by side.".formatted(coarse.size()));
    JobAccount account = run(job, files, coarse, progress);
    long records = account.read() - account.deadLettered() - account.duplicates();
    Budget limit = new Budget(budget, Evaluation.of(attacks, List.of(), records).honestEvents());
    check(limit);
    Calibration first =
        new Calibration(job.options(), limit, trials(files, coarse, attacks, records));
    List<LimitSet> finer = first.finer();
    if (finer.isEmpty()) {
      return first;
    }
    progress.say("Second pass: %d sets between the best ones.".formatted(finer.size()));
    run(job, files, finer, progress);
    return first.with(trials(files, finer, attacks, records));
  }

  private static JobAccount run(
      ReadyJob job, OutputFiles files, List<LimitSet> sets, Progress progress) throws Exception {
    return job.run(Sinks.NONE, new LadderRun(files, job.options(), sets).variants(), progress)
        .account();
  }

  private static List<Trial> trials(
      OutputFiles files, List<LimitSet> sets, List<Label> attacks, long records)
      throws IOException {
    List<Trial> trials = new ArrayList<>();
    for (LimitSet limits : sets) {
      List<AlertHistory> alerts = AlertHistory.read(files.ladder(limits));
      trials.add(new Trial(limits, Evaluation.of(attacks, alerts, records).wrong()));
    }
    return trials;
  }

  private static void check(Budget budget) {
    if (budget.honestEvents() == 0) {
      throw new CommandFailure(
          "--input has no honest event to calibrate with; name logs of usual traffic.");
    }
    if (!budget.isSupported()) {
      throw new CommandFailure(
          String.format(
              Locale.ROOT,
              "%,d honest events are too few for --budget %s: even without any alert the rate may be"
                  + " %.1f per 100,000 (95 %%). Give at least %,d honest events, or a budget of at"
                  + " least %.1f.",
              budget.honestEvents(),
              budget.perHundredThousand(),
              budget.upperRate(0),
              budget.neededEvents(),
              Math.ceil(budget.upperRate(0) * 10) / 10));
    }
  }

  private static void tell(Calibration calibration, Progress progress) {
    progress.block(CalibrationTable.render(calibration));
    for (Fit fit : calibration.fits()) {
      if (fit.suspect().isPresent()) {
        Suspect suspect = fit.suspect().get();
        progress.say(
            String.format(
                Locale.ROOT,
                "Warning: alerts of %2$s are about %1$s at limits up to %3$.3g, about anybody else"
                    + " %4$s. If that is an attack, name it with --labels or leave it out, or the limit"
                    + " is fitted to it.",
                String.join(", ", suspect.parties()),
                String.join(", ", fit.limit().rules()),
                suspect.value(),
                suspect.next() > 0
                    ? String.format(Locale.ROOT, "up to %.3g", suspect.next())
                    : "at none"));
      }
      if (fit.outcome() == Fit.Outcome.NOT_REACHED) {
        progress.say(
            "Warning: %s keeps more than its share of the budget at the greatest value tried."
                .formatted(fit.key()));
      }
    }
  }
}
