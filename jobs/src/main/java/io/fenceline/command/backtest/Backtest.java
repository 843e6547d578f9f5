// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.backtest;

import io.fenceline.command.evaluation.AlertHistory;
import io.fenceline.command.evaluation.Evaluation;
import io.fenceline.command.evaluation.Label;
import io.fenceline.command.report.ReportAlert;
import io.fenceline.rule.SqlRule;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What rules would have done over traffic of the past.
 *
 * @param period the time that the traffic covers
 * @param records records read
 * @param events events judged
 * @param labelled number of attacks that are labelled in the traffic; empty without labels
 * @param rules figures of each rule, those with most alerts first
 */
public record Backtest(
    Period period, long records, long events, Optional<Integer> labelled, List<RuleFigures> rules) {
  private static final double RATE_BASE = 100_000;

  /**
   * Counts after a run.
   *
   * @param rules that were tried
   * @param labels of the attacks in the input; empty if none were given
   * @throws IOException if the files of the run cannot be read
   */
  public static Backtest of(List<SqlRule> rules, BacktestRun run, Optional<List<Label>> labels)
      throws IOException {
    Map<String, RuleHits> hits = RuleHits.read(run.hits());
    Map<String, List<ReportAlert>> alerts =
        ReportAlert.read(run.alerts()).stream().collect(Collectors.groupingBy(ReportAlert::rule));
    Map<String, List<AlertHistory>> histories =
        labels.isEmpty()
            ? Map.of()
            : AlertHistory.read(run.alerts()).stream()
                .collect(Collectors.groupingBy(AlertHistory::rule));
    return new Backtest(
        Period.read(run.windows()),
        run.records(),
        run.events(),
        labels.map(List::size),
        rules.stream()
            .map(
                rule ->
                    RuleFigures.of(
                        rule,
                        hits.getOrDefault(rule.id(), RuleHits.none(rule.id())),
                        alerts.getOrDefault(rule.id(), List.of()),
                        labels.map(
                            all ->
                                LabelledHits.of(
                                    Evaluation.of(
                                        all,
                                        histories.getOrDefault(rule.id(), List.of()),
                                        run.records())))))
            .sorted(
                Comparator.comparingLong(RuleFigures::alertCount)
                    .thenComparing(figures -> figures.hits().total())
                    .reversed()
                    .thenComparing(figures -> figures.rule().id()))
            .toList());
  }

  /** Rules that found something. */
  public List<RuleFigures> fired() {
    return rules.stream().filter(figures -> figures.hits().total() > 0).toList();
  }

  /** Rules that found nothing. */
  public List<RuleFigures> silent() {
    return rules.stream().filter(figures -> figures.hits().total() == 0).toList();
  }

  /** A number as a rate per day; NaN if the traffic covers no time. */
  public double perDay(long number) {
    return period.days() > 0 ? number / period.days() : Double.NaN;
  }

  /** A number as a rate per 100,000 events; NaN if there are none. */
  public double perEvents(long number) {
    return events > 0 ? number * RATE_BASE / events : Double.NaN;
  }
}
