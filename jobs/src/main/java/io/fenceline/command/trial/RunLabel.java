// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.trial;

import io.fenceline.model.Alert;
import io.fenceline.model.Detection;
import io.fenceline.model.Rule;
import org.apache.flink.api.common.functions.MapFunction;

/**
 * Marks what a rule finds with the run in whose time it lies, so that alerts of two runs are never
 * one, and with its entity, which an alert does not show. The mark travels in place of the runbook:
 * what the alert stage does depends on nothing less.
 */
final class RunLabel implements MapFunction<Detection, Detection> {
  private static final long serialVersionUID = 1L;

  private static final char SEPARATOR = '\u001f';

  private final long[] begins;

  /**
   * @param begins of the runs, rising
   */
  RunLabel(long[] begins) {
    this.begins = begins.clone();
  }

  @Override
  public Detection map(Detection found) {
    int run = begins.length - 1;
    while (run > 0 && begins[run] > found.timestamp()) {
      run--;
    }
    String entity = run + "" + SEPARATOR + found.entity();
    Rule rule = found.rule();
    return new Detection(
        new Rule(
            rule.id(),
            rule.version(),
            rule.family(),
            rule.title(),
            rule.techniques(),
            entity,
            rule.ruleset(),
            rule.suppressionMillis(),
            rule.onTrial()),
        found.severity(),
        entity,
        found.subject(),
        found.timestamp(),
        found.reason(),
        found.measure(),
        found.evidence());
  }

  /** Number of the run in which an alert came. */
  static int run(Alert alert) {
    String mark = alert.rule().runbook();
    return Integer.parseInt(mark.substring(0, mark.indexOf(SEPARATOR)));
  }

  /** The entity, as the detection gave it. */
  static String entity(Alert alert) {
    String mark = alert.rule().runbook();
    return mark.substring(mark.indexOf(SEPARATOR) + 1);
  }
}
