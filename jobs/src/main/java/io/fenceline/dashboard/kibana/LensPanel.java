// SPDX-License-Identifier: Apache-2.0
package io.fenceline.dashboard.kibana;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fenceline.dashboard.Chart;
import java.util.ArrayList;
import java.util.List;

/** A chart as a Lens panel by value: it lives in its dashboard and nowhere else. */
final class LensPanel {
  /** What references to a layer's data view begin with. */
  static final String LAYER_REFERENCE = "indexpattern-datasource-layer-";

  private LensPanel() {}

  /**
   * The panel's Lens.
   *
   * @param narrowed false if the dashboard's controls have fields that the chart's documents lack
   */
  static ObjectNode attributes(Chart chart, boolean narrowed) {
    String view = chart.dataset().dataView();
    ObjectNode layers = Json.object();
    LensColumns columns = new LensColumns(chart);
    layers.set(LensChart.LAYER, layer(view, columns.columns(), columns.order(), narrowed));
    if (!chart.limits().isEmpty()) {
      ObjectNode limits = LensChart.limitColumns(chart);
      List<String> order = new ArrayList<>();
      limits.fieldNames().forEachRemaining(order::add);
      layers.set(LensChart.LIMITS, layer(view, limits, order, narrowed));
    }
    ObjectNode form = Json.object("currentIndexPatternId", view, "layers", layers);
    ObjectNode state =
        Json.object(
            "datasourceStates",
            Json.object(
                "formBased",
                form,
                "indexpattern",
                Json.object("layers", Json.object()),
                "textBased",
                Json.object("layers", Json.object())),
            "visualization",
            LensChart.of(chart),
            "query",
            Json.kuery(chart.where().kql()),
            "filters",
            List.of(),
            "internalReferences",
            List.of(),
            "adHocDataViews",
            Json.object());
    return Json.object(
        "title",
        chart.title(),
        "description",
        chart.hint() + " Nothing here? " + chart.empty(),
        "type",
        "lens",
        "visualizationType",
        LensChart.type(chart),
        "references",
        references(chart),
        "state",
        state);
  }

  /** One per layer. */
  static List<ObjectNode> references(Chart chart) {
    List<ObjectNode> references = new ArrayList<>();
    references.add(reference(LensChart.LAYER, chart));
    if (!chart.limits().isEmpty()) {
      references.add(reference(LensChart.LIMITS, chart));
    }
    return references;
  }

  private static ObjectNode reference(String layer, Chart chart) {
    return SavedObject.reference(
        LAYER_REFERENCE + layer, "index-pattern", chart.dataset().dataView());
  }

  private static ObjectNode layer(
      String view, ObjectNode columns, List<String> order, boolean narrowed) {
    return Json.object(
        "columns",
        columns,
        "columnOrder",
        order,
        "incompleteColumns",
        Json.object(),
        "indexPatternId",
        view,
        "sampling",
        1,
        "ignoreGlobalFilters",
        !narrowed);
  }
}
