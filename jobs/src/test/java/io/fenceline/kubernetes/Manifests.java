// SPDX-License-Identifier: Apache-2.0
package io.fenceline.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The objects of one overlay. */
record Manifests(String overlay, List<ObjectNode> objects) {
  static final Path HOME =
      Path.of(System.getProperty("basedir", "."), "..").toAbsolutePath().normalize();
  static final Path KUBERNETES = HOME.resolve("deploy/kubernetes");

  static Manifests of(String overlay) {
    return new Manifests(
        overlay, Kustomization.render(KUBERNETES.resolve("overlays").resolve(overlay)));
  }

  List<ObjectNode> ofKind(String kind) {
    return objects.stream().filter(one -> one.path("kind").asText().equals(kind)).toList();
  }

  List<String> names(String kind) {
    return ofKind(kind).stream().map(one -> one.at("/metadata/name").asText()).toList();
  }

  List<ObjectNode> jobs() {
    return ofKind("FlinkDeployment");
  }

  /** Templates of all pods that there will be, by job and role. */
  Map<String, JsonNode> pods() {
    Map<String, JsonNode> pods = new TreeMap<>();
    for (JsonNode job : jobs()) {
      for (String role : List.of("jobManager", "taskManager")) {
        pods.put(
            job.at("/metadata/name").asText() + " " + role,
            job.at("/spec/" + role + "/podTemplate"));
      }
    }
    return pods;
  }

  String fencelineYaml() {
    return ofKind("ConfigMap").get(0).at("/data/fenceline.yaml").asText();
  }

  static JsonNode container(JsonNode pod) {
    return pod.at("/spec/containers/0");
  }

  static List<String> texts(JsonNode list, String field) {
    List<String> texts = new ArrayList<>();
    list.forEach(item -> texts.add(field.isEmpty() ? item.asText() : item.path(field).asText()));
    return texts;
  }

  static String mapName(JsonNode volume) {
    return volume.at("/configMap/name").asText();
  }

  static Stream<JsonNode> stream(JsonNode list) {
    List<JsonNode> items = new ArrayList<>();
    list.forEach(items::add);
    return items.stream();
  }

  /** True if every label that a selector asks for is there. */
  static boolean selects(JsonNode selector, JsonNode pod) {
    JsonNode labels = pod.at("/metadata/labels");
    return selector.path("matchLabels").properties().stream()
        .allMatch(one -> labels.path(one.getKey()).equals(one.getValue()));
  }

  @Override
  public String toString() {
    return overlay;
  }
}
