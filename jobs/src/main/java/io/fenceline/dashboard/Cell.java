// SPDX-License-Identifier: Apache-2.0
package io.fenceline.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** The aggregates of one group of documents, one for each part that a chart's measures need. */
final class Cell {

  /** Something to be computed of some of a group's documents. */
  record Part(Measure.Function function, FieldPath field, Condition where) {
    Part(Measure.Function function, Condition where) {
      this(function, FieldPath.of(function.field()), where);
    }
  }

  /**
   * The parts of a measure, of the next and so on; last what values are ranked by.
   *
   * @param parts numerators and denominators, in the order of the measures
   */
  record Plan(List<Measure> measures, List<Part> parts) {
    static final Plan NOTHING = new Plan(List.of(), List.of());

    /** Only what values are ranked by. */
    Plan rankOnly() {
      return new Plan(List.of(), parts.subList(parts.size() - 1, parts.size()));
    }

    static Plan of(List<Measure> measures) {
      List<Part> parts = new ArrayList<>();
      for (Measure measure : measures) {
        parts.add(new Part(measure.of(), measure.where()));
        measure.per().ifPresent(per -> parts.add(new Part(per, Condition.EVERYTHING)));
      }
      OptionalInt ranking = Measure.ranking(measures);
      parts.add(
          ranking.isPresent()
              ? new Part(
                  measures.get(ranking.getAsInt()).of(), measures.get(ranking.getAsInt()).where())
              : new Part(Measure.Function.COUNT, Condition.EVERYTHING));
      return new Plan(measures, List.copyOf(parts));
    }
  }

  private final Plan plan;
  private final List<Aggregate> aggregates;
  private boolean empty = true;

  Cell(Plan plan) {
    this.plan = plan;
    aggregates = plan.parts().stream().map(part -> Aggregate.of(part.function())).toList();
  }

  /** True if there was no document. */
  boolean isEmpty() {
    return empty;
  }

  void add(JsonNode document) {
    empty = false;
    for (int i = 0; i < aggregates.size(); i++) {
      Part part = plan.parts().get(i);
      if (part.where().matches(document)) {
        aggregates.get(i).add(part.field().values(document));
      }
    }
  }

  void merge(Cell other) {
    empty &= other.empty;
    for (int i = 0; i < aggregates.size(); i++) {
      aggregates.get(i).merge(other.aggregates.get(i));
    }
  }

  /** What values are ranked by; nothing ranks lowest. */
  double rank() {
    double value = aggregates.get(aggregates.size() - 1).value();
    return Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value;
  }

  /** One number per measure; NaN where there is none, and nothing per nothing is none. */
  List<Double> values() {
    List<Double> values = new ArrayList<>();
    int next = 0;
    for (Measure measure : plan.measures()) {
      double value = aggregates.get(next++).value();
      if (measure.per().isPresent()) {
        double per = aggregates.get(next++).value();
        value = per == 0 ? Double.NaN : value / per;
      }
      values.add(value);
    }
    return List.copyOf(values);
  }
}
