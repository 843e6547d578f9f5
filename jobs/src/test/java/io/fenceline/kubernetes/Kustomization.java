// SPDX-License-Identifier: Apache-2.0
package io.fenceline.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The part of kustomize that {@code deploy/kubernetes} uses; anything else is refused. Generated
 * ConfigMaps get a suffix, as kustomize gives them their hash, so that a reference that it would
 * not find is not found here either.
 */
final class Kustomization {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final String SUFFIX = "-hash";
  private static final Set<String> UNDERSTOOD =
      Set.of(
          "apiVersion",
          "kind",
          "resources",
          "components",
          "configMapGenerator",
          "configurations",
          "images",
          "namespace",
          "nameSuffix",
          "patches");

  private final List<ObjectNode> objects = new ArrayList<>();
  private final List<JsonNode> references = new ArrayList<>();
  private final Set<String> generated = new TreeSet<>();

  private Kustomization() {}

  /** All objects of an overlay, as they would be sent to Kubernetes. */
  static List<ObjectNode> render(Path overlay) {
    Kustomization top = new Kustomization();
    top.add(overlay);
    top.generated.forEach(top::suffix);
    return top.objects;
  }

  private void suffix(String name) {
    for (ObjectNode object : objects) {
      if (object.path("kind").asText().equals("ConfigMap") && name(object).equals(name)) {
        ((ObjectNode) object.get("metadata")).put("name", name + SUFFIX);
      }
      for (String[] path : fields(object, "nameReference", "ConfigMap")) {
        replace(object, path, 0, name, name + SUFFIX);
      }
    }
  }

  /** Adds to what is there already, as a component does. */
  private void add(Path directory) {
    JsonNode file = documents(directory.resolve("kustomization.yaml")).get(0);
    file.fieldNames().forEachRemaining(key -> require(UNDERSTOOD.contains(key), key));
    for (JsonNode resource : file.path("resources")) {
      Path path = directory.resolve(resource.asText());
      if (Files.isDirectory(path)) {
        Kustomization below = new Kustomization();
        below.add(path);
        objects.addAll(below.objects);
        references.addAll(below.references);
        generated.addAll(below.generated);
      } else {
        documents(path).forEach(document -> objects.add((ObjectNode) document));
      }
    }
    file.path("configurations")
        .forEach(one -> references.addAll(documents(directory.resolve(one.asText()))));
    file.path("components").forEach(component -> add(directory.resolve(component.asText())));
    file.path("configMapGenerator").forEach(generator -> generate(directory, generator));
    file.path("patches").forEach(patch -> patch(directory, patch));
    transform(file);
  }

  private void generate(Path directory, JsonNode generator) {
    generator
        .fieldNames()
        .forEachRemaining(
            key -> require(Set.of("name", "files", "behavior").contains(key), "generator " + key));
    String name = generator.path("name").asText();
    boolean replaces = generator.path("behavior").asText("create").equals("replace");
    require(generated.contains(name) == replaces, "behavior of " + name);
    objects.removeIf(
        one -> one.path("kind").asText().equals("ConfigMap") && name(one).equals(name));
    ObjectNode made = YAML.createObjectNode().put("apiVersion", "v1").put("kind", "ConfigMap");
    made.putObject("metadata").put("name", name);
    ObjectNode data = made.putObject("data");
    generator.path("files").forEach(file -> data.put(file.asText(), text(directory, file)));
    generated.add(name);
    objects.add(made);
  }

  private static String text(Path directory, JsonNode file) {
    try {
      return Files.readString(directory.resolve(file.asText()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void patch(Path directory, JsonNode patch) {
    String kind = patch.at("/target/kind").asText();
    require(patch.size() == 2 && patch.path("target").size() == 1, "patch " + patch);
    // Of other kinds kustomize merges lists by their keys.
    require(kind.equals("FlinkDeployment"), "patch of " + kind);
    JsonNode change = documents(directory.resolve(patch.path("path").asText())).get(0);
    int patched = 0;
    for (ObjectNode object : objects) {
      if (object.path("kind").asText().equals(kind)) {
        patched++;
        if (change.isArray()) {
          change.forEach(operation -> insert(object, operation));
        } else {
          ObjectNode merged = ((ObjectNode) change).deepCopy();
          merged.remove("metadata");
          merge(object, merged);
        }
      }
    }
    require(patched > 0, "no " + kind);
  }

  private static void merge(ObjectNode target, ObjectNode change) {
    change
        .properties()
        .forEach(
            field -> {
              JsonNode old = target.get(field.getKey());
              require(!field.getValue().isNull(), "removal of " + field.getKey());
              if (old instanceof ObjectNode below && field.getValue() instanceof ObjectNode more) {
                merge(below, more);
              } else {
                target.set(field.getKey(), field.getValue().deepCopy());
              }
            });
  }

  private static void insert(ObjectNode object, JsonNode operation) {
    require(operation.path("op").asText().equals("add"), "operation " + operation.path("op"));
    String path = operation.path("path").asText();
    int last = path.lastIndexOf('/');
    JsonNode parent = object.at(path.substring(0, last));
    String key = path.substring(last + 1);
    if (parent instanceof ArrayNode list) {
      require(key.equals("-"), path);
      list.add(operation.get("value").deepCopy());
    } else {
      require(parent instanceof ObjectNode, "no " + path);
      ((ObjectNode) parent).set(key, operation.get("value").deepCopy());
    }
  }

  private void transform(JsonNode file) {
    for (ObjectNode object : objects) {
      ObjectNode metadata = (ObjectNode) object.get("metadata");
      if (file.has("namespace")) {
        metadata.put("namespace", file.get("namespace").asText());
        object
            .path("subjects")
            .forEach(one -> ((ObjectNode) one).put("namespace", file.get("namespace").asText()));
      }
      metadata.put("name", name(object) + file.path("nameSuffix").asText());
      for (JsonNode image : file.path("images")) {
        String whole = image.path("newName").asText() + ":" + image.path("newTag").asText();
        for (String[] path : fields(object, "images", "")) {
          replace(object, path, 0, image.path("name").asText(), whole);
        }
      }
    }
  }

  /** Paths at which kustomize was told that an object holds names of a kind, or images. */
  private List<String[]> fields(ObjectNode object, String what, String of) {
    String kind = object.path("kind").asText();
    List<String[]> paths = new ArrayList<>();
    for (JsonNode reference : references) {
      for (JsonNode entry : reference.path(what)) {
        boolean fits = of.isEmpty() || entry.path("kind").asText().equals(of);
        Iterable<JsonNode> specs = of.isEmpty() ? List.of(entry) : entry.path("fieldSpecs");
        for (JsonNode spec : specs) {
          if (fits && spec.path("kind").asText().equals(kind)) {
            paths.add(spec.path("path").asText().split("/"));
          }
        }
      }
    }
    return paths;
  }

  private static void replace(JsonNode node, String[] path, int at, String old, String found) {
    if (node.isArray()) {
      node.forEach(item -> replace(item, path, at, old, found));
    } else if (at < path.length - 1) {
      replace(node.path(path[at]), path, at + 1, old, found);
    } else if (node.path(path[at]).asText().equals(old)) {
      ((ObjectNode) node).put(path[at], found);
    }
  }

  private static String name(JsonNode object) {
    return object.at("/metadata/name").asText();
  }

  static List<JsonNode> documents(Path file) {
    try (var parser = YAML.createParser(file.toFile());
        var values = YAML.<JsonNode>readValues(parser, JsonNode.class)) {
      return values.readAll();
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException("deploy/kubernetes: not understood: " + what);
    }
  }
}
