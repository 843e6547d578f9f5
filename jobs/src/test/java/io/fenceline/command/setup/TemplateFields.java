// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.setup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fenceline.sink.Document;
import io.fenceline.sink.DocumentStamp;
import io.fenceline.sink.DocumentStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The fields that templates map, and those that documents write. */
final class TemplateFields {
  private static final ObjectMapper JSON = new ObjectMapper();

  private TemplateFields() {}

  static JsonNode index(DocumentStream stream) throws IOException {
    return read("index", stream.type() + "-" + stream.dataset());
  }

  /** The components that ship, without those that an operator may add. */
  static List<JsonNode> components(DocumentStream stream) throws IOException {
    List<JsonNode> components = new ArrayList<>();
    for (JsonNode name : index(stream).get("composed_of")) {
      if (!name.asText().contains("@")) {
        components.add(read("component", name.asText()));
      }
    }
    return components;
  }

  private static JsonNode read(String directory, String name) throws IOException {
    String path = "/elasticsearch/" + directory + "/" + name + ".json";
    try (var in = TemplateFields.class.getResourceAsStream(path)) {
      return JSON.readTree(in);
    }
  }

  /** Type by name of the field. */
  static Map<String, String> mapped(DocumentStream stream) throws IOException {
    Map<String, String> fields = new TreeMap<>();
    for (JsonNode component : components(stream)) {
      collectTypes("", component.at("/template/mappings/properties"), fields);
    }
    return fields;
  }

  /** All that counts towards {@code index.mapping.total_fields.limit}: objects, too. */
  static Set<String> counted(DocumentStream stream) throws IOException {
    Set<String> counted = new TreeSet<>();
    for (String field : mapped(stream).keySet()) {
      for (int dot = field.indexOf('.'); dot > 0; dot = field.indexOf('.', dot + 1)) {
        counted.add(field.substring(0, dot));
      }
      counted.add(field);
    }
    return counted;
  }

  private static void collectTypes(String prefix, JsonNode properties, Map<String, String> fields) {
    properties
        .properties()
        .forEach(
            entry -> {
              String name = prefix + entry.getKey();
              if (entry.getValue().has("properties")) {
                collectTypes(name + ".", entry.getValue().get("properties"), fields);
              } else {
                fields.put(name, entry.getValue().get("type").asText());
              }
            });
  }

  /** Values by name of the field, as Elasticsearch is told them; a list is one value. */
  static Map<String, Set<JsonNode>> written(DocumentStream stream, Iterable<Document> documents)
      throws IOException {
    Map<String, String> mapped = mapped(stream);
    Map<String, Set<JsonNode>> fields = new TreeMap<>();
    for (Document document : documents) {
      if (document.stream() == stream) {
        byte[] json = new DocumentStamp().map(document).json();
        collectValues("", JSON.readTree(json), mapped, fields);
      }
    }
    return fields;
  }

  private static void collectValues(
      String name, JsonNode node, Map<String, String> mapped, Map<String, Set<JsonNode>> fields) {
    if (node.isArray() && node.path(0).isObject()) {
      node.forEach(item -> collectValues(name, item, mapped, fields));
    } else if (node.isObject() && !"flattened".equals(mapped.get(name))) {
      String prefix = name.isEmpty() ? "" : name + ".";
      node.properties()
          .forEach(e -> collectValues(prefix + e.getKey(), e.getValue(), mapped, fields));
    } else {
      fields.computeIfAbsent(name, key -> new HashSet<>()).add(node);
    }
  }

  /** Whether a field of the type takes the value, or each value of the list. */
  static boolean fits(String type, JsonNode value) {
    if (value.isArray()) {
      for (JsonNode item : value) {
        if (item.isArray() || !fits(type, item)) {
          return false;
        }
      }
      return !value.isEmpty();
    }
    return switch (type) {
      case "keyword", "text", "date", "ip" -> value.isTextual();
      case "long" -> value.isIntegralNumber() && value.canConvertToLong();
      case "double", "float" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "flattened" -> value.isObject();
      default -> false;
    };
  }
}
