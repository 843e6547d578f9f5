// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import java.io.Serializable;
import java.util.List;
import java.util.TreeSet;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;

/**
 * Which rules in SQL run.
 *
 * @param directory with rules, empty for none
 * @param shipped whether the shipped rules run
 * @param include experimental rules that run, by id
 * @param exclude rules that do not run, by id
 * @param broken what becomes of a start with a rule that cannot run
 * @param apart whether they run as a job of their own
 */
public record RuleSettings(
    String directory,
    boolean shipped,
    List<String> include,
    List<String> exclude,
    OnBrokenRule broken,
    boolean apart)
    implements Serializable {

  /** No rule at all. */
  public static final RuleSettings NONE =
      new RuleSettings("", false, List.of(), List.of(), OnBrokenRule.REFUSE, false);

  /**
   * @throws IllegalArgumentException if a rule is to run and not to run
   */
  public RuleSettings {
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
    TreeSet<String> both = new TreeSet<>(include);
    both.retainAll(exclude);
    if (!both.isEmpty()) {
      throw new IllegalArgumentException(
          "%s and %s both name %s; leave it out of one"
              .formatted(
                  RuleOptions.INCLUDE.key(), RuleOptions.EXCLUDE.key(), String.join(", ", both)));
    }
  }

  /** What is shipped. */
  public static RuleSettings defaults() {
    return from(new Configuration());
  }

  /** Reads the options; rules are not read yet. */
  public static RuleSettings from(ReadableConfig config) {
    return new RuleSettings(
        config.getOptional(RuleOptions.DIRECTORY).orElse(""),
        config.get(RuleOptions.SHIPPED),
        config.get(RuleOptions.INCLUDE),
        config.get(RuleOptions.EXCLUDE),
        config.get(RuleOptions.BROKEN),
        config.get(RuleOptions.APART));
  }
}
