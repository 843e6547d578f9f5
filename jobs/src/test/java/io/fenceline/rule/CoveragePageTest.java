// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenceline.model.Rule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CoveragePageTest {
  private static final Path SQL =
      Path.of(System.getProperty("basedir", "."), "..", "sql").normalize();
  private static final Path PAGE = SQL.resolve("coverage.md");
  private static final Path DETECTORS =
      Path.of(System.getProperty("basedir", "."), "docs", "detectors.md").normalize();

  /** Chapters about what is no rule. */
  private static final Set<String> NO_RULES = Set.of("Similarity grouping", "Risk");

  private static final String REGENERATE =
      "mvn test -pl jobs -am -Dtest=CoveragePageTest -Dsurefire.failIfNoSpecifiedTests=false"
          + " -Dfenceline.regenerate=true";

  @Test
  void theCommittedPageSaysWhatRulesAndDetectorsSay() throws Exception {
    RulePack pack = RulePack.read(SQL.resolve("rules"));
    String page = CoveragePage.markdown(pack.rules(), BuiltInRules.all());
    if (Boolean.getBoolean("fenceline.regenerate")) {
      Files.writeString(PAGE, page);
    }

    assertThat(pack.faults()).isEmpty();
    assertThat(PAGE).as("write the page with: " + REGENERATE).exists();
    assertThat(Files.readString(PAGE))
        .as("sql/coverage.md is stale; regenerate it with: " + REGENERATE)
        .isEqualTo(page);
  }

  @Test
  void everyDetectorThatIsDescribedIsFoundAmongTheClasses() throws Exception {
    Set<String> described =
        Files.readAllLines(DETECTORS).stream()
            .filter(line -> line.startsWith("## "))
            .map(line -> line.substring(3))
            .filter(title -> !NO_RULES.contains(title))
            .collect(Collectors.toSet());

    assertThat(BuiltInRules.all().stream().map(Rule::id))
        .containsExactlyInAnyOrderElementsOf(described);
  }
}
