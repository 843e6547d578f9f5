// SPDX-License-Identifier: Apache-2.0
package io.fenceline.job;

import io.fenceline.alert.AlertStage;
import io.fenceline.model.Detection;
import io.fenceline.rule.RuleOptions;
import io.fenceline.rule.RuleSelection;
import io.fenceline.rule.RuleSettings;
import io.fenceline.rule.table.RuleTable;
import io.fenceline.rule.table.RuleTables;
import java.util.Optional;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Entry point of the rules in SQL as a job of their own, over what the main job delivers to Kafka:
 * {@code flink run -c io.fenceline.job.RulesJob fenceline-jobs.jar --config fenceline.yaml}, with
 * the main job's configuration. A new rule, or one that fails, leaves the main job alone.
 *
 * <p>Alerts are those that the rules raise in the main job, but for risk: points of the built-in
 * detectors stay in the main job.
 *
 * <p>It begins where {@code source.kafka.start} says, in the topics to which the main job delivers:
 * a timestamp there is the time of delivery.
 */
public final class RulesJob {
  private static final ConfigOption<String> EVENTS = PipelineOptions.SINK_KAFKA_EVENTS_TOPIC;
  private static final ConfigOption<String> WINDOWS = PipelineOptions.SINK_KAFKA_WINDOWS_TOPIC;
  private static final ConfigOption<String> ALERTS = PipelineOptions.SINK_KAFKA_ALERTS_TOPIC;

  private RulesJob() {}

  /**
   * Reads the configuration, compiles the rules and submits the job.
   *
   * @throws IllegalArgumentException naming the option, file or line at fault, and the way out
   */
  public static void main(String[] arguments) throws Exception {
    JobConfiguration loaded = JobConfiguration.load(FencelineJob.configFile(arguments));
    loaded.warnings().forEach(warning -> System.err.println("fenceline: " + warning));
    ReadableConfig config = loaded.configuration();
    Configuration flink = FencelineJob.environment(config);
    flink.set(org.apache.flink.configuration.PipelineOptions.NAME, "fenceline-rules");
    StreamExecutionEnvironment env = JobEnvironment.onCluster(flink);
    build(env, config, ConfiguredSinks.of(config));
    TopicCheck.delivered(config);
    env.execute();
  }

  /** Builds the job that a configuration describes. */
  static BuiltJob build(StreamExecutionEnvironment env, ReadableConfig config, Sinks sinks) {
    RuleSettings chosen = RuleSettings.from(config);
    if (!chosen.apart()) {
      throw new IllegalArgumentException(
          RuleOptions.APART.key()
              + " is false, so that the main job runs the rules; set it to true for both jobs, or"
              + " each alert comes twice");
    }
    return build(env, config, sinks, RuleSelection.read(chosen));
  }

  /** Builds the job with rules that were read already. */
  static BuiltJob build(
      StreamExecutionEnvironment env, ReadableConfig config, Sinks sinks, RuleSelection chosen) {
    JobSettings settings = JobSettings.from(config);
    RuleLayers rules = new RuleLayers(env, settings.rules(), chosen);
    KafkaTables tables = new KafkaTables(env, config);
    offer(rules, tables, RuleTables.INFERENCE_EVENTS, RuleTables.ENRICHED_EVENTS, EVENTS);
    offer(rules, tables, RuleTables.ENRICHED_EVENTS, RuleTables.ENRICHED_EVENTS, EVENTS);
    offer(rules, tables, RuleTables.SIGNALS, RuleTables.SIGNALS, EVENTS);
    offer(rules, tables, RuleTables.MODEL_WINDOWS, RuleTables.MODEL_WINDOWS, WINDOWS);
    offer(rules, tables, RuleTables.ALERTS, RuleTables.ALERTS, ALERTS);
    Optional<DataStream<Detection>> found = rules.overEvents();
    Optional<DataStream<Detection>> overAlerts = rules.overAlerts();
    if (found.isEmpty() && overAlerts.isEmpty()) {
      throw new IllegalArgumentException(
          "No rule is to run; set "
              + RuleOptions.DIRECTORY.key()
              + " or "
              + RuleOptions.SHIPPED.key());
    }
    DetectionPipeline.deliverAlerts(
        found.map(detections -> AlertStage.apply(detections, settings.alert())),
        overAlerts.map(detections -> AlertStage.overAlerts(detections, settings.alert())),
        settings.namespace(),
        sinks.alerts());
    return rules.built();
  }

  private static void offer(
      RuleLayers rules,
      KafkaTables tables,
      RuleTable<?> table,
      RuleTable<?> view,
      ConfigOption<String> topic) {
    rules.offerRows(table, () -> tables.rows(table, view, topic));
  }
}
