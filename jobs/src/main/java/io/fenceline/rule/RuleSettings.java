// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
 * @param replace shipped rules that rules of the directory replace, by id
 * @param hmacKeyFiles paths of keys for the function hmac, by the name of the key
 */
public record RuleSettings(
    String directory,
    boolean shipped,
    List<String> include,
    List<String> exclude,
    OnBrokenRule broken,
    boolean apart,
    List<String> replace,
    Map<String, String> hmacKeyFiles)
    implements Serializable {

  /** No rule at all. */
  public static final RuleSettings NONE =
      new RuleSettings(
          "", false, List.of(), List.of(), OnBrokenRule.REFUSE, false, List.of(), Map.of());

  /**
   * @throws IllegalArgumentException if a rule is to run and not to run
   */
  public RuleSettings {
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
    replace = List.copyOf(replace);
    // Not Map.copyOf, whose order differs from one process to the next.
    hmacKeyFiles = Collections.unmodifiableMap(new TreeMap<>(hmacKeyFiles));
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
        config.get(RuleOptions.APART),
        config.get(RuleOptions.REPLACE),
        config.get(RuleOptions.HMAC_KEY_FILES));
  }
}
