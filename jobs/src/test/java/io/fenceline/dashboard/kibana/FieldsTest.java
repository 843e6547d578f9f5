// SPDX-License-Identifier: Apache-2.0
package io.fenceline.dashboard.kibana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenceline.dashboard.Condition;
import io.fenceline.dashboard.Dataset;
import io.fenceline.detect.DetectOptions;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.ConfigOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every field exists in the index templates, with a type that can do what is asked of it. */
class FieldsTest {
  private static final Set<String> NUMBERS = Set.of("long", "double", "float", "integer");
  private static final Set<String> WHOLE = Set.of("keyword", "ip", "boolean", "long", "date");
  private static final Map<Dataset, MappedFields> MAPPED = mapped();
  private static final Pattern PART = Pattern.compile("([a-z_]+)\\(([^()']*)(?:kql='([^']*)')?\\)");

  static List<Map.Entry<String, JsonNode>> lenses() {
    return new ArrayList<>(ExportedObjects.lenses().entrySet());
  }

  @ParameterizedTest
  @MethodSource("lenses")
  void everyColumnsFieldDoesWhatTheColumnAsks(Map.Entry<String, JsonNode> lens) {
    JsonNode layers = lens.getValue().at("/state/datasourceStates/formBased/layers");
    for (JsonNode layer : layers) {
      Dataset dataset = ExportedObjects.dataset(layer.path("indexPatternId").asText());
      assertMapped(dataset, lens.getValue().at("/state/query/query").asText());
      for (JsonNode column : layer.path("columns")) {
        assertMapped(dataset, column.at("/filter/query").asText());
        String field = column.path("sourceField").asText("___records___");
        if (!field.equals("___records___")) {
          assertThat(MAPPED.get(dataset).types()).containsKey(field);
          String type = MAPPED.get(dataset).types().get(field);
          assertThat(takes(column.path("operationType").asText(), type))
              .as(column.path("operationType") + " of " + field + ", which is " + type)
              .isTrue();
          assertDataType(column, type);
        }
      }
    }
  }

  private static boolean takes(String operation, String type) {
    return switch (operation) {
      case "date_histogram" -> type.equals("date");
      case "terms" -> Set.of("keyword", "ip", "boolean", "long").contains(type);
      case "unique_count" -> WHOLE.contains(type);
      case "min", "max" -> NUMBERS.contains(type) || type.equals("date");
      case "sum", "average", "percentile" -> NUMBERS.contains(type);
      default -> false;
    };
  }

  private static void assertDataType(JsonNode column, String type) {
    String expected =
        switch (column.path("operationType").asText()) {
          case "terms" ->
              switch (type) {
                case "keyword" -> "string";
                case "long" -> "number";
                default -> type;
              };
          case "date_histogram" -> "date";
          case "min", "max" -> type.equals("date") ? "date" : "number";
          default -> "number";
        };
    assertThat(column.path("dataType").asText()).as(column.toString()).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("lenses")
  void aFormulaSaysWhatItsPartsDo(Map.Entry<String, JsonNode> lens) {
    JsonNode columns = lens.getValue().at("/state/datasourceStates/formBased/layers/data/columns");
    columns
        .properties()
        .forEach(
            entry -> {
              if (entry.getValue().path("operationType").asText().equals("formula")) {
                String formula = entry.getValue().at("/params/formula").asText();
                Matcher part = PART.matcher(formula);
                for (int i = 0; i < 2; i++) {
                  assertThat(part.find()).as(formula).isTrue();
                  JsonNode column = columns.path(entry.getKey() + "X" + i);
                  assertThat(part.group(1)).isEqualTo(column.path("operationType").asText());
                  String field = part.group(2).replaceAll(",.*", "").strip();
                  assertThat(field.isEmpty() ? "___records___" : field)
                      .isEqualTo(column.path("sourceField").asText());
                  assertThat(part.group(3) == null ? "" : part.group(3))
                      .isEqualTo(column.at("/filter/query").asText());
                }
                assertThat(part.find()).isFalse();
                assertThat(formula).contains(") / ");
              }
            });
  }

  @Test
  void searchesShowAndSortByFieldsThatExist() {
    for (JsonNode search : ExportedObjects.ofType("search")) {
      Dataset dataset = ExportedObjects.dataset(search.at("/references/0/id").asText());
      for (JsonNode column : search.at("/attributes/columns")) {
        assertThat(MAPPED.get(dataset).types()).containsKey(column.asText());
      }
      String sort = search.at("/attributes/sort/0/0").asText();
      assertThat(MAPPED.get(dataset).types().get(sort))
          .isIn("date", "long", "double", "float", "keyword");
      JsonNode source =
          ExportedObjects.parse(
              search.at("/attributes/kibanaSavedObjectMeta/searchSourceJSON").asText());
      assertMapped(dataset, source.at("/query/query").asText());
    }
  }

  @Test
  void controlsNarrowOnlyPanelsWhoseDocumentsHaveTheField() {
    for (JsonNode dashboard : ExportedObjects.dashboards()) {
      Set<String> fields = new TreeSet<>();
      for (JsonNode control :
          ExportedObjects.parse(
              dashboard.at("/attributes/controlGroupInput/panelsJSON").asText())) {
        String field = control.at("/explicitInput/fieldName").asText();
        Dataset dataset = ExportedObjects.dataset(control.at("/explicitInput/dataViewId").asText());
        assertThat(MAPPED.get(dataset).types().get(field)).isIn("keyword", "boolean", "ip");
        fields.add(field);
      }
      for (JsonNode panel : ExportedObjects.panels(dashboard)) {
        JsonNode layers =
            panel.at("/embeddableConfig/attributes/state/datasourceStates/formBased/layers");
        for (JsonNode layer : layers) {
          Dataset dataset = ExportedObjects.dataset(layer.path("indexPatternId").asText());
          assertThat(layer.path("ignoreGlobalFilters").asBoolean())
              .as(dashboard.path("id") + " " + panel.path("title"))
              .isEqualTo(!MAPPED.get(dataset).types().keySet().containsAll(fields));
        }
        if (panel.has("panelRefName")) {
          assertThat(MAPPED.get(searched(dashboard, panel)).types())
              .containsKeys(fields.toArray(String[]::new));
        }
      }
    }
  }

  @Test
  void aClickLeadsWhereTheClickedFieldIsKnown() {
    int drills = 0;
    for (JsonNode dashboard : ExportedObjects.dashboards()) {
      for (JsonNode panel : ExportedObjects.panels(dashboard)) {
        JsonNode events = panel.at("/embeddableConfig/enhancements/dynamicActions/events");
        for (JsonNode event : events) {
          drills++;
          JsonNode target = target(dashboard, panel, event);
          String field =
              panel
                  .at(
                      "/embeddableConfig/attributes/state/datasourceStates/formBased/layers/data/columns/x/sourceField")
                  .asText();
          for (JsonNode other : ExportedObjects.panels(target)) {
            for (JsonNode layer :
                other.at("/embeddableConfig/attributes/state/datasourceStates/formBased/layers")) {
              assertThat(
                      MAPPED
                          .get(ExportedObjects.dataset(layer.path("indexPatternId").asText()))
                          .types())
                  .as(target.path("id") + " " + other.path("title"))
                  .containsKey(field);
            }
          }
        }
      }
    }
    assertThat(drills).isGreaterThanOrEqualTo(2);
  }

  @Test
  void theRuleAsksForFieldsOfAlerts() {
    JsonNode rule = ExportedObjects.rule();
    Map<String, String> types = MAPPED.get(Dataset.ALERTS).types();

    assertThat(ExportedObjects.texts(rule.path("index"))).containsExactly(Dataset.ALERTS.pattern());
    assertMapped(Dataset.ALERTS, rule.path("query").asText());
    assertThat(types.keySet())
        .containsAll(ExportedObjects.texts(rule.at("/investigation_fields/field_names")))
        .contains(rule.path("rule_name_override").asText());
    assertThat(types.get(rule.path("timestamp_override").asText())).isEqualTo("date");
    assertThat(types.get(rule.at("/risk_score_mapping/0/field").asText())).isEqualTo("float");
    assertThat(types.get(rule.at("/severity_mapping/0/field").asText())).isEqualTo("long");
  }

  @Test
  void referenceLinesAndTheirPanelsAreTheDefaultsOfTheJob() {
    Map<String, Double> lines =
        Map.of(
            "fenceline-model/Shift of classes against the model's past",
            DetectOptions.SHIFT_EFFECT.defaultValue(),
            "fenceline-model/Drift of numbers against the model's past",
            DetectOptions.DRIFT_EFFECT.defaultValue());
    ExportedObjects.lenses()
        .forEach(
            (name, lens) -> {
              JsonNode line =
                  lens.at(
                      "/state/datasourceStates/formBased/layers/limits/columns/limit0/params/value");
              assertThat(line.isMissingNode()).isEqualTo(!lines.containsKey(name));
              if (lines.containsKey(name)) {
                assertThat(line.asDouble()).isEqualTo(lines.get(name));
              }
            });
  }

  @Test
  void whatCountsAsShiftedIsWhatTheJobTakesForIt() {
    Map<String, JsonNode> lenses = ExportedObjects.lenses();

    assertThat(filter(lenses.get("fenceline-model/Windows with a shift of classes"), 0))
        .isEqualTo(over("shift.", DetectOptions.SHIFT_EFFECT));
    assertThat(filter(lenses.get("fenceline-model/Windows with a drift of a number"), 0))
        .isEqualTo(over("top_drift_", DetectOptions.DRIFT_EFFECT));
    assertThat(filter(lenses.get("fenceline-model/Which number drifts"), 2))
        .isEqualTo(over("top_drift_", DetectOptions.DRIFT_EFFECT));
  }

  private static String over(String stem, ConfigOption<Double> effect) {
    String field = "fenceline.window." + stem;
    return field
        + "effect >= "
        + plain(effect)
        + " and "
        + field
        + "p_value < "
        + plain(DetectOptions.SHIFT_P_VALUE);
  }

  private static String plain(ConfigOption<Double> option) {
    return BigDecimal.valueOf(option.defaultValue()).stripTrailingZeros().toPlainString();
  }

  private static String filter(JsonNode lens, int measure) {
    return lens.at(
            "/state/datasourceStates/formBased/layers/data/columns/m" + measure + "/filter/query")
        .asText();
  }

  private static Dataset searched(JsonNode dashboard, JsonNode panel) {
    String name = panel.path("panelIndex").asText() + ":" + panel.path("panelRefName").asText();
    for (JsonNode reference : dashboard.path("references")) {
      if (reference.path("name").asText().equals(name)) {
        JsonNode search = ExportedObjects.searches().get(reference.path("id").asText());
        return ExportedObjects.dataset(search.at("/references/0/id").asText());
      }
    }
    throw new AssertionError(name);
  }

  private static JsonNode target(JsonNode dashboard, JsonNode panel, JsonNode event) {
    String name =
        panel.path("panelIndex").asText()
            + ":drilldown:DASHBOARD_TO_DASHBOARD_DRILLDOWN:"
            + event.path("eventId").asText()
            + ":dashboardId";
    for (JsonNode reference : dashboard.path("references")) {
      if (reference.path("name").asText().equals(name)) {
        return ExportedObjects.dashboards().stream()
            .filter(other -> other.path("id").equals(reference.path("id")))
            .findFirst()
            .orElseThrow();
      }
    }
    throw new AssertionError(name);
  }

  private static void assertMapped(Dataset dataset, String kql) {
    assertThat(MAPPED.get(dataset).types().keySet()).containsAll(Condition.parse(kql).fields());
  }

  private static Map<Dataset, MappedFields> mapped() {
    Map<Dataset, MappedFields> mapped = new EnumMap<>(Dataset.class);
    Arrays.stream(Dataset.values()).forEach(set -> mapped.put(set, MappedFields.of(set)));
    return mapped;
  }
}
