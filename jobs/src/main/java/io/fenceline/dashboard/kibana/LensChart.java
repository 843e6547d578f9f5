// SPDX-License-Identifier: Apache-2.0
package io.fenceline.dashboard.kibana;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fenceline.dashboard.Axis;
import io.fenceline.dashboard.Chart;
import java.util.ArrayList;
import java.util.List;

/** A chart's looks in Lens. */
final class LensChart {
  static final String LAYER = "data";
  static final String LIMITS = "limits";

  private static final String LIMIT_COLOUR = "#CC5642";

  private LensChart() {}

  /** Lens's name for the kind of chart. */
  static String type(Chart chart) {
    return switch (chart.shape()) {
      case METRIC -> "lnsMetric";
      case LINE, BAR, AREA_SHARE -> "lnsXY";
      case DONUT -> "lnsPie";
      case TABLE -> "lnsDatatable";
      case HEATMAP -> "lnsHeatmap";
    };
  }

  static ObjectNode of(Chart chart) {
    return switch (chart.shape()) {
      case METRIC -> metric(chart);
      case LINE -> xy(chart, "line");
      case BAR ->
          xy(chart, chart.x() instanceof Axis.Terms ? "bar_horizontal_stacked" : "bar_stacked");
      case AREA_SHARE -> xy(chart, "area_percentage_stacked");
      case DONUT -> donut(chart);
      case TABLE -> table(chart);
      case HEATMAP -> heatmap();
    };
  }

  /** Reference lines are a layer of constants. */
  static ObjectNode limitColumns(Chart chart) {
    ObjectNode columns = Json.object();
    for (int i = 0; i < chart.limits().size(); i++) {
      Chart.Limit limit = chart.limits().get(i);
      columns.set(
          limit(i),
          Json.object(
              "label",
              limit.label(),
              "customLabel",
              true,
              "dataType",
              "number",
              "operationType",
              "static_value",
              "isStaticValue",
              true,
              "isBucketed",
              false,
              "scale",
              "ratio",
              "params",
              Json.object("value", Double.toString(limit.value())),
              "references",
              List.of()));
    }
    return columns;
  }

  private static String limit(int index) {
    return "limit" + index;
  }

  private static ObjectNode layer() {
    return Json.object("layerId", LAYER, "layerType", "data");
  }

  private static ObjectNode metric(Chart chart) {
    ObjectNode node = layer().put("metricAccessor", LensColumns.measure(0));
    if (chart.measures().size() > 1) {
      node.put("secondaryMetricAccessor", LensColumns.measure(1));
    }
    if (chart.split().isPresent()) {
      node.put("breakdownByAccessor", LensColumns.SPLIT).put("maxCols", 4);
    }
    return node.put("showBar", false);
  }

  private static ObjectNode xy(Chart chart, String series) {
    ObjectNode data = layer().put("seriesType", series).put("xAccessor", LensColumns.X);
    data.set("accessors", Json.tree(LensColumns.measures(chart)));
    if (chart.split().isPresent()) {
      data.put("splitAccessor", LensColumns.SPLIT);
      data.set("colorMapping", LensColours.of(chart.split().get().field()));
    }
    data.put("position", "top").put("showGridlines", false);
    List<ObjectNode> layers = new ArrayList<>(List.of(data));
    if (!chart.limits().isEmpty()) {
      layers.add(limits(chart));
    }
    boolean share = chart.shape() == Chart.Shape.AREA_SHARE;
    boolean legend =
        chart.split().isPresent() || chart.measures().size() > 1 || !chart.limits().isEmpty();
    return Json.object(
        "layers",
        layers,
        "preferredSeriesType",
        series,
        "legend",
        Json.object("isVisible", legend, "position", "bottom", "shouldTruncate", true),
        "valueLabels",
        "hide",
        "fittingFunction",
        share ? "None" : "Linear",
        "axisTitlesVisibilitySettings",
        Json.object("x", false, "yLeft", !share, "yRight", false));
  }

  private static ObjectNode limits(Chart chart) {
    List<String> ids = new ArrayList<>();
    List<ObjectNode> looks = new ArrayList<>();
    for (int i = 0; i < chart.limits().size(); i++) {
      ids.add(limit(i));
      looks.add(
          Json.object(
              "forAccessor",
              limit(i),
              "axisMode",
              "left",
              "color",
              LIMIT_COLOUR,
              "lineStyle",
              "dashed",
              "lineWidth",
              2,
              "fill",
              "none",
              "textVisibility",
              true));
    }
    return Json.object(
        "layerId", LIMITS, "layerType", "referenceLine", "accessors", ids, "yConfig", looks);
  }

  private static ObjectNode donut(Chart chart) {
    ObjectNode layer = layer();
    List<String> groups = new ArrayList<>();
    if (chart.x() instanceof Axis.Terms) {
      groups.add(LensColumns.X);
    }
    if (chart.split().isPresent()) {
      groups.add(LensColumns.SPLIT);
    }
    layer.set("primaryGroups", Json.tree(groups));
    layer.set("metrics", Json.tree(LensColumns.measures(chart)));
    layer
        .put("numberDisplay", "percent")
        .put("categoryDisplay", "default")
        .put("legendDisplay", "show")
        .put("nestedLegend", false);
    String field = chart.split().map(Axis.Terms::field).orElse(((Axis.Terms) chart.x()).field());
    layer.set("colorMapping", LensColours.of(field));
    return Json.object("shape", "donut", "layers", List.of(layer));
  }

  private static ObjectNode table(Chart chart) {
    List<ObjectNode> columns = new ArrayList<>();
    for (String id : new LensColumns(chart).order()) {
      if (!id.contains("X")) {
        columns.add(Json.object("columnId", id, "isTransposed", false));
      }
    }
    ObjectNode node = layer();
    node.set("columns", Json.tree(columns));
    node.set("paging", Json.object("size", 10, "enabled", true));
    return node;
  }

  private static ObjectNode heatmap() {
    ObjectNode node =
        layer()
            .put("shape", "heatmap")
            .put("xAccessor", LensColumns.X)
            .put("yAccessor", LensColumns.SPLIT)
            .put("valueAccessor", LensColumns.measure(0));
    node.set(
        "legend", Json.object("type", "heatmap_legend", "isVisible", true, "position", "right"));
    node.set(
        "gridConfig",
        Json.object(
            "type",
            "heatmap_grid",
            "isCellLabelVisible",
            true,
            "isXAxisLabelVisible",
            true,
            "isYAxisLabelVisible",
            true,
            "isXAxisTitleVisible",
            false,
            "isYAxisTitleVisible",
            false));
    return node;
  }
}
