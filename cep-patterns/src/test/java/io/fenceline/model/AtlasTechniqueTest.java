// SPDX-License-Identifier: Apache-2.0
package io.fenceline.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Against the list that ATLAS publishes, of which ids and names are copied beside this test. */
class AtlasTechniqueTest {
  @Test
  void everyTechniqueIsCalledAsInAtlas() throws IOException {
    Map<String, Published> atlas = atlas();

    for (AtlasTechnique technique : AtlasTechnique.values()) {
      Published published = atlas.get(technique.id());
      assertThat(published).as(technique.id()).isNotNull();
      assertThat(technique.title()).isEqualTo(published.name());
      assertThat(technique.tacticId()).isIn(published.tactics());
      assertThat(technique.tactic()).isEqualTo(atlas.get(technique.tacticId()).name());
      boolean part = !published.parent().isEmpty();
      assertThat(technique.parentId()).isEqualTo(part ? published.parent() : technique.id());
      assertThat(technique.parentTitle())
          .isEqualTo(part ? atlas.get(published.parent()).name() : "");
    }
  }

  @Test
  void aTechniqueIsFoundByItsId() {
    assertThat(AtlasTechnique.ofId("AML.T0034.000")).contains(AtlasTechnique.EXCESSIVE_QUERIES);
    assertThat(AtlasTechnique.ofId("AML.T9999")).isEmpty();
  }

  @Test
  void everyTechniqueIsThereOnceAndInOrder() {
    List<String> ids = Arrays.stream(AtlasTechnique.values()).map(AtlasTechnique::id).toList();

    assertThat(ids).doesNotHaveDuplicates().isSorted();
  }

  private static Map<String, Published> atlas() throws IOException {
    try (InputStream file = AtlasTechniqueTest.class.getResourceAsStream("atlas-5.6.1.tsv")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t", -1))
          .map(cells -> new Published(cells[0], cells[1], cells[2], List.of(cells[3].split(","))))
          .collect(Collectors.toMap(Published::id, Function.identity()));
    }
  }

  private record Published(String id, String name, String parent, List<String> tactics) {}
}
