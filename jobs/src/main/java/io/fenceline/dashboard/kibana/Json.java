// SPDX-License-Identifier: Apache-2.0
package io.fenceline.dashboard.kibana;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;

/** Objects whose keys keep their order, so that files differ only where something changed. */
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  /** Keys and values in turn. */
  static ObjectNode object(Object... keysAndValues) {
    ObjectNode node = MAPPER.createObjectNode();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      node.set((String) keysAndValues[i], tree(keysAndValues[i + 1]));
    }
    return node;
  }

  static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /** As one line; some of Kibana's fields are such texts. */
  static String line(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Texts as one line each. */
  static String lines(Collection<? extends JsonNode> nodes) {
    StringBuilder text = new StringBuilder();
    nodes.forEach(node -> text.append(line(node)).append('\n'));
    return text.toString();
  }

  static ObjectNode kuery(String query) {
    return object("query", query, "language", "kuery");
  }
}
