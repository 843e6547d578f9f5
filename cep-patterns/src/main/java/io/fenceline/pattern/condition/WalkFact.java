// SPDX-License-Identifier: Apache-2.0
package io.fenceline.pattern.condition;

import io.fenceline.signal.Signal;
import io.fenceline.signal.SignalKind;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;

/**
 * A fact that a walk along the decision boundary still lacks. A walk is complete with {@link
 * #FACTS} of them, in any order: a long enough run of near-duplicates, an answer close to the
 * boundary, a first class switch, and a class switch so much later in the group's count that the
 * two together span enough switches.
 *
 * <p>Switches are counted by their running numbers, not by signals, because beyond the sixteenth
 * only doublings are sent: the 16th and the 32nd in one window are 17 switches.
 */
public final class WalkFact extends IterativeCondition<Signal> {
  /** How many facts make a walk. */
  public static final int FACTS = 4;

  private static final long serialVersionUID = 1L;

  private final String stage;
  private final int run;
  private final int switches;

  /**
   * @param stage the stage of the pattern that collects the facts
   * @param run requests that a run must have
   * @param switches class switches that must lie in the window, at least 2
   */
  public WalkFact(String stage, int run, int switches) {
    this.stage = stage;
    this.run = run;
    this.switches = switches;
  }

  @Override
  public boolean filter(Signal signal, Context<Signal> context) throws Exception {
    if (!isFact(signal)) {
      return false;
    }
    boolean hasRun = false;
    boolean hasLowMargin = false;
    int switchSignals = 0;
    double firstSwitch = 0;
    for (Signal fact : context.getEventsForPattern(stage)) {
      hasRun |= fact.kind() == SignalKind.NEAR_DUPLICATE_RUN;
      hasLowMargin |= fact.kind() == SignalKind.LOW_MARGIN;
      if (fact.kind() == SignalKind.BOUNDARY_CROSSING && switchSignals++ == 0) {
        firstSwitch = fact.value();
      }
    }
    return switch (signal.kind()) {
      case NEAR_DUPLICATE_RUN -> !hasRun;
      case LOW_MARGIN -> !hasLowMargin;
      case BOUNDARY_CROSSING ->
          switchSignals == 0
              || (switchSignals == 1 && signal.value() >= firstSwitch + switches - 1);
      default -> false;
    };
  }

  /** Whether it is one at all, whatever else was found: most signals are none. */
  private boolean isFact(Signal signal) {
    return switch (signal.kind()) {
      case NEAR_DUPLICATE_RUN -> signal.value() >= run;
      case LOW_MARGIN, BOUNDARY_CROSSING -> true;
      default -> false;
    };
  }
}
