// SPDX-License-Identifier: Apache-2.0
package io.fenceline.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Groups one chart's documents: outside by the terms whose order counts over the whole chart (x, or
 * the split of a chart over time), inside by time or by the split of each x.
 */
final class ChartTally {
  /** Values of a field that are kept apart. */
  static final int MOST_TERMS = 10_000;

  /** Points that are kept apart. */
  static final int MOST_CELLS = 20_000;

  private static final List<String> NO_TERM = List.of("");
  private static final Comparator<Map.Entry<String, Cell>> BEST_FIRST =
      Comparator.comparingDouble((Map.Entry<String, Cell> entry) -> -entry.getValue().rank())
          .thenComparing(Map.Entry.comparingByKey());

  private final Chart chart;
  private final Cell.Plan plan;
  private final Optional<Axis.Terms> outer;
  private final Optional<Axis.Terms> inner;
  private final boolean overTime;
  private Map<String, Group> groups = new LinkedHashMap<>();
  private Group beyond;
  private long documents;
  private int cells;

  /** One value of the outer terms: its total, and its parts by time or by inner term. */
  private record Group(Cell total, Map<Long, Cell> times, Map<String, Cell> terms) {}

  ChartTally(Chart chart) {
    this.chart = chart;
    plan = Cell.Plan.of(chart.measures());
    overTime = chart.x() instanceof Axis.Time;
    outer = chart.x() instanceof Axis.Terms terms ? Optional.of(terms) : chart.split();
    inner = chart.x() instanceof Axis.Terms ? chart.split() : Optional.empty();
    beyond = group();
  }

  Chart chart() {
    return chart;
  }

  void add(JsonNode document, long bucket) {
    if (!chart.where().matches(document)) {
      return;
    }
    documents++;
    for (String value : values(outer, document)) {
      Group group = groupOf(value);
      group.total().add(document);
      if (overTime) {
        cell(group.times(), bucket).ifPresent(cell -> cell.add(document));
      }
      if (inner.isPresent()) {
        for (String part : values(inner, document)) {
          cell(group.terms(), part)
              .or(() -> cell(group.terms(), PanelData.OTHER))
              .ifPresent(cell -> cell.add(document));
        }
      }
    }
  }

  private Group groupOf(String value) {
    if (!groups.containsKey(value)) {
      if (groups.size() >= MOST_TERMS) {
        return beyond;
      }
      groups.put(value, group());
    }
    return groups.get(value);
  }

  /** Puts intervals together, after they grew. */
  void widen(TimeBuckets axis) {
    if (!overTime) {
      return;
    }
    Map<String, Group> before = groups;
    groups = new LinkedHashMap<>();
    cells = 0;
    before.forEach((value, group) -> groups.put(value, widened(group, axis)));
    beyond = widened(beyond, axis);
  }

  private Group widened(Group group, TimeBuckets axis) {
    Group wide = new Group(group.total(), new LinkedHashMap<>(), group.terms());
    group
        .times()
        .forEach((at, cell) -> cell(wide.times(), axis.bucket(at)).ifPresent(c -> c.merge(cell)));
    return wide;
  }

  PanelData.ChartData finish() {
    List<PanelData.Row> rows = new ArrayList<>();
    if (outer.isEmpty()) {
      groups.values().forEach(group -> rows("", group, rows));
      return new PanelData.ChartData(documents, List.copyOf(rows));
    }
    Map<String, Cell> totals = new LinkedHashMap<>();
    groups.forEach((value, group) -> totals.put(value, group.total()));
    List<String> best = best(totals, outer.get().size());
    best.forEach(value -> rows(value, groups.get(value), rows));
    if (outer.get().other()) {
      Group rest = group();
      merge(rest, beyond);
      groups.forEach(
          (value, group) -> {
            if (!best.contains(value)) {
              merge(rest, group);
            }
          });
      if (groups.size() > best.size()) {
        rows(PanelData.OTHER, rest, rows);
      }
    }
    return new PanelData.ChartData(documents, List.copyOf(rows));
  }

  private void rows(String value, Group group, List<PanelData.Row> rows) {
    if (overTime) {
      group.times().entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(
              entry ->
                  rows.add(
                      new PanelData.Row(
                          Instant.ofEpochMilli(entry.getKey()).toString(),
                          value,
                          entry.getValue().values())));
    } else if (inner.isPresent()) {
      List<String> best = best(group.terms(), inner.get().size());
      best.forEach(
          part -> rows.add(new PanelData.Row(value, part, group.terms().get(part).values())));
      if (inner.get().other() && group.terms().size() > best.size()) {
        Cell rest = new Cell(plan);
        group
            .terms()
            .forEach(
                (part, cell) -> {
                  if (!best.contains(part)) {
                    rest.merge(cell);
                  }
                });
        rows.add(new PanelData.Row(value, PanelData.OTHER, rest.values()));
      }
    } else {
      boolean terms = chart.x() instanceof Axis.Terms;
      rows.add(new PanelData.Row(terms ? value : "", terms ? "" : value, group.total().values()));
    }
  }

  private static List<String> best(Map<String, Cell> cells, int size) {
    return cells.entrySet().stream().sorted(BEST_FIRST).limit(size).map(Map.Entry::getKey).toList();
  }

  private void merge(Group into, Group from) {
    into.total().merge(from.total());
    from.times()
        .forEach((at, cell) -> into.times().computeIfAbsent(at, key -> new Cell(plan)).merge(cell));
    from.terms()
        .forEach(
            (part, cell) -> into.terms().computeIfAbsent(part, key -> new Cell(plan)).merge(cell));
  }

  private <K> Optional<Cell> cell(Map<K, Cell> parts, K key) {
    Cell cell = parts.get(key);
    if (cell == null && cells < MOST_CELLS) {
      cells++;
      cell = new Cell(plan);
      parts.put(key, cell);
    }
    return Optional.ofNullable(cell);
  }

  private Group group() {
    return new Group(new Cell(plan), new LinkedHashMap<>(), new LinkedHashMap<>());
  }

  private static List<String> values(Optional<Axis.Terms> axis, JsonNode document) {
    return axis.map(
            terms ->
                FieldPath.of(terms.field()).values(document).stream()
                    .map(JsonNode::asText)
                    .distinct()
                    .toList())
        .orElse(NO_TERM);
  }
}
