// SPDX-License-Identifier: Apache-2.0
package io.fenceline.metric;

import org.apache.flink.metrics.MetricGroup;

/**
 * The group of our metrics below that of an operator. Prometheus shows {@code read} in it as {@code
 * flink_taskmanager_job_task_operator_fenceline_read}, whatever the operator is called.
 */
public final class OwnMetrics {
  private static final String NAME = "fenceline";

  private OwnMetrics() {}

  /** The group itself. */
  public static MetricGroup of(MetricGroup operator) {
    return operator.addGroup(NAME);
  }

  /**
   * The part of the group that is about one value of a label. Prometheus shows {@code dropped} with
   * the label {@code rule} as {@code fenceline_rule_dropped{rule="..."}}.
   *
   * @param label becomes part of the names and a label of its own
   * @param value of few: each makes a series per subtask
   */
  public static MetricGroup of(MetricGroup operator, String label, String value) {
    return of(operator).addGroup(label, value);
  }
}
