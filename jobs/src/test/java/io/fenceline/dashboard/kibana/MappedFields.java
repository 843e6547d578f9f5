// SPDX-License-Identifier: Apache-2.0
package io.fenceline.dashboard.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fenceline.dashboard.Dataset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/** Types of a dataset's fields as the index templates map them; nothing inside of nested ones. */
record MappedFields(Map<String, String> types) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static MappedFields of(Dataset dataset) {
    String pattern = dataset.pattern();
    Map<String, String> types = new TreeMap<>();
    for (JsonNode component :
        read("index/" + pattern.substring(0, pattern.length() - "-*".length()))
            .path("composed_of")) {
      if (!component.asText().contains("@")) {
        collect(
            "", read("component/" + component.asText()).at("/template/mappings/properties"), types);
      }
    }
    return new MappedFields(types);
  }

  private static void collect(String prefix, JsonNode properties, Map<String, String> types) {
    properties
        .properties()
        .forEach(
            entry -> {
              String name = prefix + entry.getKey();
              JsonNode field = entry.getValue();
              if (field.has("type")) {
                types.put(name, field.path("type").asText());
              } else {
                collect(name + ".", field.path("properties"), types);
              }
            });
  }

  private static JsonNode read(String name) {
    try (var in = MappedFields.class.getResourceAsStream("/elasticsearch/" + name + ".json")) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
