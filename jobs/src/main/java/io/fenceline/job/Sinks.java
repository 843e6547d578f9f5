// SPDX-License-Identifier: Apache-2.0
package io.fenceline.job;

import io.fenceline.model.DeadLetter;
import io.fenceline.model.Detection;
import io.fenceline.sink.Document;
import java.util.List;

/**
 * Where the pipeline delivers; each list may hold one outlet of each kind, or none.
 *
 * @param events enriched events
 * @param alerts alerts, every revision
 * @param windows statistics per model and window
 * @param deadLetters dead letters as documents: reason, place, length, hash, never content
 * @param deadLetterPayloads dead letters with their bytes: only for places in the source's own zone
 *     of trust
 * @param detections every detection, before detections of one entity become one alert: for figures
 *     about rules
 */
public record Sinks(
    List<Outlet<Document>> events,
    List<Outlet<Document>> alerts,
    List<Outlet<Document>> windows,
    List<Outlet<Document>> deadLetters,
    List<Outlet<DeadLetter>> deadLetterPayloads,
    List<Outlet<Detection>> detections) {

  /** The same, without anything for detections. */
  public Sinks(
      List<Outlet<Document>> events,
      List<Outlet<Document>> alerts,
      List<Outlet<Document>> windows,
      List<Outlet<Document>> deadLetters,
      List<Outlet<DeadLetter>> deadLetterPayloads) {
    this(events, alerts, windows, deadLetters, deadLetterPayloads, List.of());
  }
}
