// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.backtest;

import io.fenceline.command.report.ReportAlert;
import io.fenceline.rule.SqlRule;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What one rule would have done.
 *
 * @param hits its detections
 * @param alerts what would have been left of them after suppression, by severity
 * @param samples some of the alerts, of different clients where there are several
 * @param truth against the labels, if there are any
 */
public record RuleFigures(
    SqlRule rule,
    RuleHits hits,
    Map<String, Long> alerts,
    List<ReportAlert> samples,
    Optional<LabelledHits> truth) {
  private static final int SAMPLES = 3;

  /**
   * Figures of a rule.
   *
   * @param alerts its alerts, the worst first
   */
  static RuleFigures of(
      SqlRule rule, RuleHits hits, List<ReportAlert> alerts, Optional<LabelledHits> truth) {
    Map<String, Long> severities = new TreeMap<>();
    alerts.forEach(alert -> severities.merge(alert.severity(), 1L, Long::sum));
    return new RuleFigures(rule, hits, severities, samples(alerts), truth);
  }

  /** Number of alerts. */
  public long alertCount() {
    return alerts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Ids of the requests that prove an alert; evidence about windows has none. */
  static List<String> requests(ReportAlert alert) {
    return alert.evidence().stream()
        .map(ReportAlert.Proof::request)
        .filter(request -> !request.isEmpty())
        .toList();
  }

  private static List<ReportAlert> samples(List<ReportAlert> alerts) {
    Set<ReportAlert> chosen = new LinkedHashSet<>();
    Set<List<String>> seen = new LinkedHashSet<>();
    for (ReportAlert alert : alerts) {
      if (chosen.size() < SAMPLES && seen.add(alert.who())) {
        chosen.add(alert);
      }
    }
    for (ReportAlert alert : alerts) {
      if (chosen.size() < SAMPLES) {
        chosen.add(alert);
      }
    }
    return new ArrayList<>(chosen);
  }
}
