// SPDX-License-Identifier: Apache-2.0
package io.fenceline.dashboard.kibana;

import static io.fenceline.dashboard.kibana.ExportedObjects.names;
import static io.fenceline.dashboard.kibana.ExportedObjects.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenceline.dashboard.Grid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever names something names something that is there, and nothing is there for nothing. */
class ReferencesTest {
  private static final Pattern LINK = Pattern.compile("]\\(([^)]+)\\)");

  static List<JsonNode> dashboards() {
    return ExportedObjects.dashboards();
  }

  @Test
  void everyReferenceOfAnObjectIsInTheFileBeforeOrBesideIt() {
    Map<String, Integer> places = new TreeMap<>();
    List<JsonNode> objects = ExportedObjects.objects();
    for (JsonNode object : objects) {
      String key = object.path("type").asText() + ":" + object.path("id").asText();
      assertThat(places.put(key, places.size())).as(key).isNull();
    }
    for (JsonNode object : objects) {
      Set<String> used = new TreeSet<>();
      for (JsonNode reference : object.path("references")) {
        String key = reference.path("type").asText() + ":" + reference.path("id").asText();
        assertThat(places).containsKey(key);
        assertThat(used.add(reference.path("name").asText())).as("named once").isTrue();
      }
    }
    Set<String> referred = new TreeSet<>();
    objects.forEach(
        object ->
            object
                .path("references")
                .forEach(
                    reference ->
                        referred.add(
                            reference.path("type").asText()
                                + ":"
                                + reference.path("id").asText())));
    assertThat(referred).as("nothing is there that nobody uses").isEqualTo(places.keySet());
  }

  @Test
  void idsAreUniqueAmongAllTypesToo() {
    assertThat(
            ExportedObjects.objects().stream()
                .map(object -> object.path("type") + object.path("id").asText()))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void whatAPanelRefersToIsAReferenceOfTheDashboardAndBack(JsonNode dashboard) {
    Set<String> needed = new TreeSet<>();
    for (JsonNode panel : ExportedObjects.panels(dashboard)) {
      String prefix = panel.path("panelIndex").asText() + ":";
      JsonNode config = panel.path("embeddableConfig");
      config
          .at("/attributes/references")
          .forEach(reference -> needed.add(prefix + reference.path("name").asText()));
      config
          .at("/attributes/links")
          .forEach(link -> needed.add(prefix + link.path("destinationRefName").asText()));
      if (panel.has("panelRefName")) {
        needed.add(prefix + panel.path("panelRefName").asText());
      }
      config
          .at("/enhancements/dynamicActions/events")
          .forEach(
              event ->
                  needed.add(
                      prefix
                          + "drilldown:"
                          + event.at("/action/factoryId").asText()
                          + ":"
                          + event.path("eventId").asText()
                          + ":dashboardId"));
    }
    names(controls(dashboard))
        .forEach(control -> needed.add("controlGroup_" + control + ":optionsListDataView"));

    Set<String> there = new TreeSet<>();
    dashboard.path("references").forEach(reference -> there.add(reference.path("name").asText()));
    assertThat(there).isEqualTo(needed);
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void everyLayerAndColumnIsNamedWhereItIsUsedAndUsedWhereItIsNamed(JsonNode dashboard) {
    for (JsonNode panel : ExportedObjects.panels(dashboard)) {
      if (panel.path("type").asText().equals("lens")) {
        JsonNode lens = panel.at("/embeddableConfig/attributes");
        JsonNode layers = lens.at("/state/datasourceStates/formBased/layers");
        Set<String> layerReferences = new TreeSet<>();
        names(layers).forEach(layer -> layerReferences.add(LensPanel.LAYER_REFERENCE + layer));
        Set<String> references = new TreeSet<>();
        lens.path("references")
            .forEach(reference -> references.add(reference.path("name").asText()));
        assertThat(references).isEqualTo(layerReferences);
        assertThat(texts(layerIds(lens))).isEqualTo(names(layers));
        for (String name : names(layers)) {
          columns(layers.path(name), lens.path("references"));
        }
        Set<String> shown = shown(lens.at("/state/visualization"));
        Set<String> visible = new TreeSet<>();
        for (String name : names(layers)) {
          names(layers.at("/" + name + "/columns")).stream()
              .filter(column -> !column.contains("X"))
              .forEach(visible::add);
        }
        assertThat(shown).as(panel.path("title").asText()).isEqualTo(visible);
      }
    }
  }

  private static void columns(JsonNode layer, JsonNode references) {
    Set<String> columns = names(layer.path("columns"));
    assertThat(texts(layer.path("columnOrder"))).isEqualTo(columns);
    references.forEach(
        reference ->
            assertThat(reference.path("id").asText())
                .isEqualTo(layer.path("indexPatternId").asText()));
    for (JsonNode column : layer.path("columns")) {
      assertThat(columns).containsAll(texts(column.path("references")));
      assertThat(columns).containsAll(texts(column.at("/params/tinymathAst/args")));
      JsonNode order = column.at("/params/orderBy/columnId");
      if (!order.isMissingNode()) {
        JsonNode by = layer.at("/columns/" + order.asText());
        assertThat(by.path("operationType").asText())
            .isIn("count", "unique_count", "sum", "average", "min", "max");
      }
      assertThat(column.at("/params/orderBy/type").asText().equals("custom"))
          .isEqualTo(column.at("/params").has("orderAgg"));
    }
  }

  private static JsonNode layerIds(JsonNode lens) {
    List<JsonNode> ids = new ArrayList<>();
    JsonNode looks = lens.at("/state/visualization");
    (looks.has("layers")
            ? looks.path("layers").findValues("layerId")
            : List.of(looks.path("layerId")))
        .forEach(ids::add);
    return Json.tree(ids);
  }

  /** Every column that the looks name. */
  private static Set<String> shown(JsonNode looks) {
    Set<String> shown = new TreeSet<>();
    for (String key :
        List.of(
            "metricAccessor",
            "secondaryMetricAccessor",
            "breakdownByAccessor",
            "xAccessor",
            "yAccessor",
            "splitAccessor",
            "valueAccessor",
            "columnId",
            "forAccessor")) {
      looks.findValues(key).forEach(value -> shown.add(value.asText()));
    }
    for (String key : List.of("accessors", "primaryGroups", "metrics")) {
      looks.findValues(key).forEach(values -> shown.addAll(texts(values)));
    }
    return shown;
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void panelsLieBesideEachOtherAndWithinTheDashboard(JsonNode dashboard) {
    List<Grid> placed = new ArrayList<>();
    Set<String> ids = new TreeSet<>();
    for (JsonNode panel : ExportedObjects.panels(dashboard)) {
      JsonNode at = panel.path("gridData");
      assertThat(at.path("i")).isEqualTo(panel.path("panelIndex"));
      assertThat(ids.add(at.path("i").asText())).as("used once: " + at.path("i")).isTrue();
      Grid grid =
          new Grid(
              at.path("x").asInt(),
              at.path("y").asInt(),
              at.path("w").asInt(),
              at.path("h").asInt());
      assertThat(placed).noneMatch(grid::overlaps);
      placed.add(grid);
    }
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void onlyTypesWithAFutureAreUsed(JsonNode dashboard) {
    for (JsonNode panel : ExportedObjects.panels(dashboard)) {
      assertThat(panel.path("type").asText()).isIn("lens", "search", "links", "visualization");
      if (panel.path("type").asText().equals("visualization")) {
        assertThat(panel.at("/embeddableConfig/savedVis/type").asText()).isEqualTo("markdown");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void linksInTextsLeadToDashboards(JsonNode dashboard) {
    Set<String> ids = new TreeSet<>();
    dashboards().forEach(other -> ids.add(other.path("id").asText()));
    for (JsonNode panel : ExportedObjects.panels(dashboard)) {
      Matcher link = LINK.matcher(panel.at("/embeddableConfig/savedVis/params/markdown").asText());
      while (link.find()) {
        assertThat(link.group(1)).startsWith("#/view/");
        assertThat(ids).contains(link.group(1).substring("#/view/".length()));
      }
    }
  }

  private static JsonNode controls(JsonNode dashboard) {
    return ExportedObjects.parse(dashboard.at("/attributes/controlGroupInput/panelsJSON").asText());
  }
}
