// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.setup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fenceline.sink.Document;
import io.fenceline.sink.DocumentStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Documents against the Elastic Common Schema 9.4: {@code ecs-9.4.0.tsv} has the fields that we
 * write with the type and the number of values that its schema gives them.
 */
class EcsFieldsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<Document> DOCUMENTS = VariedDocuments.many(200);

  /** Types of one family, which a search does not tell apart. */
  private static final Map<String, String> SAME_FAMILY =
      Map.of("constant_keyword", "keyword", "match_only_text", "text");

  /**
   * One value where one client is concerned, as the schema has it, and all of them where several.
   */
  private static final Set<String> OF_SEVERAL_CLIENTS =
      Set.of("source.ip", "source.address", "user.id", "user.name");

  /** Types of events that the schema expects of a category. */
  private static final Map<String, Set<String>> TYPES =
      Map.of(
          "api",
          Set.of(
              "access",
              "admin",
              "allowed",
              "change",
              "creation",
              "deletion",
              "denied",
              "end",
              "info",
              "start",
              "user"),
          "intrusion_detection",
          Set.of("allowed", "denied", "info"));

  private static final Map<String, String[]> SCHEMA = new HashMap<>();

  @BeforeAll
  static void readSchema() throws IOException {
    try (var in = EcsFieldsTest.class.getResourceAsStream("ecs-9.4.0.tsv")) {
      for (String line : new String(in.readAllBytes(), UTF_8).split("\n")) {
        String[] parts = line.split("\t");
        SCHEMA.put(parts[0], parts);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(DocumentStream.class)
  void whatIsNotOursHasTheNameAndTheTypeOfTheSchema(DocumentStream stream) throws IOException {
    TemplateFields.mapped(stream)
        .forEach(
            (field, type) -> {
              if (!field.startsWith("fenceline.")) {
                assertThat(SCHEMA).containsKey(field);
                String expected = SCHEMA.get(field)[1];
                assertThat(type).as(field).isEqualTo(SAME_FAMILY.getOrDefault(expected, expected));
              }
            });
  }

  @ParameterizedTest
  @EnumSource(DocumentStream.class)
  void listsStandWhereTheSchemaHasListsAndNowhereElse(DocumentStream stream) throws IOException {
    TemplateFields.written(stream, DOCUMENTS)
        .forEach(
            (field, values) -> {
              if (!field.startsWith("fenceline.") && !OF_SEVERAL_CLIENTS.contains(field)) {
                boolean list = SCHEMA.get(field)[2].equals("array");
                assertThat(values).as(field).allMatch(value -> value.isArray() == list);
              }
            });
  }

  @Test
  void theSchemaHasNoFieldThatWeDoNotWrite() throws IOException {
    Set<String> idle = new HashSet<>(SCHEMA.keySet());
    for (DocumentStream stream : DocumentStream.values()) {
      idle.removeAll(TemplateFields.written(stream, DOCUMENTS).keySet());
    }

    assertThat(idle).isEmpty();
  }

  @Test
  void wordsThatTheSchemaListsAreFromItsLists() throws IOException {
    for (Document document : DOCUMENTS) {
      JsonNode json = JSON.readTree(document.json());
      JsonNode event = json.get("event");

      assertThat(json.at("/ecs/version").asText()).isEqualTo("9.4.0");
      assertThat(event.get("kind").asText()).isIn("event", "alert", "metric", "pipeline_error");
      assertThat(event.path("outcome").asText("success")).isIn("success", "failure");
      event
          .path("category")
          .forEach(
              category ->
                  event
                      .path("type")
                      .forEach(
                          type ->
                              assertThat(TYPES.get(category.asText())).contains(type.asText())));
    }
  }

  @Test
  void alertsAreWhatKibanaPromotes() throws IOException {
    for (Document document : DOCUMENTS) {
      if (document.stream() == DocumentStream.ALERTS) {
        JsonNode json = JSON.readTree(document.json());

        assertThat(json.at("/event/kind").asText()).isEqualTo("alert");
        assertThat(json.at("/event/severity").asInt()).isIn(21, 47, 73, 99);
        assertThat(json.at("/event/risk_score").asInt()).isBetween(0, 100);
        assertThat(json.get("message")).isEqualTo(json.at("/rule/name"));
        assertThat(json.at("/event/module").asText()).isEqualTo("fenceline");
      }
    }
  }
}
