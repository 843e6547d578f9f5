// SPDX-License-Identifier: Apache-2.0
package io.fenceline.dashboard.kibana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every object has the shape that Kibana 8.19 writes, and nothing besides. */
class SchemaTest {
  private static JsonNode schema;

  @BeforeAll
  static void readTheSchema() throws IOException {
    schema =
        new ObjectMapper()
            .readTree(SchemaTest.class.getResourceAsStream("kibana-objects.schema.json"));
  }

  static List<JsonNode> objects() {
    return ExportedObjects.objects();
  }

  @ParameterizedTest
  @MethodSource("objects")
  void everyObjectHasItsShape(JsonNode object) {
    assertThat(faults("object", object)).isEmpty();
  }

  static List<JsonNode> dashboards() {
    return ExportedObjects.dashboards();
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void theTextsInADashboardHoldJsonOfTheirShape(JsonNode dashboard) {
    Map.of(
            "panels", "/attributes/panelsJSON",
            "options", "/attributes/optionsJSON",
            "dashboardSource", "/attributes/kibanaSavedObjectMeta/searchSourceJSON",
            "controls", "/attributes/controlGroupInput/panelsJSON",
            "ignored", "/attributes/controlGroupInput/ignoreParentSettingsJSON")
        .forEach(
            (shape, path) ->
                assertThat(faults(shape, ExportedObjects.parse(dashboard.at(path).asText())))
                    .as(path)
                    .isEmpty());
  }

  @Test
  void theTextsInASearchHoldJsonOfTheirShape() {
    for (JsonNode search : ExportedObjects.ofType("search")) {
      String source = search.at("/attributes/kibanaSavedObjectMeta/searchSourceJSON").asText();

      assertThat(faults("searchSource", ExportedObjects.parse(source))).isEmpty();
    }
  }

  @Test
  void theRuleHasTheShapeOfItsInterface() {
    assertThat(ExportedObjects.lines(KibanaFiles.RULE)).hasSize(1);
    assertThat(faults("rule", ExportedObjects.rule())).isEmpty();
  }

  /** A schema that takes everything proves nothing. */
  @ParameterizedTest
  @CsvSource({
    "/embeddableConfig/attributes/state/datasourceStates/formBased/layers/data, other",
    "/embeddableConfig/attributes/state/datasourceStates/formBased/layers/data/columns/m0, other",
    "/embeddableConfig/attributes/state/visualization, other",
    "/gridData, other",
    "/embeddableConfig, savedVis",
  })
  void aKeyThatKibanaWouldIgnoreIsFound(String path, String key) {
    JsonNode panels =
        ExportedObjects.parse(
            ExportedObjects.dashboards().get(0).at("/attributes/panelsJSON").asText());
    int lens = 0;
    while (!panels.get(lens).path("type").asText().equals("lens")) {
      lens++;
    }
    assertThat(faults("panels", panels)).isEmpty();
    ((ObjectNode) panels.get(lens).at(path)).put(key, 1);

    assertThat(faults("panels", panels)).isNotEmpty();
  }

  private static Set<ValidationMessage> faults(String shape, JsonNode node) {
    ObjectNode rooted = schema.deepCopy();
    rooted.put("$ref", "#/$defs/" + shape);
    JsonSchema validator =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(rooted);
    return validator.validate(node);
  }
}
