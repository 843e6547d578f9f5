// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fenceline.sink.DocumentStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both ways to keep documents for a time, and the place for settings of an operator's own. */
class LifecycleFilesTest {
  private static final Path FILES = Path.of("../deploy/elasticsearch");
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @EnumSource(DocumentStream.class)
  void whatIsComposedLastIsTheOperatorsAndMayBeMissing(DocumentStream stream) throws IOException {
    JsonNode index = read("index", stream.type() + "-" + stream.dataset());
    List<String> components = texts(index.get("composed_of"));
    List<String> mayBeMissing = texts(index.get("ignore_missing_component_templates"));

    assertThat(mayBeMissing)
        .containsExactly(component(stream) + "@ilm", component(stream) + "@custom");
    assertThat(components)
        .endsWith(component(stream), component(stream) + "@ilm", component(stream) + "@custom");
    // Whatever stands there would win over every component, the operator's own, too.
    assertThat(index.has("template")).isFalse();
    assertThat(FILES.resolve("component").resolve(component(stream) + "@custom.json"))
        .doesNotExist();
  }

  @ParameterizedTest
  @EnumSource(DocumentStream.class)
  void bothWaysKeepDocumentsForTheSameTime(DocumentStream stream) throws IOException {
    String name = component(stream);
    JsonNode policy = read("ilm", name);
    JsonNode retention = read("component", name).at("/template/lifecycle/data_retention");
    JsonNode end = policy.at("/phases/delete/min_age");

    assertThat(read("ilm-component", name + "@ilm").at("/template/settings/index/lifecycle/name"))
        .isEqualTo(JSON.valueToTree(name));
    assertThat(policy.at("/phases/delete/actions").has("delete")).isTrue();
    assertThat(policy.at("/_meta/managed_by").asText()).isEqualTo("fenceline");
    if (stream == DocumentStream.ALERTS) {
      // A plain index knows no lifecycle of data streams, and one that is its day never rolls over.
      assertThat(retention.isMissingNode()).isTrue();
      assertThat(policy.at("/phases/hot/actions")).isEmpty();
      assertThat(end.asText()).isEqualTo("365d");
    } else {
      assertThat(end).isEqualTo(retention);
      assertThat(policy.at("/phases/hot/actions/rollover/max_primary_shard_size").asText())
          .isEqualTo("50gb");
    }
  }

  @Test
  void everyKindOfDocumentHasAPolicyAndNothingElseHas() throws IOException {
    Set<String> streams = new TreeSet<>();
    for (DocumentStream stream : DocumentStream.values()) {
      streams.add(component(stream));
    }

    assertThat(names("ilm")).isEqualTo(streams);
    assertThat(names("ilm-component"))
        .containsExactlyElementsOf(streams.stream().map(name -> name + "@ilm").toList());
  }

  private static String component(DocumentStream stream) {
    return stream.dataset().replace('.', '-');
  }

  private static Set<String> names(String directory) throws IOException {
    try (Stream<Path> files = Files.list(FILES.resolve(directory))) {
      Set<String> names = new TreeSet<>();
      files.forEach(file -> names.add(file.getFileName().toString().replace(".json", "")));
      return names;
    }
  }

  private static JsonNode read(String directory, String name) throws IOException {
    return JSON.readTree(FILES.resolve(directory).resolve(name + ".json").toFile());
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(item -> texts.add(item.asText()));
    return texts;
  }
}
