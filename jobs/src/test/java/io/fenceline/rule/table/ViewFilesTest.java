// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ViewFilesTest {
  static final Path SQL = Path.of(System.getProperty("basedir", "."), "..", "sql").normalize();
  private static final String REGENERATE =
      "mvn test -pl jobs -am -Dtest=ViewFilesTest -Dsurefire.failIfNoSpecifiedTests=false"
          + " -Dfenceline.regenerate=true";

  @ParameterizedTest
  @EnumSource
  void theCommittedStatementsSayWhatTheCodeSays(ViewFile view) throws IOException {
    isCommitted(SQL.resolve("views").resolve(view.fileName()), view.sql());
  }

  @Test
  void theCommittedReferenceSaysWhatTheCodeSays() throws IOException {
    isCommitted(SQL.resolve("tables.md"), TablesPage.markdown());
  }

  @Test
  void everyTableHasOneFile() throws IOException {
    assertThat(Arrays.stream(ViewFile.values()).map(ViewFile::table).toList())
        .isEqualTo(RuleTables.all());
    try (Stream<Path> files = Files.list(SQL.resolve("views"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              Arrays.stream(ViewFile.values()).map(ViewFile::fileName).toList());
    }
  }

  @ParameterizedTest
  @EnumSource
  void columnsAreNamedOnceAndDescribed(ViewFile view) {
    List<? extends TableColumn<?>> columns = view.table().columns();
    Set<String> names = new HashSet<>();

    assertThat(columns.get(0).name()).isEqualTo(RuleTable.EVENT_TIME);
    for (TableColumn<?> column : columns) {
      assertThat(column.name()).matches("[a-z][a-z0-9]*(_[a-z0-9]+)*");
      assertThat(names.add(column.name())).as(column.name() + " is there once").isTrue();
      assertThat(column.meaning()).endsWith(".").doesNotContain("|");
    }
  }

  private static void isCommitted(Path file, String text) throws IOException {
    if (Boolean.getBoolean("fenceline.regenerate")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    }

    assertThat(file).as("write the file with: " + REGENERATE).exists();
    assertThat(Files.readString(file))
        .as(file + " is stale; regenerate it with: " + REGENERATE)
        .isEqualTo(text);
  }
}
