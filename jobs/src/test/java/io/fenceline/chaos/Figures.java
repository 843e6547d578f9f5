// SPDX-License-Identifier: Apache-2.0
package io.fenceline.chaos;

import java.util.Locale;

/**
 * What one scenario came to.
 *
 * @param scenario its name
 * @param records sent to Kafka
 * @param events delivered
 * @param lost events of the clean run that are missing
 * @param doubled events that the clean run does not have
 * @param alerts delivered
 * @param deadLetters delivered
 * @param recovery seconds from the end of the harm to the end of the first checkpoint that began
 *     after it
 * @param lag seconds from the end of harm and traffic until everything was delivered
 * @param whole seconds of the whole run, without the clean one
 * @param restarts of the job
 * @param state bytes of the largest checkpoint
 * @param heap megabytes of the fullest TaskManager, garbage included
 */
record Figures(
    String scenario,
    long records,
    long events,
    long lost,
    long doubled,
    long alerts,
    long deadLetters,
    double recovery,
    double lag,
    double whole,
    long restarts,
    long state,
    long heap) {

  /** A row of the table in the documentation. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "| %s | %,d | %,d | %d | %d | %d | %,d | %.1f | %.1f | %d | %.1f | %d |",
        scenario,
        records,
        events,
        lost,
        doubled,
        alerts,
        deadLetters,
        recovery,
        lag,
        restarts,
        state / 1e6,
        heap);
  }
}
