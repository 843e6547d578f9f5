// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.trial;

import io.fenceline.alert.AlertSettings;
import io.fenceline.rule.RuleCase;
import io.fenceline.rule.RuleFault;
import io.fenceline.rule.SqlRule;
import io.fenceline.yaml.YamlFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Tests rules, all in one job.
 *
 * @param outOfOrderness how far the watermark stays behind the newest event
 * @param settings of the alert stage
 */
public record RuleTrials(Duration outOfOrderness, AlertSettings settings) {

  /**
   * Runs the cases of the rules.
   *
   * @param wanted which cases
   * @param progress is told what goes on
   * @throws Exception if the job fails
   */
  public List<RuleVerdict> run(List<SqlRule> rules, Predicate<RuleCase> wanted, Progress progress)
      throws Exception {
    TrialJob job = new TrialJob(settings);
    Map<SqlRule, List<RuleCase>> cases = new LinkedHashMap<>();
    Map<SqlRule, TrialJob.Compiled> compiled = new LinkedHashMap<>();
    Map<SqlRule, List<String>> faults = new LinkedHashMap<>();
    for (SqlRule rule : rules) {
      progress.compiling(rule, cases.size(), rules.size());
      List<RuleCase> own = rule.cases().stream().filter(wanted).toList();
      cases.put(rule, own);
      try {
        TrialJob.Compiled one = job.add(Trial.of(rule, own, outOfOrderness));
        compiled.put(rule, one);
        faults.put(rule, one.faults().stream().map(RuleFault::toString).toList());
      } catch (YamlFault e) {
        faults.put(rule, List.of(e.getMessage()));
      }
    }
    progress.running(compiled.size());
    Map<String, Map<Integer, List<Finding>>> findings = job.run();
    List<RuleVerdict> verdicts = new ArrayList<>();
    for (SqlRule rule : rules) {
      TrialJob.Compiled of = compiled.get(rule);
      verdicts.add(
          of == null || !faults.get(rule).isEmpty()
              ? new RuleVerdict(rule.id(), List.of(), faults.get(rule), false, 0)
              : new RuleVerdict(
                  rule.id(),
                  new Judge(of, findings.getOrDefault(rule.id(), Map.of()))
                      .verdicts(cases.get(rule)),
                  List.of(),
                  !of.hasMemory(),
                  of.millis()));
    }
    return verdicts;
  }

  /** Hears how far a run is. */
  public interface Progress {
    /** The next rule is compiled. */
    void compiling(SqlRule rule, int number, int of);

    /** All are compiled, the job begins. */
    void running(int rules);
  }
}
