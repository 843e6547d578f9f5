// SPDX-License-Identifier: Apache-2.0
package io.fenceline.alert;

import io.fenceline.model.Alert;
import io.fenceline.model.Detection;
import io.fenceline.model.Evidence;
import io.fenceline.model.Risk;
import io.fenceline.model.Severity;
import io.fenceline.model.Subject;
import java.util.stream.Collectors;

/**
 * An alert that is still open: part of the keyed state of {@link AlertFunction}, one per rule and
 * entity, cleared when the incident ends. Bounded by {@link Detection#MAX_EVIDENCE} requests, three
 * times {@link #MAX_IDENTITIES} identities, one sentence and the rules that raised it.
 *
 * @param alert the alert as of the newest detection, by its own detections alone; its revision is
 *     the last published one, 0 if there is none
 * @param publishedCount detections that the last published revision counts
 * @param risk what raises it by one step, {@link Risk#NONE} if nothing does
 */
public record Incident(Alert alert, long publishedCount, Risk risk) {

  /** Identities of each sort (keys, users, addresses) that one alert names. */
  public static final int MAX_IDENTITIES = 100;

  /** Opened by its first detection, not yet published. */
  static Incident open(Detection first) {
    Subject none = Subject.of(first.subject().model());
    Alert alert =
        new Alert(
            AlertId.of(first),
            0,
            first.rule(),
            first.severity(),
            none.with(first.subject(), MAX_IDENTITIES),
            first.timestamp(),
            oldest(first),
            first.timestamp(),
            1,
            first.reason(),
            first.measure(),
            first.evidence(),
            0,
            Risk.NONE);
    return new Incident(alert, 0, Risk.NONE);
  }

  /** True if a detection of that time is close enough to belong here. */
  boolean takes(long timestamp, AlertSettings settings) {
    return timestamp - alert.lastSeen() <= quietMillis(settings)
        && timestamp - alert.timestamp() <= longestMillis(settings);
  }

  /** Event time from which on no detection can belong here any more, if none came until then. */
  long end(AlertSettings settings) {
    return alert.lastSeen() + quietMillis(settings);
  }

  /** A rule may say itself for how long its alerts wait for more. */
  private long quietMillis(AlertSettings settings) {
    long own = alert.rule().suppressionMillis();
    return own > 0 ? own : settings.suppressionWindowMillis();
  }

  /** Two detections that a rule wants in one alert fit into one. */
  private long longestMillis(AlertSettings settings) {
    return Math.max(settings.maxIncidentLengthMillis(), alert.rule().suppressionMillis());
  }

  /** With one more detection, not yet published. */
  Incident with(Detection detection) {
    boolean worse = detection.severity().compareTo(alert.severity()) > 0;
    Severity severity = worse ? detection.severity() : alert.severity();
    Alert updated =
        new Alert(
            alert.id(),
            alert.revision(),
            alert.rule(),
            severity,
            alert.subject().with(detection.subject(), MAX_IDENTITIES),
            alert.timestamp(),
            Math.min(alert.firstSeen(), oldest(detection)),
            Math.max(alert.lastSeen(), detection.timestamp()),
            alert.count() + 1,
            worse ? detection.reason() : alert.reason(),
            worse ? detection.measure() : alert.measure(),
            worse ? detection.evidence() : alert.evidence(),
            alert.updated(),
            alert.risk());
    // One step worse is as bad as it was raised to.
    return new Incident(updated, publishedCount, worse ? Risk.NONE : risk);
  }

  /** Raised by one step. */
  Incident raised(Risk by) {
    return new Incident(alert, publishedCount, by);
  }

  boolean isRaised() {
    return !risk.rules().isEmpty();
  }

  /** How bad it is, with what raises it. */
  Severity severity() {
    return isRaised() ? RiskSettings.next(alert.severity()) : alert.severity();
  }

  /** The alert as an analyst sees it. */
  Alert shown() {
    if (!isRaised()) {
      return alert;
    }
    return new Alert(
        alert.id(),
        alert.revision(),
        alert.rule(),
        severity(),
        alert.subject(),
        alert.timestamp(),
        alert.firstSeen(),
        alert.lastSeen(),
        alert.count(),
        alert.reason() + "; " + why(),
        alert.measure(),
        alert.evidence(),
        alert.updated(),
        risk);
  }

  /** "risk 80 with oov-drift and near-duplicate-series within 12 min". */
  private String why() {
    String others =
        risk.rules().stream()
            .filter(rule -> !rule.equals(alert.rule().id()))
            .collect(Collectors.joining(" and "));
    long seconds = Math.max(1, (risk.timestamp() - risk.since() + 999) / 1000);
    String span = seconds < 120 ? seconds + " s" : (seconds + 59) / 60 + " min";
    return "risk " + risk.score() + " with " + others + " within " + span;
  }

  /**
   * True if an analyst should hear of the step from {@code before} to this at once: it is worse,
   * somebody new takes part, or it has doubled since.
   */
  boolean isNews(Incident before) {
    Subject known = before.alert.subject();
    Subject now = alert.subject();
    return alert.severity() != before.alert.severity()
        || !now.apiKeyIds().equals(known.apiKeyIds())
        || !now.userIds().equals(known.userIds())
        || !now.sourceIps().equals(known.sourceIps())
        || Long.bitCount(alert.count()) == 1;
  }

  /** True if detections came since the last published revision. */
  boolean hasUnpublished() {
    return alert.count() > publishedCount;
  }

  /** The same with the next revision, to be published at an event time. */
  Incident published(long time) {
    Alert next =
        new Alert(
            alert.id(),
            alert.revision() + 1,
            alert.rule(),
            alert.severity(),
            alert.subject(),
            alert.timestamp(),
            alert.firstSeen(),
            alert.lastSeen(),
            alert.count(),
            alert.reason(),
            alert.measure(),
            alert.evidence(),
            time,
            alert.risk());
    return new Incident(next, alert.count(), risk);
  }

  private static long oldest(Detection detection) {
    return detection.evidence().stream()
        .mapToLong(Evidence::timestamp)
        .reduce(detection.timestamp(), Math::min);
  }
}
