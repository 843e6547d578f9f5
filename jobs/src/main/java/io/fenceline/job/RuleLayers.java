// SPDX-License-Identifier: Apache-2.0
package io.fenceline.job;

import io.fenceline.model.Detection;
import io.fenceline.rule.CompiledRules;
import io.fenceline.rule.HmacKeys;
import io.fenceline.rule.OnBrokenRule;
import io.fenceline.rule.ReadTables;
import io.fenceline.rule.RuleFault;
import io.fenceline.rule.RuleSelection;
import io.fenceline.rule.RuleSettings;
import io.fenceline.rule.RuleStage;
import io.fenceline.rule.SqlRule;
import io.fenceline.rule.table.RuleStreams;
import io.fenceline.rule.table.RuleTable;
import io.fenceline.rule.table.RuleTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.data.RowData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules in SQL of a job, in two layers: those that read what the job knows of requests and
 * models, and those that read alerts. The second layer sees alerts of the first only, never its
 * own, so that nothing goes in circles.
 */
final class RuleLayers {
  private static final Logger LOG = LoggerFactory.getLogger(RuleLayers.class);

  private final StreamExecutionEnvironment env;
  private final OnBrokenRule broken;
  private final List<SqlRule> first;
  private final List<SqlRule> second;
  private final List<SqlRule> running = new ArrayList<>();
  private final List<RuleFault> faults = new ArrayList<>();
  private Optional<StreamTableEnvironment> tables = Optional.empty();

  /**
   * Reads the rules and divides them.
   *
   * @throws IllegalArgumentException if one cannot run and none may be left out
   */
  RuleLayers(StreamExecutionEnvironment env, RuleSettings settings) {
    this(env, settings, RuleSelection.read(settings));
  }

  /** Rules that were chosen already. */
  RuleLayers(StreamExecutionEnvironment env, RuleSettings settings, RuleSelection selection) {
    this.env = env;
    broken = settings.broken();
    HmacKeys keys = HmacKeys.offer(env, settings.hmacKeyFiles());
    List<RuleFault> keyless =
        selection.rules().stream().flatMap(rule -> keys.missing(rule).stream()).toList();
    Set<String> left = keyless.stream().map(RuleFault::rule).collect(Collectors.toSet());
    List<SqlRule> rules =
        selection.rules().stream().filter(rule -> !left.contains(rule.id())).toList();
    first = rules.stream().filter(rule -> !readsAlerts(rule)).toList();
    second = rules.stream().filter(RuleLayers::readsAlerts).toList();
    take(selection.faults());
    take(keyless);
  }

  /** Puts a stream before the rules, if any reads it. */
  <T> void offer(RuleTable<T> table, Supplier<DataStream<T>> records, long tickMillis) {
    if (isRead(table)) {
      RuleStreams.register(tables(), table, records.get(), tickMillis);
    }
  }

  /** Puts rows that carry their time before the rules, if any reads them. */
  void offerRows(RuleTable<?> table, Supplier<DataStream<RowData>> rows) {
    if (isRead(table)) {
      RuleStreams.registerRows(tables(), table, rows.get());
    }
  }

  private boolean isRead(RuleTable<?> table) {
    return Stream.concat(first.stream(), second.stream()).anyMatch(rule -> reads(rule, table));
  }

  /** What rules find that read no alerts. */
  Optional<DataStream<Detection>> overEvents() {
    return compile(first);
  }

  /** What rules find that read alerts. */
  Optional<DataStream<Detection>> overAlerts() {
    return compile(second);
  }

  /** What runs, and what does not. */
  BuiltJob built() {
    return new BuiltJob(List.copyOf(running), List.copyOf(faults));
  }

  private Optional<DataStream<Detection>> compile(List<SqlRule> rules) {
    if (rules.isEmpty()) {
      return Optional.empty();
    }
    CompiledRules compiled = RuleStage.compile(tables(), rules);
    running.addAll(compiled.rules());
    take(compiled.faults());
    return compiled.detections();
  }

  private StreamTableEnvironment tables() {
    if (tables.isEmpty()) {
      tables = Optional.of(RuleStage.tables(env));
    }
    return tables.get();
  }

  private void take(List<RuleFault> found) {
    if (found.isEmpty()) {
      return;
    }
    if (broken == OnBrokenRule.REFUSE) {
      throw new IllegalArgumentException(
          "Rules that cannot run:\n"
              + found.stream().map(fault -> "  " + fault).collect(Collectors.joining("\n")));
    }
    found.forEach(fault -> LOG.warn("A rule is left out: {}", fault));
    faults.addAll(found);
  }

  private static boolean readsAlerts(SqlRule rule) {
    return reads(rule, RuleTables.ALERTS);
  }

  private static boolean reads(SqlRule rule, RuleTable<?> table) {
    return ReadTables.of(rule.source().sql()).contains(table.name());
  }
}
