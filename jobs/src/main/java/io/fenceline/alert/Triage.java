// SPDX-License-Identifier: Apache-2.0
package io.fenceline.alert;

import io.fenceline.model.Alert;
import io.fenceline.model.Detection;
import io.fenceline.model.Family;
import io.fenceline.model.Risk;
import io.fenceline.model.Rule;
import io.fenceline.model.Severity;
import io.fenceline.model.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.util.Collector;

/**
 * Takes the detections about one entity, one after the other: groups those of a rule into one
 * alert, and raises an alert where rules of several kinds together say more than each of them.
 *
 * <p>Risk opens no alert and says nothing of a client who has an open alert of the severity the
 * points stand for, or of whom a rule alone said as much of late. It raises one alert: of the open
 * ones the worst, of these the oldest; by one step, to high at most.
 */
final class Triage {

  /** Open alerts per entity; with one rule more, the one that is silent for longest is closed. */
  static final int MAX_RULES = 64;

  /** The default of baseline.tick; with a longer one a replay may tell another time. */
  private static final long TICK_MILLIS = 250;

  private static final Comparator<Incident> NEWEST_FIRST =
      Comparator.<Incident>comparingLong(incident -> incident.alert().timestamp())
          .thenComparing(incident -> incident.alert().rule().id())
          .reversed();

  /** By what its own detections say; of equal ones the oldest is the greatest. */
  private static final Comparator<Incident> LEAD =
      Comparator.<Incident, Severity>comparing(incident -> incident.alert().severity())
          .thenComparing(NEWEST_FIRST);

  private final AlertSettings settings;
  private final Collector<Alert> alerts;
  private final TreeMap<String, Incident> open = new TreeMap<>();
  private final long passed;
  private ClientRisk risk;

  /**
   * @param known what was known before
   * @param passed the event time up to which alerts have been told already; the least number if
   *     what is taken now is not behind it
   * @param alerts where revisions go
   */
  Triage(AlertSettings settings, CaseFile known, long passed, Collector<Alert> alerts) {
    this.settings = settings;
    this.passed = passed;
    this.alerts = alerts;
    known.incidents().forEach(incident -> open.put(incident.alert().rule().id(), incident));
    risk = known.risk();
  }

  /** What is known now. */
  CaseFile known() {
    return new CaseFile(List.copyOf(open.values()), risk);
  }

  /**
   * Takes the next detection.
   *
   * @param due event time at which it came
   */
  void take(Detection detection, long due) {
    String rule = detection.rule().id();
    Incident before = open.get(rule);
    if (before != null && !before.takes(detection.timestamp(), settings)) {
      close(before, Math.min(due, before.end(settings)));
      before = null;
    }
    if (before == null && open.size() >= MAX_RULES) {
      close(
          open.values().stream()
              .min(Comparator.comparingLong(incident -> incident.alert().lastSeen()))
              .orElseThrow(),
          due);
    }
    Incident after = before == null ? Incident.open(detection) : before.with(detection);
    open.put(rule, after);

    Optional<String> raised = Optional.empty();
    if (countsForRisk(detection.rule(), detection.subject())) {
      risk = risk.with(detection, settings.risk());
      raised = raise();
    }
    if (before == null || after.isNews(before) || raised.filter(rule::equals).isPresent()) {
      publish(rule, due);
    }
    raised.filter(other -> !other.equals(rule)).ifPresent(other -> publish(other, due));
  }

  /** Ends what no detection after the watermark can belong to. */
  void end(long watermark) {
    for (Incident incident : new ArrayList<>(open.values())) {
      if (incident.end(settings) <= watermark) {
        close(incident, incident.end(settings));
      }
    }
    if (risk.end(settings.risk()) <= watermark) {
      risk = ClientRisk.NONE;
    }
  }

  /** Raises an alert if the points say so, and gives the id of its rule. */
  private Optional<String> raise() {
    List<Incident> current =
        open.values().stream()
            .filter(incident -> countsForRisk(incident.alert().rule(), incident.alert().subject()))
            .filter(incident -> incident.takes(risk.now(), settings))
            .toList();
    Optional<Incident> lead = current.stream().max(LEAD);
    if (lead.isEmpty() || lead.get().isRaised()) {
      return Optional.empty();
    }
    Severity worst =
        Stream.of(risk.worst(), lead.get().alert().severity())
            .max(Comparator.naturalOrder())
            .orElseThrow();
    if (current.stream().anyMatch(incident -> incident.severity().compareTo(worst) > 0)) {
      return Optional.empty();
    }
    Risk fused = risk.fused(settings.risk());
    if (fused.score() <= settings.risk().limit(worst)) {
      return Optional.empty();
    }
    String rule = lead.get().alert().rule().id();
    open.put(rule, lead.get().raised(fused));
    return Optional.of(rule);
  }

  private static boolean countsForRisk(Rule rule, Subject subject) {
    return rule.family() != Family.MODEL && !rule.onTrial() && !subject.isModelOnly();
  }

  private void publish(String rule, long time) {
    Incident published = open.get(rule).published(known(time));
    open.put(rule, published);
    alerts.collect(published.shown());
  }

  private void close(Incident ended, long time) {
    if (ended.hasUnpublished()) {
      alerts.collect(ended.published(known(time)).shown());
    }
    open.remove(ended.alert().rule().id());
  }

  /**
   * What came late is news of now. In whole ticks, as within one a detector may judge at the time
   * of a request or at the end of the tick, by what arrived first.
   */
  private long known(long time) {
    long notBehind = passed == Long.MAX_VALUE ? time : Math.max(time, passed + 1);
    return Math.floorDiv(notBehind, TICK_MILLIS) * TICK_MILLIS + TICK_MILLIS - 1;
  }
}
