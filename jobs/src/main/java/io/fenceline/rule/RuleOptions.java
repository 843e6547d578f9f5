// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** Which rules in SQL run, as users write it. */
public final class RuleOptions {
  /** Directory of rules. */
  public static final ConfigOption<String> DIRECTORY =
      ConfigOptions.key("rules.directory")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Directory with rules in SQL, pairs of .sql and .yml, on the machine that submits the"
                  + " job. They run beside the shipped ones; one with the id of a shipped rule"
                  + " replaces it if rules.replace names it, and is refused otherwise.");

  /** Whether the shipped rules run. */
  public static final ConfigOption<Boolean> SHIPPED =
      ConfigOptions.key("rules.shipped")
          .booleanType()
          .defaultValue(true)
          .withDescription("Whether the rules that ship with Fenceline run.");

  /** Stands for the ids of all experimental rules. */
  static final String ALL = "all";

  /** Experimental rules to run. */
  public static final ConfigOption<List<String>> INCLUDE =
      ConfigOptions.key("rules.include")
          .stringType()
          .asList()
          .defaultValues()
          .withDescription(
              "Ids of experimental rules that run all the same, on trial: all their alerts are low."
                  + " \"all\" stands for all of them.");

  /** Rules not to run. */
  public static final ConfigOption<List<String>> EXCLUDE =
      ConfigOptions.key("rules.exclude")
          .stringType()
          .asList()
          .defaultValues()
          .withDescription("Ids of rules that do not run.");

  /** Shipped rules that rules of the directory stand for. */
  public static final ConfigOption<List<String>> REPLACE =
      ConfigOptions.key("rules.replace")
          .stringType()
          .asList()
          .defaultValues()
          .withDescription(
              "Ids of shipped rules that rules of rules.directory with the same id replace.");

  /** Keys of the SQL function hmac. */
  public static final ConfigOption<Map<String, String>> HMAC_KEY_FILES =
      ConfigOptions.key("rules.hmac-key-files")
          .mapType()
          .defaultValue(Map.of())
          .withDescription(
              "Keys of the function hmac in rules: name of a key and the path of the file that holds"
                  + " it, at least 32 bytes of text, on every task manager.");

  /** What to do with broken rules. */
  public static final ConfigOption<OnBrokenRule> BROKEN =
      ConfigOptions.key("rules.broken")
          .enumType(OnBrokenRule.class)
          .defaultValue(OnBrokenRule.REFUSE)
          .withDescription(
              "What becomes of a start with a rule that cannot run: REFUSE it with a message, or"
                  + " QUARANTINE the rule, so that the others run.");

  /** Whether rules run apart. */
  public static final ConfigOption<Boolean> APART =
      ConfigOptions.key("rules.apart")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Whether the rules run as a job of their own, io.fenceline.job.RulesJob, with this"
                  + " very configuration. The main job then runs none.");

  private RuleOptions() {}
}
