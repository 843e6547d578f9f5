// SPDX-License-Identifier: Apache-2.0
package io.fenceline.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A field's dotted name, and how its values are found in a document. */
public record FieldPath(List<String> parts) {

  /** Of a dotted name. */
  public static FieldPath of(String name) {
    return new FieldPath(List.of(name.split("\\.", -1)));
  }

  /** The dotted name. */
  public String name() {
    return String.join(".", parts);
  }

  /** All values in order: as Elasticsearch does it, lists on the way are passed through. */
  public List<JsonNode> values(JsonNode document) {
    JsonNode node = document;
    for (int i = 0; i < parts.size(); i++) {
      if (node.isArray()) {
        List<JsonNode> found = new ArrayList<>();
        collect(node, i, found);
        return found;
      }
      node = node.path(parts.get(i));
      if (node.isMissingNode()) {
        return List.of();
      }
    }
    if (node.isArray()) {
      List<JsonNode> found = new ArrayList<>();
      collect(node, parts.size(), found);
      return found;
    }
    return node.isValueNode() && !node.isNull() ? List.of(node) : List.of();
  }

  private void collect(JsonNode node, int depth, List<JsonNode> found) {
    if (node.isArray()) {
      for (JsonNode item : node) {
        collect(item, depth, found);
      }
    } else if (depth < parts.size()) {
      JsonNode next = node.path(parts.get(depth));
      if (!next.isMissingNode()) {
        collect(next, depth + 1, found);
      }
    } else if (node.isValueNode() && !node.isNull()) {
      found.add(node);
    }
  }
}
