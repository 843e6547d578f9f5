// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.table;

import io.fenceline.model.Alert;
import io.fenceline.model.EnrichedEvent;
import io.fenceline.model.InferenceEvent;
import io.fenceline.model.ModelWindow;
import io.fenceline.signal.Signal;
import java.util.List;

/** All tables that rules may read. */
public final class RuleTables {
  /**
   * Version of the contract: columns are only added within one. A column that goes, or that says
   * something else, makes a new one.
   */
  public static final int VERSION = 1;

  /** Every request as it came. */
  public static final RuleTable<InferenceEvent> INFERENCE_EVENTS = InferenceEventsTable.TABLE;

  /** Every request, with what the baselines say of it. */
  public static final RuleTable<EnrichedEvent> ENRICHED_EVENTS = EnrichedEventsTable.TABLE;

  /** Every fact that the built-in patterns put in order. */
  public static final RuleTable<Signal> SIGNALS = SignalsTable.TABLE;

  /** Statistics of each model over each window. */
  public static final RuleTable<ModelWindow> MODEL_WINDOWS = ModelWindowsTable.TABLE;

  /** Every revision of every alert. */
  public static final RuleTable<Alert> ALERTS = AlertsTable.TABLE;

  private RuleTables() {}

  /** All of them, in the order in which the reference shows them. */
  public static List<RuleTable<?>> all() {
    return List.of(INFERENCE_EVENTS, ENRICHED_EVENTS, SIGNALS, MODEL_WINDOWS, ALERTS);
  }
}
