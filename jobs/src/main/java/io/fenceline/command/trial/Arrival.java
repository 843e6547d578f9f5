// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.trial;

import io.fenceline.rule.CaseEvent;
import java.time.Duration;

/**
 * An event as it comes to the rule.
 *
 * @param number of the event in its case, from 0
 * @param isLate true if the watermark has passed it by far when it comes
 */
record Arrival(CaseEvent event, int number, boolean isLate) {

  /** The same event at another time. */
  Arrival at(Duration at) {
    return new Arrival(
        new CaseEvent(event.place(), event.table(), at, event.columns()), number, isLate);
  }

  /** The same event, late. */
  Arrival late() {
    return new Arrival(event, number, true);
  }
}
