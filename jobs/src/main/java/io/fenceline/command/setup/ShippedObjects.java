// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.setup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What this version brings.
 *
 * @param elasticsearch texts of the files for Elasticsearch, by directory and then by name
 * @param kibanaFiles texts of the files for Kibana, by name
 */
record ShippedObjects(
    Map<String, SortedMap<String, String>> elasticsearch, SortedMap<String, String> kibanaFiles) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ALL_NAMESPACES = "-*";

  /** Roles that a key is made for, and the names of the keys. */
  private static final List<String> KEYS = List.of("fenceline-writer", "fenceline-analyst");

  static ShippedObjects ofThisVersion() {
    return new ShippedObjects(
        Map.of(
            "component", PackagedFiles.in("/elasticsearch/component", ".json"),
            "index", PackagedFiles.in("/elasticsearch/index", ".json"),
            "ilm", PackagedFiles.in("/elasticsearch/ilm", ".json"),
            "ilm-component", PackagedFiles.in("/elasticsearch/ilm-component", ".json"),
            "security", PackagedFiles.in("/elasticsearch/security", ".json")),
        PackagedFiles.in("/kibana", ".ndjson"));
  }

  /** Component templates before the index templates composed of them. */
  List<ClusterObject> templates() {
    return Stream.concat(
            objects(ClusterObjectKind.COMPONENT_TEMPLATE, "component").stream(),
            objects(ClusterObjectKind.INDEX_TEMPLATE, "index").stream())
        .toList();
  }

  /** Policies before the component templates that name them. */
  List<ClusterObject> lifecyclePolicies() {
    return Stream.concat(
            objects(ClusterObjectKind.LIFECYCLE_POLICY, "ilm").stream(),
            objects(ClusterObjectKind.COMPONENT_TEMPLATE, "ilm-component").stream())
        .toList();
  }

  List<ClusterObject> roles() {
    return objects(ClusterObjectKind.ROLE, "security");
  }

  /** What keys may do, by name: what the role of that name may, in one namespace only. */
  SortedMap<String, ObjectNode> keys(String namespace) {
    SortedMap<String, ObjectNode> keys = new TreeMap<>();
    for (ClusterObject role : roles()) {
      if (KEYS.contains(role.name())) {
        keys.put(role.name(), (ObjectNode) inNamespace(role.content(), namespace));
      }
    }
    return keys;
  }

  private static JsonNode inNamespace(ObjectNode role, String namespace) {
    ObjectNode narrowed = role.deepCopy();
    for (JsonNode indices : narrowed.path("indices")) {
      List<JsonNode> names = new ArrayList<>();
      indices.path("names").forEach(names::add);
      ((ObjectNode) indices)
          .putArray("names")
          .addAll(
              names.stream()
                  .map(name -> (JsonNode) TextNode.valueOf(narrow(name.asText(), namespace)))
                  .toList());
    }
    return narrowed;
  }

  /** Alerts have an index for each day of a namespace, the rest one data stream. */
  private static String narrow(String pattern, String namespace) {
    return pattern.endsWith(ALL_NAMESPACES)
        ? pattern.substring(0, pattern.length() - 1)
            + namespace
            + (pattern.contains(".alerts-") ? ALL_NAMESPACES : "")
        : pattern;
  }

  List<KibanaObject> kibana(boolean withRules) {
    return KibanaSetup.objects(kibanaFiles).stream()
        .filter(object -> withRules || !object.isRule())
        .toList();
  }

  private List<ClusterObject> objects(ClusterObjectKind kind, String directory) {
    return elasticsearch.getOrDefault(directory, new TreeMap<>()).entrySet().stream()
        .map(file -> new ClusterObject(kind, file.getKey(), parse(file.getKey(), file.getValue())))
        .toList();
  }

  private static ObjectNode parse(String name, String text) {
    try {
      return (ObjectNode) JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(name + ".json of the jar is no JSON; build it again.", e);
    }
  }
}
