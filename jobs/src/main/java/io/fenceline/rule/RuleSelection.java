// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import io.fenceline.rule.lint.RuleLint;
import io.fenceline.yaml.NearestName;
import io.fenceline.yaml.Place;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The rules that are to run, read from where they are.
 *
 * @param rules without a fault so far, by id
 * @param faults of rules that should run
 */
public record RuleSelection(List<SqlRule> rules, List<RuleFault> faults) {
  /** No rule. */
  public static final RuleSelection NONE = new RuleSelection(List.of(), List.of());

  /**
   * Reads, lints and chooses; the shipped rules were linted when they were built. Experimental
   * rules that were asked for run on trial.
   *
   * @throws IllegalArgumentException if the directory or a rule that is named does not exist
   */
  public static RuleSelection read(RuleSettings settings) {
    RulePack none = new RulePack(List.of(), List.of(), List.of());
    RulePack shipped = settings.shipped() ? RulePack.shipped() : none;
    RulePack read = settings.directory().isEmpty() ? none : own(Path.of(settings.directory()));
    RulePack own = read.with(clashes(read, shipped, settings));
    Set<String> known = new TreeSet<>(ids(own));
    known.addAll(ids(shipped));
    Stream.concat(settings.include().stream(), settings.exclude().stream())
        .filter(id -> !known.contains(id) && !id.equals(RuleOptions.ALL))
        .findFirst()
        .ifPresent(id -> unknown(id, settings, known));

    List<SqlRule> rules = new ArrayList<>();
    List<RuleFault> faults = new ArrayList<>();
    Set<String> left = new HashSet<>(settings.exclude());
    choose(own, SqlRule.CUSTOM, left, settings.include(), rules, faults);
    left.addAll(settings.replace());
    choose(shipped, SqlRule.SHIPPED, left, settings.include(), rules, faults);
    rules.sort((a, b) -> a.id().compareTo(b.id()));
    return new RuleSelection(List.copyOf(rules), List.copyOf(faults));
  }

  private static RulePack own(Path directory) {
    if (!Files.isDirectory(directory)) {
      throw new IllegalArgumentException(
          "%s: %s is no directory; name one with pairs of .sql and .yml"
              .formatted(RuleOptions.DIRECTORY.key(), directory));
    }
    RulePack pack = RulePack.read(directory);
    return pack.with(RuleLint.check(pack));
  }

  /** Rules of one's own that have the id of a shipped one, where nobody says that they should. */
  private static List<RuleFault> clashes(RulePack own, RulePack shipped, RuleSettings settings) {
    Map<String, String> files = new TreeMap<>();
    Stream.concat(shipped.rules().stream(), shipped.faulty().stream())
        .forEach(rule -> files.put(rule.id(), rule.source().ymlFile()));
    settings.replace().stream()
        .filter(id -> !files.containsKey(id) || !ids(own).contains(id))
        .findFirst()
        .ifPresent(id -> nothingToReplace(id, files.keySet()));
    return own.rules().stream()
        .filter(rule -> files.containsKey(rule.id()) && !settings.replace().contains(rule.id()))
        .map(
            rule ->
                new RuleFault(
                    new Place(rule.source().ymlFile(), 1),
                    rule.id(),
                    "%s has the id of the shipped rule %s"
                        .formatted(rule.source().ymlFile(), files.get(rule.id())),
                    "give it an id of its own, or add the id to "
                        + RuleOptions.REPLACE.key()
                        + " if it is to run instead of the shipped one"))
        .toList();
  }

  private static void nothingToReplace(String id, Set<String> shipped) {
    throw new IllegalArgumentException(
        "%s names %s, but %s%s"
            .formatted(
                RuleOptions.REPLACE.key(),
                id,
                shipped.contains(id)
                    ? RuleOptions.DIRECTORY.key() + " has no rule with that id"
                    : "no such rule ships or runs",
                NearestName.suggestion(id, shipped)));
  }

  private static List<String> ids(RulePack pack) {
    return Stream.concat(pack.rules().stream(), pack.faulty().stream()).map(SqlRule::id).toList();
  }

  private static void choose(
      RulePack pack,
      String ruleset,
      Set<String> left,
      List<String> include,
      List<SqlRule> rules,
      List<RuleFault> faults) {
    Set<String> silent = new HashSet<>(left);
    pack.faulty().stream()
        .filter(rule -> !runs(rule, include))
        .map(SqlRule::id)
        .forEach(silent::add);
    pack.faults().stream().filter(fault -> !silent.contains(fault.rule())).forEach(faults::add);
    pack.rules().stream()
        .filter(rule -> !left.contains(rule.id()) && runs(rule, include))
        .map(rule -> rule.as(ruleset, onTrial(rule) ? RuleStatus.TEST : rule.status()))
        .forEach(rules::add);
  }

  private static boolean runs(SqlRule rule, List<String> include) {
    return rule.status() != RuleStatus.EXPERIMENTAL
        || include.contains(rule.id())
        || include.contains(RuleOptions.ALL);
  }

  private static boolean onTrial(SqlRule rule) {
    return rule.status() != RuleStatus.STABLE;
  }

  private static void unknown(String id, RuleSettings settings, Set<String> known) {
    throw new IllegalArgumentException(
        "%s names %s, and there is no such rule%s"
            .formatted(
                settings.include().contains(id)
                    ? RuleOptions.INCLUDE.key()
                    : RuleOptions.EXCLUDE.key(),
                id,
                NearestName.suggestion(id, known)));
  }
}
