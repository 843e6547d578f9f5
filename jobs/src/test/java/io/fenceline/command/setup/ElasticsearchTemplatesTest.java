// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fenceline.sink.Document;
import io.fenceline.sink.DocumentSamples;
import io.fenceline.sink.DocumentStamp;
import io.fenceline.sink.DocumentStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ElasticsearchTemplatesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Mapped for all documents alike, though not each kind writes them. */
  private static final Set<String> SHARED =
      Set.of("message", "event.category", "event.type", "event.reason", "event.start", "event.end");

  /** Written by alerts only, mapped for every document about a client. */
  private static final Set<String> CLIENT = Set.of("user.name");

  @ParameterizedTest
  @EnumSource(DocumentStream.class)
  void everyFieldOfADocumentIsMappedWithATypeThatFits(DocumentStream stream) throws IOException {
    Map<String, String> mapped = mapped(stream);
    Map<String, Set<JsonNode>> written = written(stream);

    assertThat(mapped.keySet()).containsAll(written.keySet());
    written.forEach(
        (field, values) ->
            assertThat(values)
                .as(field + " is " + mapped.get(field))
                .allMatch(value -> fits(mapped.get(field), value)));
  }

  @ParameterizedTest
  @EnumSource(DocumentStream.class)
  void noFieldIsMappedThatNobodyWrites(DocumentStream stream) throws IOException {
    Set<String> idle = new TreeSet<>(mapped(stream).keySet());
    idle.removeAll(written(stream).keySet());
    idle.removeAll(SHARED);
    idle.removeAll(CLIENT);

    assertThat(idle).isEmpty();
    assertThat(mapped(stream)).hasSizeLessThan(600);
  }

  @ParameterizedTest
  @EnumSource(DocumentStream.class)
  void noLongTextCanMakeElasticsearchRefuse(DocumentStream stream) throws IOException {
    for (JsonNode component : components(stream)) {
      for (JsonNode field : component.findParents("type")) {
        String type = field.get("type").isTextual() ? field.get("type").asText() : "";
        if (type.equals("keyword") || type.equals("flattened")) {
          assertThat(field.path("ignore_above").asInt()).isEqualTo(8_191);
        }
      }
      JsonNode mappings = component.at("/template/mappings");
      assertThat(mappings.path("dynamic").asText()).isEqualTo("false");
      assertThat(mappings.path("date_detection").asText()).isEqualTo("false");
    }
  }

  @Test
  void alertsGoToPlainIndicesAndTheRestToDataStreams() throws IOException {
    for (DocumentStream stream : DocumentStream.values()) {
      JsonNode index = index(stream);

      assertThat(index.has("data_stream")).isEqualTo(stream != DocumentStream.ALERTS);
      assertThat(index.path("priority").asInt()).isGreaterThan(200);
      assertThat(index.at("/index_patterns/0").asText())
          .isEqualTo(stream.type() + "-" + stream.dataset() + "-*");
    }
  }

  @Test
  void everyTemplateInTheDirectoryIsInstalled() throws IOException {
    assertThat(ElasticsearchTemplates.COMPONENTS)
        .containsExactlyInAnyOrderElementsOf(names("component"));
    assertThat(ElasticsearchTemplates.INDICES).containsExactlyInAnyOrderElementsOf(names("index"));
  }

  private static Set<String> names(String directory) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("../deploy/elasticsearch", directory))) {
      Set<String> names = new TreeSet<>();
      files.forEach(file -> names.add(file.getFileName().toString().replace(".json", "")));
      return names;
    }
  }

  private static JsonNode index(DocumentStream stream) throws IOException {
    return read("index", stream.type() + "-" + stream.dataset());
  }

  private static Iterable<JsonNode> components(DocumentStream stream) throws IOException {
    var components = new java.util.ArrayList<JsonNode>();
    for (JsonNode name : index(stream).get("composed_of")) {
      if (!name.asText().contains("@")) {
        components.add(read("component", name.asText()));
      }
    }
    return components;
  }

  private static JsonNode read(String directory, String name) throws IOException {
    String path = "/elasticsearch/" + directory + "/" + name + ".json";
    try (var in = ElasticsearchTemplatesTest.class.getResourceAsStream(path)) {
      return JSON.readTree(in);
    }
  }

  private static Map<String, String> mapped(DocumentStream stream) throws IOException {
    Map<String, String> fields = new TreeMap<>();
    for (JsonNode component : components(stream)) {
      collectTypes("", component.at("/template/mappings/properties"), fields);
    }
    return fields;
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

  private static Map<String, Set<JsonNode>> written(DocumentStream stream) throws IOException {
    Map<String, String> mapped = mapped(stream);
    Map<String, Set<JsonNode>> fields = new TreeMap<>();
    for (Document document : DocumentSamples.everything()) {
      if (document.stream() == stream) {
        byte[] json = new DocumentStamp().map(document).json();
        collectValues("", JSON.readTree(json), mapped, fields);
      }
    }
    return fields;
  }

  private static void collectValues(
      String name, JsonNode node, Map<String, String> mapped, Map<String, Set<JsonNode>> fields) {
    if (node.isArray()) {
      node.forEach(item -> collectValues(name, item, mapped, fields));
    } else if (node.isObject() && !"flattened".equals(mapped.get(name))) {
      String prefix = name.isEmpty() ? "" : name + ".";
      node.properties()
          .forEach(e -> collectValues(prefix + e.getKey(), e.getValue(), mapped, fields));
    } else {
      fields.computeIfAbsent(name, key -> new java.util.HashSet<>()).add(node);
    }
  }

  private static boolean fits(String type, JsonNode value) {
    return switch (type) {
      case "keyword", "text", "date", "ip" -> value.isTextual();
      case "long" -> value.isIntegralNumber();
      case "double", "float" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "flattened" -> value.isObject();
      default -> false;
    };
  }
}
