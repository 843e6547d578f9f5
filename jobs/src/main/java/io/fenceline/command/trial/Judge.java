// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.trial;

import io.fenceline.rule.ExpectedAlert;
import io.fenceline.rule.NearMiss;
import io.fenceline.rule.RuleCase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says whether what came is what must come.
 *
 * @param rule with what is known since it is compiled
 * @param findings by number of the run
 */
record Judge(TrialJob.Compiled rule, Map<Integer, List<Finding>> findings) {
  private static final String INDENT = "\n    ";

  List<CaseVerdict> verdicts(List<RuleCase> cases) {
    return cases.stream().map(this::verdict).toList();
  }

  private CaseVerdict verdict(RuleCase of) {
    List<Run> runs = rule.trial().timeline().runs();
    List<String> problems = new ArrayList<>();
    Map<NearMiss, Boolean> hits = new LinkedHashMap<>();
    int judged = 0;
    int silent = 0;
    boolean asExpected = true;
    for (int i = 0; i < runs.size(); i++) {
      Run run = runs.get(i);
      if (run.variant().of() != of || run.isProbe()) {
        continue;
      }
      List<Finding> came = findings.getOrDefault(i, List.of());
      Optional<NearMiss> nearMiss = run.variant().nearMiss();
      if (nearMiss.isEmpty()) {
        List<String> wrong = caseProblem(run, came);
        problems.addAll(wrong);
        asExpected = wrong.isEmpty();
      } else if (asExpected && tells(nearMiss.get(), runs, i)) {
        judged++;
        if (run.variant().wanted() == Wanted.SOME) {
          hits.merge(nearMiss.get(), !came.isEmpty(), Boolean::logicalOr);
        } else {
          problems.addAll(nearMissProblem(run, came));
        }
      } else {
        silent++;
      }
    }
    hits.forEach(
        (nearMiss, hit) -> {
          if (!hit) {
            problems.add(
                of.place()
                    + ": "
                    + of.name()
                    + INDENT
                    + "near miss "
                    + nearMiss.word()
                    + " is said to be a hit, but no alert came");
          }
        });
    return new CaseVerdict(of, judged, silent, problems);
  }

  /** Of a case that fails itself, or a rule that remembers nothing, near misses say nothing. */
  private boolean tells(NearMiss nearMiss, List<Run> runs, int number) {
    if (!rule.hasMemory() || nearMiss == NearMiss.LATE && rule.joins()) {
      return false;
    }
    boolean hasProbe = !runs.get(number).variant().unless().isEmpty();
    return !hasProbe || !findings.containsKey(number + 1);
  }

  private List<String> caseProblem(Run run, List<Finding> came) {
    RuleCase of = run.variant().of();
    AlertMatch match = new AlertMatch(rule.trial().rule(), run.begin());
    List<Optional<Integer>> pairs = match.pairs(of.alerts(), came);
    List<Integer> paired = pairs.stream().flatMap(Optional::stream).toList();
    if (!pairs.contains(Optional.<Integer>empty()) && paired.size() == came.size()) {
      return List.of();
    }
    StringBuilder problem = new StringBuilder(of.place() + ": " + of.name());
    for (int i = 0; i < pairs.size(); i++) {
      if (pairs.get(i).isEmpty()) {
        ExpectedAlert missing = of.alerts().get(i);
        problem.append(INDENT).append("expected  ").append(text(missing));
        nearest(match, missing, came, paired)
            .ifPresent(difference -> problem.append("; but ").append(difference));
        problem.append("  (line ").append(missing.place().line()).append(')');
      }
    }
    if (of.alerts().isEmpty()) {
      problem.append(INDENT).append("expected  no alert");
    }
    for (int j = 0; j < came.size(); j++) {
      if (!paired.contains(j)) {
        problem.append(INDENT).append("came      ").append(match.text(came.get(j)));
      }
    }
    if (came.isEmpty()) {
      problem.append(INDENT).append("came      nothing");
      for (String hint : Hints.of(rule.trial(), run)) {
        problem.append(INDENT).append("hint      ").append(hint);
      }
    }
    return List.of(problem.toString());
  }

  private static Optional<String> nearest(
      AlertMatch match, ExpectedAlert missing, List<Finding> came, List<Integer> paired) {
    List<String> nearest = null;
    for (int j = 0; j < came.size(); j++) {
      List<String> differences = match.differences(missing, came.get(j));
      if (!paired.contains(j) && (nearest == null || differences.size() < nearest.size())) {
        nearest = differences;
      }
    }
    return Optional.ofNullable(nearest).map(all -> String.join(", ", all));
  }

  private static String text(ExpectedAlert alert) {
    List<String> fields = new ArrayList<>();
    alert.fields().forEach((field, value) -> fields.add(field + " " + value));
    return fields.isEmpty() ? "an alert" : String.join(", ", fields);
  }

  private List<String> nearMissProblem(Run run, List<Finding> came) {
    Variant variant = run.variant();
    int wanted = variant.wanted() == Wanted.AS_MANY ? variant.of().alerts().size() : 0;
    if (came.size() == wanted) {
      return List.of();
    }
    AlertMatch match = new AlertMatch(rule.trial().rule(), run.begin());
    StringBuilder problem =
        new StringBuilder(
            "%s: %s%snear miss %s: %s"
                .formatted(
                    variant.of().place(),
                    variant.of().name(),
                    INDENT,
                    variant.nearMiss().orElseThrow().word(),
                    variant.change()));
    problem
        .append(INDENT)
        .append("expected  ")
        .append(wanted == 0 ? "no alert" : wanted + (wanted == 1 ? " alert" : " alerts"));
    if (came.isEmpty()) {
      problem.append(INDENT).append("came      nothing");
    }
    came.forEach(each -> problem.append(INDENT).append("came      ").append(match.text(each)));
    return List.of(problem.toString());
  }
}
