// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.trial;

import io.fenceline.alert.AlertSettings;
import io.fenceline.job.JobSettings;
import io.fenceline.rule.RuleCase;
import io.fenceline.rule.RuleFault;
import io.fenceline.rule.SqlRule;
import io.fenceline.yaml.YamlFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Tests rules, many in one job.
 *
 * @param outOfOrderness how far the watermark stays behind the newest event
 * @param settings of the alert stage
 * @param hmacKeyFiles path of each key that the function hmac may use, by the key's name
 */
public record RuleTrials(
    Duration outOfOrderness, AlertSettings settings, Map<String, String> hmacKeyFiles) {
  /** Each part has a planner and a job of its own; more would not be quicker on two cores. */
  private static final int PARTS = 2;

  /** A planner and a job start in the time in which this many rules are planned. */
  private static final int WORTH_PARTING = 8;

  /** As configured for the job. */
  public static RuleTrials of(JobSettings settings) {
    return new RuleTrials(
        settings.ingest().outOfOrderness(), settings.alert(), settings.rules().hmacKeyFiles());
  }

  /**
   * Runs the cases of the rules.
   *
   * @param wanted which cases
   * @param progress is told what goes on, by one thread at a time
   */
  public List<RuleVerdict> run(List<SqlRule> rules, Predicate<RuleCase> wanted, Progress progress) {
    List<List<SqlRule>> parts = parts(rules);
    Progress one = new OneAtATime(progress, rules.size());
    ExecutorService threads = Executors.newFixedThreadPool(parts.size());
    try {
      List<Future<List<RuleVerdict>>> running =
          parts.stream().map(part -> threads.submit(() -> runPart(part, wanted, one))).toList();
      Map<String, RuleVerdict> verdicts = new HashMap<>();
      for (Future<List<RuleVerdict>> part : running) {
        part.get().forEach(verdict -> verdicts.put(verdict.rule(), verdict));
      }
      return rules.stream().map(rule -> verdicts.get(rule.id())).toList();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the tests of rules could not be run", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the tests of rules were interrupted", e);
    } finally {
      threads.shutdownNow();
    }
  }

  /** Dealt out in turn, so that neighbours, which often are alike, are not all in one part. */
  private static List<List<SqlRule>> parts(List<SqlRule> rules) {
    int number = rules.size() < WORTH_PARTING ? 1 : PARTS;
    List<List<SqlRule>> parts = new ArrayList<>();
    for (int part = 0; part < number; part++) {
      List<SqlRule> own = new ArrayList<>();
      for (int i = part; i < rules.size(); i += number) {
        own.add(rules.get(i));
      }
      parts.add(own);
    }
    return parts;
  }

  private List<RuleVerdict> runPart(
      List<SqlRule> rules, Predicate<RuleCase> wanted, Progress progress) {
    TrialJob job = new TrialJob(settings, hmacKeyFiles);
    Map<SqlRule, List<RuleCase>> cases = new LinkedHashMap<>();
    Map<SqlRule, TrialJob.Compiled> compiled = new LinkedHashMap<>();
    Map<SqlRule, RuleVerdict> verdicts = new LinkedHashMap<>();
    for (SqlRule rule : rules) {
      progress.compiling(rule, cases.size(), rules.size());
      List<RuleCase> own = rule.cases().stream().filter(wanted).toList();
      cases.put(rule, own);
      try {
        TrialJob.Compiled one = job.add(Trial.of(rule, own, outOfOrderness));
        if (one.faults().isEmpty()) {
          compiled.put(rule, one);
        } else {
          verdicts.put(
              rule, RuleVerdict.broken(rule, one.faults().stream().map(RuleFault::toString)));
        }
      } catch (YamlFault e) {
        verdicts.put(rule, RuleVerdict.broken(rule, Stream.of(e.getMessage())));
      }
    }
    progress.running(compiled.size());
    try {
      Map<String, Map<Integer, List<Finding>>> findings = job.run();
      compiled.forEach(
          (rule, of) ->
              verdicts.put(
                  rule,
                  new RuleVerdict(
                      rule.id(),
                      new Judge(of, findings.getOrDefault(rule.id(), Map.of()))
                          .verdicts(cases.get(rule)),
                      List.of(),
                      !of.hasMemory(),
                      of.millis())));
    } catch (Exception e) {
      List<SqlRule> running = List.copyOf(compiled.keySet());
      if (running.size() > 1) {
        // One of them ended the job for all: in two halves, one half at least goes well.
        int half = running.size() / 2;
        Stream.of(running.subList(0, half), running.subList(half, running.size()))
            .flatMap(part -> runPart(part, wanted, progress).stream())
            .forEach(verdict -> verdicts.put(rule(running, verdict.rule()), verdict));
      } else {
        running.forEach(
            rule ->
                verdicts.put(
                    rule,
                    RuleVerdict.broken(
                        rule,
                        Stream.of(rule.source().sqlFile() + ": ends the job: " + innermost(e)))));
      }
    }
    return rules.stream().map(verdicts::get).toList();
  }

  private static SqlRule rule(List<SqlRule> rules, String id) {
    return rules.stream().filter(rule -> rule.id().equals(id)).findFirst().orElseThrow();
  }

  private static String innermost(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return cause.getClass().getSimpleName() + ": " + cause.getMessage();
  }

  /** Counts through all parts. */
  private static final class OneAtATime implements Progress {
    private final Progress progress;
    private final int rules;
    private int compiled;

    OneAtATime(Progress progress, int rules) {
      this.progress = progress;
      this.rules = rules;
    }

    @Override
    public synchronized void compiling(SqlRule rule, int number, int of) {
      progress.compiling(rule, Math.min(compiled, rules - 1), rules);
      compiled++;
    }

    @Override
    public synchronized void running(int of) {
      progress.running(of);
    }
  }

  /** Hears how far a run is. */
  public interface Progress {
    /** The next rule is compiled. */
    void compiling(SqlRule rule, int number, int of);

    /** All are compiled, the job begins. */
    void running(int rules);
  }
}
