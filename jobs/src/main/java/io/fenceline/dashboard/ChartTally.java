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
  static final int MOST_TERMS = 5_000;

  /** Points that are kept apart. */
  static final int MOST_CELLS = 10_000;

  /** Characters of values that are kept: strangers choose their length. */
  static final int MOST_CHARACTERS = 1_000_000;

  private static final List<String> NO_TERM = List.of("");
  private static final Comparator<Map.Entry<String, Cell>> BEST_FIRST =
      Comparator.comparingDouble((Map.Entry<String, Cell> entry) -> -entry.getValue().rank())
          .thenComparing(Map.Entry.comparingByKey());

  private final Chart chart;
  private final Cell.Plan plan;
  private final Optional<Axis.Terms> outer;
  private final Optional<Axis.Terms> inner;
  private final FieldPath outerField;
  private final FieldPath innerField;
  private final boolean overTime;
  private final Cell.Plan totals;
  private Map<String, Group> groups = new LinkedHashMap<>();
  private Group beyond;
  private long documents;
  private int cells;
  private int characters;

  /**
   * One value of the outer terms: its total, and its parts by time or by inner term.
   *
   * @param rest inner terms beyond the bounds
   */
  private record Group(Cell total, Map<Long, Cell> times, Map<String, Cell> terms, Cell rest) {}

  ChartTally(Chart chart) {
    this.chart = chart;
    plan = Cell.Plan.of(chart.measures());
    overTime = chart.x() instanceof Axis.Time;
    outer = chart.x() instanceof Axis.Terms terms ? Optional.of(terms) : chart.split();
    inner = chart.x() instanceof Axis.Terms ? chart.split() : Optional.empty();
    outerField = FieldPath.of(outer.map(Axis.Terms::field).orElse(""));
    innerField = FieldPath.of(inner.map(Axis.Terms::field).orElse(""));
    totals = totals();
    beyond = group();
  }

  /** Where only parts of a group are shown, its total is for ranking, or for nothing. */
  private Cell.Plan totals() {
    if (!overTime && inner.isEmpty()) {
      return plan;
    }
    return outer.isEmpty() ? Cell.Plan.NOTHING : plan.rankOnly();
  }

  Chart chart() {
    return chart;
  }

  void add(JsonNode document, long bucket) {
    if (!chart.where().matches(document)) {
      return;
    }
    documents++;
    for (String value : values(outer, outerField, document)) {
      Group group = groupOf(value);
      group.total().add(document);
      if (overTime) {
        timeCell(group, bucket).add(document);
      }
      if (inner.isPresent()) {
        for (String part : values(inner, innerField, document)) {
          termCell(group, part).add(document);
        }
      }
    }
  }

  private Group groupOf(String value) {
    if (!groups.containsKey(value)) {
      if (groups.size() >= MOST_TERMS || !fits(value)) {
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
    Group late = beyond;
    groups = new LinkedHashMap<>();
    cells = 0;
    beyond = new Group(late.total(), new LinkedHashMap<>(), late.terms(), late.rest());
    late.times().forEach((at, cell) -> beyondCell(axis.bucket(at)).merge(cell));
    before.forEach((value, group) -> groups.put(value, widened(group, axis)));
  }

  private Group widened(Group group, TimeBuckets axis) {
    Group wide = new Group(group.total(), new LinkedHashMap<>(), group.terms(), group.rest());
    group.times().forEach((at, cell) -> timeCell(wide, axis.bucket(at)).merge(cell));
    return wide;
  }

  PanelData.ChartData finish() {
    List<PanelData.Row> rows = new ArrayList<>();
    if (outer.isEmpty()) {
      groups.values().forEach(group -> rows("", group, rows));
      return new PanelData.ChartData(documents, List.copyOf(rows));
    }
    Map<String, Cell> ranked = new LinkedHashMap<>();
    groups.forEach((value, group) -> ranked.put(value, group.total()));
    List<String> best = best(ranked, outer.get().size());
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
      if (groups.size() > best.size() || !beyond.total().isEmpty()) {
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
      if (inner.get().other() && (group.terms().size() > best.size() || !group.rest().isEmpty())) {
        Cell rest = new Cell(plan);
        rest.merge(group.rest());
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
    into.rest().merge(from.rest());
    from.times()
        .forEach((at, cell) -> into.times().computeIfAbsent(at, key -> new Cell(plan)).merge(cell));
    from.terms()
        .forEach(
            (part, cell) -> into.terms().computeIfAbsent(part, key -> new Cell(plan)).merge(cell));
  }

  /** Of the values beyond the bounds every interval is kept: there are few. */
  private Cell timeCell(Group group, long bucket) {
    boolean room = cells < MOST_CELLS || group.times().containsKey(bucket);
    return room ? group.times().computeIfAbsent(bucket, key -> counted()) : beyondCell(bucket);
  }

  private Cell beyondCell(long bucket) {
    return beyond.times().computeIfAbsent(bucket, key -> new Cell(plan));
  }

  private Cell termCell(Group group, String part) {
    boolean room = group.terms().containsKey(part) || (cells < MOST_CELLS && fits(part));
    return room ? group.terms().computeIfAbsent(part, key -> counted()) : group.rest();
  }

  private Cell counted() {
    cells++;
    return new Cell(plan);
  }

  /** True if there is room for a value that is new. */
  private boolean fits(String value) {
    if (characters + value.length() > MOST_CHARACTERS) {
      return false;
    }
    characters += value.length();
    return true;
  }

  private Group group() {
    return new Group(
        new Cell(totals), new LinkedHashMap<>(), new LinkedHashMap<>(), new Cell(plan));
  }

  private static List<String> values(
      Optional<Axis.Terms> axis, FieldPath field, JsonNode document) {
    if (axis.isEmpty()) {
      return NO_TERM;
    }
    List<JsonNode> values = field.values(document);
    return values.size() == 1
        ? List.of(values.get(0).asText())
        : values.stream().map(JsonNode::asText).distinct().toList();
  }
}
