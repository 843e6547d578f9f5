// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenceline.dashboard.Dashboard;
import io.fenceline.dashboard.Dashboards;
import io.fenceline.dashboard.Dataset;
import io.fenceline.dashboard.PanelCollector;
import io.fenceline.dashboard.PanelData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gives every document of a run to the panels that show it. Each file is read once, document by
 * document; what is kept does not grow with the events.
 */
final class ViewReader {
  /** Documents with the time of the traffic; a dead letter has that of the run. */
  private static final Set<Dataset> OF_TRAFFIC =
      EnumSet.of(Dataset.ALERTS, Dataset.EVENTS, Dataset.WINDOWS, Dataset.DUPLICATES);

  private final List<Dashboard> dashboards = Dashboards.shipped();
  private final PanelCollector everything = new PanelCollector(dashboards);
  private final Map<ViewSubject, Map<String, PanelCollector>> picked =
      new EnumMap<>(ViewSubject.class);
  private final Map<ViewSubject, Map<String, Standing>> alerted = new EnumMap<>(ViewSubject.class);

  private ViewReader() {
    for (ViewSubject subject : ViewSubject.values()) {
      picked.put(subject, new LinkedHashMap<>());
      alerted.put(subject, new HashMap<>());
    }
  }

  /** How much a subject was alerted about. */
  record Standing(int worst, long alerts) {
    static final Standing QUIET = new Standing(0, 0);

    Standing with(int score) {
      return new Standing(Math.max(worst, score), alerts + 1);
    }
  }

  /** One subject of a view with all that the view shows of it. */
  record Picked(String name, Standing standing, PanelData data) {}

  /** All views, over everything and by subject. */
  record Views(
      List<Dashboard> dashboards, PanelData data, Map<ViewSubject, List<Picked>> subjects) {}

  /**
   * Reads the files of a run.
   *
   * @param alerts each in its last revision
   * @throws IOException if a file cannot be read
   */
  static Views read(ReportInput input, Collection<JsonNode> alerts) throws IOException {
    ViewReader reader = new ViewReader();
    for (ViewSubject subject : ViewSubject.values()) {
      reader.rank(subject, alerts);
    }
    alerts.forEach(alert -> reader.add(Dataset.ALERTS, alert));
    reader.addOnce(Dataset.WINDOWS, input.windows());
    reader.addOnce(Dataset.DUPLICATES, input.duplicates());
    DocumentFile.each(input.events(), event -> reader.add(Dataset.EVENTS, event));
    DocumentFile.each(input.deadLetters(), letter -> reader.add(Dataset.DEAD_LETTERS, letter));
    return reader.views();
  }

  /** After a restart a window may stand there twice, and then both say the same. */
  private void addOnce(Dataset dataset, Path file) throws IOException {
    Set<String> ids = new HashSet<>();
    DocumentFile.each(
        file,
        document -> {
          if (ids.add(document.at("/event/id").asText())) {
            add(dataset, document);
          }
        });
  }

  private void rank(ViewSubject subject, Collection<JsonNode> alerts) {
    Map<String, Standing> standings = alerted.get(subject);
    for (JsonNode alert : alerts) {
      int score = alert.at("/event/severity").asInt();
      for (String name : subject.of(alert)) {
        standings.put(name, standings.getOrDefault(name, Standing.QUIET).with(score));
      }
    }
    standings.entrySet().stream()
        .sorted(
            Comparator.comparingInt((Map.Entry<String, Standing> e) -> -e.getValue().worst())
                .thenComparingLong(e -> -e.getValue().alerts())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(subject.most())
        .forEach(entry -> pick(subject, entry.getKey()));
  }

  private PanelCollector pick(ViewSubject subject, String name) {
    return picked
        .get(subject)
        .computeIfAbsent(
            name,
            key ->
                new PanelCollector(
                    dashboards.stream()
                        .filter(dashboard -> dashboard.id().equals(subject.view()))
                        .toList()));
  }

  private void add(Dataset dataset, JsonNode document) {
    everything.add(dataset, document);
    for (ViewSubject subject : ViewSubject.values()) {
      Map<String, PanelCollector> collectors = picked.get(subject);
      for (String name : subject.of(document)) {
        // Models without an alert are looked at, too, in the order in which they appear.
        boolean room = subject == ViewSubject.MODEL && collectors.size() < subject.most();
        if (collectors.containsKey(name) || room) {
          pick(subject, name).add(dataset, document);
        }
      }
    }
  }

  private Views views() {
    Optional<long[]> traffic = traffic(everything);
    traffic.ifPresent(span -> cover(everything, span));
    picked.forEach(
        (subject, collectors) ->
            collectors
                .values()
                .forEach(
                    collector ->
                        (subject.isSeenAmongOthers() ? traffic : traffic(collector))
                            .ifPresent(span -> cover(collector, span))));
    Map<ViewSubject, List<Picked>> subjects = new EnumMap<>(ViewSubject.class);
    picked.forEach(
        (subject, collectors) -> {
          List<Picked> list = new ArrayList<>();
          collectors.forEach(
              (name, collector) ->
                  list.add(
                      new Picked(
                          name,
                          alerted.get(subject).getOrDefault(name, Standing.QUIET),
                          collector.finish())));
          subjects.put(subject, list);
        });
    return new Views(dashboards, everything.finish(), subjects);
  }

  /** First and last instant of the traffic that a collector was given. */
  private static Optional<long[]> traffic(PanelCollector collector) {
    long from = Long.MAX_VALUE;
    long to = Long.MIN_VALUE;
    Map<Dataset, PanelData.Span> spans = collector.finish().spans();
    for (Dataset dataset : OF_TRAFFIC) {
      PanelData.Span span = spans.get(dataset);
      if (span.interval() > 0) {
        from = Math.min(from, span.from());
        to = Math.max(to, span.to() - 1);
      }
    }
    return from < to ? Optional.of(new long[] {from, to}) : Optional.empty();
  }

  private static void cover(PanelCollector collector, long[] span) {
    OF_TRAFFIC.forEach(dataset -> collector.cover(dataset, span[0], span[1]));
  }
}
