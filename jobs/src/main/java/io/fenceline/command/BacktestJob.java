// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import io.fenceline.command.backtest.BacktestRun;
import io.fenceline.command.backtest.HitSink;
import io.fenceline.job.BuiltJob;
import io.fenceline.job.DetectionPipeline;
import io.fenceline.job.JobEnvironment;
import io.fenceline.job.JobSettings;
import io.fenceline.job.Outlet;
import io.fenceline.job.Sinks;
import io.fenceline.rule.RuleSelection;
import io.fenceline.rule.RuleStatus;
import io.fenceline.rule.SqlRule;
import io.fenceline.sink.Document;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * The job over traffic of the past, with rules that are tried.
 *
 * @param scratch where the run may leave its files
 */
record BacktestJob(List<SqlRule> rules, BacktestInput.Opened input, OutputFiles scratch) {
  private static final int RULES_LIKE_A_VARIANT = 8;

  /** Runs to the end of the input. */
  Summary run(Progress progress) throws Exception {
    long begun = System.nanoTime();
    // A rule brings some exchanges, fewer than a variant of the whole detection.
    StreamExecutionEnvironment env =
        JobEnvironment.local(
            input.parallelism(), Duration.ZERO, 1 + rules.size() / RULES_LIKE_A_VARIANT);
    RuleSelection chosen =
        new RuleSelection(
            rules.stream().map(rule -> rule.as(SqlRule.CUSTOM, RuleStatus.STABLE)).toList(),
            List.of());
    BuiltJob built =
        DetectionPipeline.build(
            env, input.source(), sinks(), JobSettings.from(input.options()), List.of(), chosen);
    JobAccount account = LocalJob.run(env, progress, 0);
    return new Summary(input.name(), account, System.nanoTime() - begun, built);
  }

  /** What the run has left. */
  BacktestRun files(JobAccount account) {
    return new BacktestRun(
        hits(), scratch.alertRevisions(), scratch.windows(), account.read(), account.events());
  }

  private Sinks sinks() {
    Set<String> ids = rules.stream().map(SqlRule::id).collect(Collectors.toSet());
    // Events are made into documents and dropped, so that the account of the records is whole.
    Outlet<Document> nowhere =
        (documents, stem) -> {
          String uid = stem + "-nowhere";
          documents.sinkTo(new DiscardingSink<>()).uid(uid).name(uid);
        };
    return Sinks.NONE
        .withEvents(nowhere)
        .withAlerts(scratch.alertRevisionSink())
        .withWindows(scratch.windowSink())
        .withDeadLetters(nowhere)
        .withDetections(Outlet.file(new HitSink(hits(), ids)));
  }

  private Path hits() {
    return scratch.directory().resolve("hits.jsonl");
  }
}
