// SPDX-License-Identifier: Apache-2.0
package io.fenceline.dashboard.kibana;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fenceline.dashboard.Dataset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The committed files, read as Kibana would: nothing here knows the definitions. */
public final class ExportedObjects {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path DIRECTORY =
      Path.of(System.getProperty("basedir", "."), "..", "deploy", "kibana").normalize();

  private ExportedObjects() {}

  static List<JsonNode> lines(String file) {
    try {
      return Files.readAllLines(DIRECTORY.resolve(file)).stream()
          .map(ExportedObjects::parse)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<JsonNode> objects() {
    return lines(KibanaFiles.OBJECTS);
  }

  static List<JsonNode> ofType(String type) {
    return objects().stream().filter(object -> object.path("type").asText().equals(type)).toList();
  }

  static JsonNode rule() {
    return lines(KibanaFiles.RULE).get(0);
  }

  static List<JsonNode> dashboards() {
    return ofType("dashboard");
  }

  static List<JsonNode> panels(JsonNode dashboard) {
    List<JsonNode> panels = new ArrayList<>();
    parse(dashboard.at("/attributes/panelsJSON").asText()).forEach(panels::add);
    return panels;
  }

  /** Lens panels of all dashboards by {@code dashboard/panel}. */
  public static Map<String, JsonNode> lenses() {
    Map<String, JsonNode> lenses = new LinkedHashMap<>();
    for (JsonNode dashboard : dashboards()) {
      for (JsonNode panel : panels(dashboard)) {
        if (panel.path("type").asText().equals("lens")) {
          lenses.put(
              dashboard.path("id").asText() + "/" + panel.path("title").asText(),
              panel.at("/embeddableConfig/attributes"));
        }
      }
    }
    return lenses;
  }

  /** Saved searches by id. */
  public static Map<String, JsonNode> searches() {
    Map<String, JsonNode> searches = new LinkedHashMap<>();
    ofType("search").forEach(search -> searches.put(search.path("id").asText(), search));
    return searches;
  }

  /** The dataset whose data view has the id. */
  public static Dataset dataset(String view) {
    return Arrays.stream(Dataset.values())
        .filter(dataset -> dataset.dataView().equals(view))
        .findFirst()
        .orElseThrow();
  }

  static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Set<String> texts(JsonNode list) {
    Set<String> texts = new TreeSet<>();
    list.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
