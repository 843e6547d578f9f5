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
 * @param duplicates how many records came again, per model and window
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
    List<Outlet<Document>> duplicates,
    List<Outlet<Document>> deadLetters,
    List<Outlet<DeadLetter>> deadLetterPayloads,
    List<Outlet<Detection>> detections) {

  /** Nothing is delivered. */
  public static final Sinks NONE =
      new Sinks(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

  /** One outlet for every document, whatever it is of. */
  public static Sinks ofDocuments(Outlet<Document> outlet) {
    List<Outlet<Document>> all = List.of(outlet);
    return new Sinks(all, all, all, all, all, List.of(), List.of());
  }

  /** The same, with these for events. */
  @SafeVarargs
  public final Sinks withEvents(Outlet<Document>... outlets) {
    return new Sinks(
        List.of(outlets), alerts, windows, duplicates, deadLetters, deadLetterPayloads, detections);
  }

  /** The same, with these for alerts. */
  @SafeVarargs
  public final Sinks withAlerts(Outlet<Document>... outlets) {
    return new Sinks(
        events, List.of(outlets), windows, duplicates, deadLetters, deadLetterPayloads, detections);
  }

  /** The same, with these for windows. */
  @SafeVarargs
  public final Sinks withWindows(Outlet<Document>... outlets) {
    return new Sinks(
        events, alerts, List.of(outlets), duplicates, deadLetters, deadLetterPayloads, detections);
  }

  /** The same, with these for counts of duplicates. */
  @SafeVarargs
  public final Sinks withDuplicates(Outlet<Document>... outlets) {
    return new Sinks(
        events, alerts, windows, List.of(outlets), deadLetters, deadLetterPayloads, detections);
  }

  /** The same, with these for dead letters as documents. */
  @SafeVarargs
  public final Sinks withDeadLetters(Outlet<Document>... outlets) {
    return new Sinks(
        events, alerts, windows, duplicates, List.of(outlets), deadLetterPayloads, detections);
  }

  /** The same, with this for dead letters with their bytes. */
  public Sinks withDeadLetterPayloads(Outlet<DeadLetter> outlet) {
    return new Sinks(events, alerts, windows, duplicates, deadLetters, List.of(outlet), detections);
  }

  /** The same, with this for detections. */
  public Sinks withDetections(Outlet<Detection> outlet) {
    return new Sinks(
        events, alerts, windows, duplicates, deadLetters, deadLetterPayloads, List.of(outlet));
  }
}
