// SPDX-License-Identifier: Apache-2.0
package io.fenceline.dashboard.kibana;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fenceline.dashboard.Axis;
import io.fenceline.dashboard.Chart;
import io.fenceline.dashboard.Condition;
import io.fenceline.dashboard.Dataset;
import io.fenceline.dashboard.Measure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A chart's columns in Lens: {@code x}, {@code split}, and {@code m0}, {@code m1} … for its
 * measures. A ratio is a formula, whose parts Lens keeps as columns of their own.
 */
final class LensColumns {
  static final String X = "x";
  static final String SPLIT = "split";
  private static final String DOCUMENTS = "___records___";

  private final Chart chart;
  private final Map<String, ObjectNode> columns = new LinkedHashMap<>();

  LensColumns(Chart chart) {
    this.chart = chart;
    // Lens groups from the first column inwards: over time, a split is ranked over the whole time.
    boolean splitFirst = !(chart.x() instanceof Axis.Terms);
    if (splitFirst) {
      split();
    }
    if (chart.x() instanceof Axis.Time) {
      columns.put(X, time());
    } else if (chart.x() instanceof Axis.Terms terms) {
      columns.put(X, terms(terms));
    }
    if (!splitFirst) {
      split();
    }
    Map<String, ObjectNode> parts = new LinkedHashMap<>();
    for (int i = 0; i < chart.measures().size(); i++) {
      measure(measure(i), chart.measures().get(i), parts);
    }
    columns.putAll(parts);
  }

  /** Id of a measure's column. */
  static String measure(int index) {
    return "m" + index;
  }

  /** Ids of all measures' columns. */
  static List<String> measures(Chart chart) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < chart.measures().size(); i++) {
      ids.add(measure(i));
    }
    return ids;
  }

  ObjectNode columns() {
    ObjectNode node = Json.object();
    columns.forEach(node::set);
    return node;
  }

  List<String> order() {
    return List.copyOf(columns.keySet());
  }

  private void split() {
    chart.split().ifPresent(terms -> columns.put(SPLIT, terms(terms)));
  }

  private static ObjectNode time() {
    return Json.object(
        "label",
        Dataset.TIME_FIELD,
        "dataType",
        "date",
        "operationType",
        "date_histogram",
        "sourceField",
        Dataset.TIME_FIELD,
        "isBucketed",
        true,
        "scale",
        "interval",
        "params",
        Json.object("interval", "auto", "includeEmptyRows", true, "dropPartials", false));
  }

  private ObjectNode terms(Axis.Terms terms) {
    ObjectNode params =
        Json.object(
            "size",
            terms.size(),
            "orderBy",
            order(chart.measures()),
            "orderDirection",
            "desc",
            "otherBucket",
            terms.other(),
            "missingBucket",
            false,
            "parentFormat",
            Json.object("id", "terms"),
            "include",
            List.of(),
            "exclude",
            List.of(),
            "includeIsRegex",
            false,
            "excludeIsRegex",
            false);
    if (Measure.ranking(chart.measures()).isEmpty()) {
      params.set("orderAgg", count("Count of records"));
    }
    return Json.object(
        "label",
        terms.label(),
        "customLabel",
        true,
        "dataType",
        terms.type().name().toLowerCase(Locale.ROOT),
        "operationType",
        "terms",
        "sourceField",
        terms.field(),
        "isBucketed",
        true,
        "scale",
        "ordinal",
        "params",
        params);
  }

  private static ObjectNode order(List<Measure> measures) {
    OptionalInt ranking = Measure.ranking(measures);
    return ranking.isEmpty()
        ? Json.object("type", "custom")
        : Json.object("type", "column", "columnId", measure(ranking.getAsInt()));
  }

  private void measure(String id, Measure measure, Map<String, ObjectNode> parts) {
    if (measure.per().isEmpty()) {
      ObjectNode column =
          function(measure.label(), measure.of(), measure.where(), measure.format());
      columns.put(id, column);
      return;
    }
    String formula =
        formula(measure.of(), measure.where())
            + " / "
            + formula(measure.per().get(), Condition.EVERYTHING);
    ObjectNode params = Json.object("formula", formula, "isFormulaBroken", false);
    format(params, measure.format());
    columns.put(
        id,
        column(measure.label(), "formula", "number", params)
            .<ObjectNode>set("references", Json.tree(List.of(id + "X2"))));
    String label = "Part of " + measure.label();
    parts.put(id + "X0", function(label, measure.of(), measure.where(), Measure.Format.NUMBER));
    parts.put(
        id + "X1",
        function(label, measure.per().get(), Condition.EVERYTHING, Measure.Format.NUMBER));
    List<String> operands = List.of(id + "X0", id + "X1");
    ObjectNode tree =
        Json.object(
            "type",
            "function",
            "name",
            "divide",
            "args",
            operands,
            "location",
            Json.object("min", 0, "max", formula.length()),
            "text",
            formula);
    parts.put(
        id + "X2",
        column(label, "math", "number", Json.object("tinymathAst", tree))
            .<ObjectNode>set("references", Json.tree(operands)));
  }

  private static ObjectNode count(String label) {
    return function(label, Measure.Function.COUNT, Condition.EVERYTHING, Measure.Format.NUMBER);
  }

  private static ObjectNode function(
      String label, Measure.Function function, Condition where, Measure.Format format) {
    Measure.Kind kind = function.kind();
    ObjectNode params =
        switch (kind) {
          case COUNT, UNIQUE_COUNT, SUM -> Json.object("emptyAsNull", false);
          case PERCENTILE -> Json.object("percentile", function.percent());
          case AVERAGE, MIN, MAX -> Json.object("emptyAsNull", true);
        };
    format(params, format);
    ObjectNode column =
        column(label, kind.word(), format == Measure.Format.DATE ? "date" : "number", params);
    column.put("sourceField", kind == Measure.Kind.COUNT ? DOCUMENTS : function.field());
    if (!where.equals(Condition.EVERYTHING)) {
      column.set("filter", Json.kuery(where.kql()));
    }
    return column;
  }

  private static ObjectNode column(String label, String operation, String type, ObjectNode params) {
    return Json.object(
        "label",
        label,
        "customLabel",
        true,
        "dataType",
        type,
        "operationType",
        operation,
        "isBucketed",
        false,
        "scale",
        "ratio",
        "params",
        params);
  }

  private static void format(ObjectNode params, Measure.Format format) {
    switch (format) {
      case PERCENT -> params.set("format", Json.object("id", "percent", "params", decimals(1)));
      case BYTES -> params.set("format", Json.object("id", "bytes", "params", decimals(1)));
      case DURATION ->
          params.set(
              "format", Json.object("id", "number", "params", decimals(0).put("suffix", " ms")));
      case NUMBER, DATE -> {
        // As the data view formats the field.
      }
    }
  }

  private static ObjectNode decimals(int decimals) {
    return Json.object("decimals", decimals);
  }

  private static String formula(Measure.Function function, Condition where) {
    List<String> arguments = new ArrayList<>();
    if (!function.field().isEmpty()) {
      arguments.add(function.field());
    }
    if (function.kind() == Measure.Kind.PERCENTILE) {
      arguments.add("percentile=" + function.percent());
    }
    if (!where.equals(Condition.EVERYTHING)) {
      arguments.add("kql='" + where.kql().replace("'", "\\'") + "'");
    }
    return function.kind().word() + "(" + String.join(", ", arguments) + ")";
  }
}
