// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenceline.sink.Document;
import io.fenceline.sink.DocumentStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ElasticsearchTemplatesTest {
  private static final List<Document> DOCUMENTS = VariedDocuments.many(40);

  /** Mapped for all documents alike, though not each kind writes them. */
  private static final Set<String> SHARED =
      Set.of("message", "event.category", "event.type", "event.reason", "event.start", "event.end");

  /** Written by alerts only, mapped for every document about a client. */
  private static final Set<String> CLIENT = Set.of("user.name");

  @ParameterizedTest
  @EnumSource(DocumentStream.class)
  void everyFieldOfADocumentIsMappedWithATypeThatFits(DocumentStream stream) throws IOException {
    Map<String, String> mapped = TemplateFields.mapped(stream);
    Map<String, Set<JsonNode>> written = TemplateFields.written(stream, DOCUMENTS);

    assertThat(mapped.keySet()).containsAll(written.keySet());
    written.forEach(
        (field, values) ->
            assertThat(values)
                .as(field + " is " + mapped.get(field))
                .allMatch(value -> TemplateFields.fits(mapped.get(field), value)));
  }

  @ParameterizedTest
  @EnumSource(DocumentStream.class)
  void noFieldIsMappedThatNobodyWrites(DocumentStream stream) throws IOException {
    Set<String> idle = new TreeSet<>(TemplateFields.mapped(stream).keySet());
    idle.removeAll(TemplateFields.written(stream, DOCUMENTS).keySet());
    idle.removeAll(SHARED);
    idle.removeAll(CLIENT);

    assertThat(idle).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(DocumentStream.class)
  void noTemplateHasManyFields(DocumentStream stream) throws IOException {
    JsonNode limit =
        TemplateFields.components(stream)
            .get(0)
            .at("/template/settings/index/mapping/total_fields/limit");

    assertThat(TemplateFields.counted(stream)).hasSizeLessThan(limit.asInt());
    assertThat(limit.asInt()).isEqualTo(600);
  }

  @ParameterizedTest
  @EnumSource(DocumentStream.class)
  void noLongTextCanMakeElasticsearchRefuse(DocumentStream stream) throws IOException {
    for (JsonNode component : TemplateFields.components(stream)) {
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
      JsonNode index = TemplateFields.index(stream);

      assertThat(index.has("data_stream")).isEqualTo(stream != DocumentStream.ALERTS);
      assertThat(index.path("priority").asInt()).isGreaterThan(200);
      assertThat(index.at("/index_patterns/0").asText())
          .isEqualTo(stream.type() + "-" + stream.dataset() + "-*");
    }
  }

  @Test
  void everyTemplateInTheDirectoryIsInstalled() throws IOException {
    List<String> all = new ArrayList<>(names("component"));
    all.addAll(names("index"));

    assertThat(ShippedObjects.ofThisVersion().templates())
        .extracting(ClusterObject::name)
        .containsExactlyElementsOf(all);
  }

  private static Set<String> names(String directory) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("../deploy/elasticsearch", directory))) {
      Set<String> names = new TreeSet<>();
      files.forEach(file -> names.add(file.getFileName().toString().replace(".json", "")));
      return names;
    }
  }
}
