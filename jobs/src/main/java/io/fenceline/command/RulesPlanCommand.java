// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import io.fenceline.rule.RulePack;
import io.fenceline.rule.SqlRule;
import io.fenceline.rule.plan.LockedRule;
import io.fenceline.rule.plan.RuleChange;
import io.fenceline.rule.plan.RuleLock;
import io.fenceline.rule.plan.RulePlan;
import io.fenceline.rule.plan.RulePlanner;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says what rules compile to, and what a change of them does to a running job. */
@Command(
    name = "plan",
    description = {
      "Say in words what rules compile to: what they read, what they keep and for how long.",
      "With --diff: which rules keep or lose their state by a change."
    },
    mixinStandardHelpOptions = true)
final class RulesPlanCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ChosenRules chosen;

  @Option(
      names = "--diff",
      paramLabel = "LOCK|DIR",
      description = {
        "Compare with an earlier state of the rules: a lock file or a directory.",
        "Answers 1 if a rule changed without raising its version."
      })
  private Path before;

  @Option(
      names = "--lock",
      description = "Write lock.json beside the rules; refused if a version was not raised.")
  private boolean lock;

  @Override
  public Integer call() throws IOException {
    if (before != null && lock) {
      throw new ParameterException(spec.commandLine(), "Give either --diff or --lock.");
    }
    if (lock && chosen.isPart()) {
      throw new ParameterException(spec.commandLine(), "A lock holds all rules; name none.");
    }
    List<SqlRule> rules = chosen.read();
    Map<String, RulePlan> plans = plans(rules);
    if (before != null) {
      return diff(rules, plans);
    }
    if (lock) {
      return lock(lock(rules, plans));
    }
    rules.forEach(rule -> say(rule, plans.get(rule.id())));
    return 0;
  }

  private void say(SqlRule rule, RulePlan plan) {
    say(
        "%s, version %d (%s)"
            .formatted(
                rule.id(), rule.rule().version(), rule.status().name().toLowerCase(Locale.ROOT)));
    say("  plan " + plan.hash());
    plan.words().forEach(sentence -> say("  " + sentence));
    say(plan.hasState() ? "" : "  keeps nothing between two rows\n");
  }

  private int lock(RuleLock now) throws IOException {
    Path file = chosen.directory().resolve(RuleLock.FILE);
    RuleLock known = RuleLock.read(file);
    List<RuleChange> changes = RuleChange.between(known, now);
    List<RuleChange> wrong = changes.stream().filter(change -> change.kind().isWrong()).toList();
    if (!wrong.isEmpty()) {
      wrong.forEach(change -> say(change.toString()));
      say("Nothing was written.");
      return 1;
    }
    changes.stream()
        .filter(change -> change.kind() != RuleChange.Kind.SAME)
        .forEach(change -> say(change.toString()));
    Files.writeString(file, known.with(now).text());
    say(file + " holds " + now.rules().size() + " rules.");
    return 0;
  }

  private int diff(List<SqlRule> rules, Map<String, RulePlan> plans) throws IOException {
    RuleLock now = lock(rules, plans);
    List<RuleChange> changes = new ArrayList<>();
    Map<String, SqlRule> earlier = new TreeMap<>();
    if (Files.isDirectory(before)) {
      RulePack.read(before).rules().forEach(rule -> earlier.put(rule.id(), rule));
      List<SqlRule> old = List.copyOf(earlier.values());
      changes.addAll(RuleChange.between(lock(old, plans(old)), now));
    } else if (Files.exists(before)) {
      changes.addAll(RuleChange.between(RuleLock.read(before), now));
    } else {
      throw new CommandFailure("--diff " + before + " does not exist; name a lock or a directory.");
    }
    if (chosen.isPart()) {
      changes.removeIf(change -> !now.rules().containsKey(change.id()));
    }
    Map<String, SqlRule> present = new TreeMap<>();
    rules.forEach(rule -> present.put(rule.id(), rule));
    for (RuleChange change : changes) {
      SqlRule rule = present.get(change.id());
      say(detailed(change, earlier.get(change.id()), rule, plans.get(change.id())).toString());
    }
    long wrong = changes.stream().filter(change -> change.kind().isWrong()).count();
    if (wrong > 0) {
      say(wrong + (wrong == 1 ? " rule" : " rules") + " must not be shipped like this.");
    }
    return wrong > 0 ? 1 : 0;
  }

  private static RuleChange detailed(
      RuleChange change, SqlRule earlier, SqlRule now, RulePlan plan) {
    return switch (change.kind()) {
      case SAME -> {
        boolean text =
            earlier != null
                && !(earlier.source().sql().equals(now.source().sql())
                    && earlier.source().yml().equals(now.source().yml()));
        yield text ? change.and("only what people read has changed") : change;
      }
      case RAISED ->
          change.and(
              plan.hasState()
                  ? "what began before the restart it does not see, for up to "
                      + now.window().toMinutes()
                      + " min"
                  : "it had none to lose");
      default -> change;
    };
  }

  private static RuleLock lock(List<SqlRule> rules, Map<String, RulePlan> plans) {
    return RuleLock.of(
        rules.stream().map(rule -> LockedRule.of(rule, plans.get(rule.id()))).toList());
  }

  private static Map<String, RulePlan> plans(List<SqlRule> rules) {
    RulePlanner planner = RulePlanner.create();
    Map<String, RulePlan> plans = new TreeMap<>();
    for (SqlRule rule : rules) {
      try {
        plans.put(rule.id(), planner.plan(rule));
      } catch (RuntimeException e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
          cause = cause.getCause();
        }
        throw new CommandFailure(
            rule.source().sqlFile()
                + ": "
                + rule.id()
                + " cannot be compiled: "
                + cause.getMessage()
                + "; ./fenceline rules lint says how to mend it.",
            e);
      }
    }
    return plans;
  }

  private void say(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(TerminalText.safe(line));
    out.flush();
  }
}
