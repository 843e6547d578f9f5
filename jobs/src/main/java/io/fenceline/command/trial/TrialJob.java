// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.trial;

import io.fenceline.alert.AlertSettings;
import io.fenceline.alert.AlertStage;
import io.fenceline.job.JobEnvironment;
import io.fenceline.model.Alert;
import io.fenceline.model.Detection;
import io.fenceline.rule.CompiledRules;
import io.fenceline.rule.HmacKeys;
import io.fenceline.rule.RuleFault;
import io.fenceline.rule.RuleStage;
import io.fenceline.rule.RuleStatus;
import io.fenceline.rule.SqlRule;
import io.fenceline.rule.table.RuleStreams;
import io.fenceline.rule.table.RuleTable;
import io.fenceline.yaml.YamlFault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.PartitionTransformation;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.api.config.TableConfigOptions;
import org.apache.flink.util.CloseableIterator;

/**
 * All rules in one bounded job: each compiled once, from tables of its own to alerts of its own, so
 * that none sees another's rows or time.
 */
final class TrialJob {
  /** Characters of source; far below the 64 kB of byte code that a method may have. */
  private static final int LONGEST_METHOD = 40_000;

  private static final MemorySize NETWORK = MemorySize.ofMebiBytes(96);

  /** A bound: pages are taken when they are needed, more than 1 MB by each window of a rule. */
  private static final MemorySize WINDOWS = MemorySize.ofMebiBytes(512);

  private final StreamExecutionEnvironment env = environment();
  private final StreamTableEnvironment tables = quick(RuleStage.tables(env));
  private final AlertSettings settings;
  private final HmacKeys keys;
  private final List<DataStream<Alert>> alerts = new ArrayList<>();

  TrialJob(AlertSettings settings, Map<String, String> hmacKeyFiles) {
    this.settings = settings;
    keys = HmacKeys.offer(env, hmacKeyFiles);
  }

  /** Hundreds of small tasks in one slot, on a machine that may be busy otherwise. */
  private static StreamExecutionEnvironment environment() {
    Configuration flink = JobEnvironment.localSettings();
    flink.set(TaskManagerOptions.MEMORY_SEGMENT_SIZE, MemorySize.parse("4 kb"));
    flink.set(TaskManagerOptions.NETWORK_MEMORY_MIN, NETWORK);
    flink.set(TaskManagerOptions.NETWORK_MEMORY_MAX, NETWORK);
    flink.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, WINDOWS);
    return StreamExecutionEnvironment.createLocalEnvironment(1, flink);
  }

  /**
   * Cutting generated code into short methods, so that the JIT compiler takes them, costs more than
   * half of the time in which a rule is planned; a few rows gain nothing from it.
   */
  private static StreamTableEnvironment quick(StreamTableEnvironment tables) {
    tables.getConfig().set(TableConfigOptions.MAX_LENGTH_GENERATED_CODE, LONGEST_METHOD);
    return tables;
  }

  /**
   * A rule in the job, or why it is not.
   *
   * @param hasMemory whether what it says of a row depends on other rows
   * @param joins whether rows come to one operator by two ways, so that which of them comes first
   *     is chance
   */
  record Compiled(
      Trial trial, List<RuleFault> faults, boolean hasMemory, boolean joins, long millis) {}

  /**
   * Adds a rule.
   *
   * @throws YamlFault if a case gives a row that a table cannot have
   */
  Compiled add(Trial trial) {
    // On trial its alerts would all be low; the cases say what it means to be.
    SqlRule rule = trial.rule().as(SqlRule.CUSTOM, RuleStatus.STABLE);
    Optional<RuleFault> keyless = keys.missing(rule);
    if (keyless.isPresent()) {
      return new Compiled(trial, List.of(keyless.get()), false, false, 0);
    }
    long start = System.nanoTime();
    try {
      trial
          .timeline()
          .steps(trial.tables())
          .forEach(
              (table, steps) ->
                  RuleStreams.registerRows(
                      tables,
                      table,
                      Playback.of(env, "rule-" + rule.id() + "-" + table.name(), table, steps)));
      CompiledRules made = RuleStage.compile(tables, List.of(rule));
      long millis = (System.nanoTime() - start) / 1_000_000;
      if (made.detections().isEmpty()) {
        return new Compiled(trial, made.faults(), false, false, millis);
      }
      DataStream<Detection> found = made.detections().get();
      List<Transformation<?>> operators = found.getTransformation().getTransitivePredecessors();
      alerts.add(alerts(found, trial));
      return new Compiled(
          trial,
          made.faults(),
          operators.stream().anyMatch(PartitionTransformation.class::isInstance),
          operators.stream().anyMatch(each -> each.getInputs().size() > 1),
          millis);
    } finally {
      for (RuleTable<?> table : trial.tables()) {
        tables.dropTemporaryView(table.name());
      }
    }
  }

  private DataStream<Alert> alerts(DataStream<Detection> found, Trial trial) {
    String uid = "rule-" + trial.rule().id();
    long[] begins = trial.timeline().runs().stream().mapToLong(Run::begin).toArray();
    DataStream<Alert> own =
        AlertStage.apply(
            found.map(new RunLabel(begins)).uid(uid + "-label").name("label " + uid), settings);
    own.getTransformation().setUid(uid + "-alerts");
    return own;
  }

  /** Runs all rules; each finding is the last revision of an alert. */
  Map<String, Map<Integer, List<Finding>>> run() throws Exception {
    Map<String, Alert> last = new LinkedHashMap<>();
    if (!alerts.isEmpty()) {
      try (CloseableIterator<Alert> each =
          alerts.stream().reduce(DataStream::union).orElseThrow().executeAndCollect()) {
        each.forEachRemaining(
            alert ->
                last.merge(
                    alert.rule().id() + alert.id(),
                    alert,
                    (one, other) -> other.revision() > one.revision() ? other : one));
      }
    }
    Map<String, Map<Integer, List<Finding>>> findings = new LinkedHashMap<>();
    last.values()
        .forEach(
            alert ->
                findings
                    .computeIfAbsent(alert.rule().id(), id -> new LinkedHashMap<>())
                    .computeIfAbsent(RunLabel.run(alert), run -> new ArrayList<>())
                    .add(new Finding(alert, RunLabel.entity(alert))));
    return findings;
  }
}
