// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.setup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * One line of a file for Kibana.
 *
 * @param file where it stands, without ending
 * @param line all of it
 */
record KibanaObject(String file, ObjectNode line) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Servers drop empty values and add none that we send. */
  private static final Fingerprint FINGERPRINT = new Fingerprint((path, value) -> false, false);

  /** Whether it is a detection rule, and otherwise a saved object. */
  boolean isRule() {
    return line.has("rule_id");
  }

  /** Type of the saved object in Kibana's words, or {@code rule}. */
  String type() {
    return isRule() ? "rule" : line.path("type").asText();
  }

  String id() {
    return line.path(isRule() ? "rule_id" : "id").asText();
  }

  /** Type and id: what nothing else in a space shares. */
  String key() {
    return type() + ":" + id();
  }

  /** In words. */
  String label() {
    return switch (type()) {
      case "index-pattern" -> "data view";
      case "search" -> "saved search";
      case "rule" -> "detection rule";
      default -> type();
    };
  }

  /** What a person reads in Kibana. */
  String title() {
    JsonNode name = isRule() ? line.path("name") : line.at("/attributes/name");
    String title = name.asText(line.at("/attributes/title").asText());
    return title.isEmpty() ? id() : title;
  }

  String shipped() {
    return FINGERPRINT.of(line);
  }

  /** Fingerprint of what a person sees of an exported saved object. */
  static String content(JsonNode exported) {
    ObjectNode visible = JSON.createObjectNode();
    visible.set("attributes", exported.path("attributes").deepCopy());
    visible.set("references", exported.path("references"));
    if (visible.at("/attributes/fieldAttrs").isTextual()) {
      visible
          .withObjectProperty("attributes")
          .set("fieldAttrs", withoutCounts(visible.at("/attributes/fieldAttrs").asText()));
    }
    return FINGERPRINT.of(visible);
  }

  /** Data views count how often somebody looked at a field: nothing that anybody changed. */
  private static JsonNode withoutCounts(String fieldAttributes) {
    try {
      JsonNode fields = JSON.readTree(fieldAttributes);
      fields.forEach(
          field -> {
            if (field instanceof ObjectNode attributes) {
              attributes.remove("count");
            }
          });
      return fields;
    } catch (JsonProcessingException unknown) {
      return TextNode.valueOf(fieldAttributes);
    }
  }
}
