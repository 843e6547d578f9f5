// SPDX-License-Identifier: Apache-2.0
package io.fenceline.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SchemaCoverageTest {
  private static final String SCHEMA = "/io/fenceline/ingest/inference-event.schema.json";

  @Test
  void thePolicyKnowsEveryFieldOfThePublishedSchemaAndNoOther() throws Exception {
    assertThat(published(false)).containsExactlyInAnyOrderElementsOf(ContractField.paths());
  }

  @Test
  void theOptionalFieldsOfThePublishedSchemaArePublicAsShipped() throws Exception {
    Set<String> shipped = new TreeSet<>(PrivacyPolicy.shipped().extraPaths());
    shipped.remove(ContractField.ATTENTION.path());

    assertThat(published(true)).isEqualTo(shipped);
  }

  private static Set<String> published(boolean optional) throws Exception {
    Set<String> paths = new TreeSet<>();
    try (InputStream in = SchemaCoverageTest.class.getResourceAsStream(SCHEMA)) {
      for (var field : new ObjectMapper().readTree(in).path("properties").properties()) {
        if (field.getValue().has("x-fenceline-optional") == optional) {
          collect(field.getKey(), field.getValue(), paths);
        }
      }
    }
    return paths;
  }

  private static void collect(String path, JsonNode field, Set<String> paths) {
    if (field.has("properties")) {
      field
          .get("properties")
          .properties()
          .forEach(below -> collect(path + "." + below.getKey(), below.getValue(), paths));
    } else {
      paths.add(path);
    }
  }
}
