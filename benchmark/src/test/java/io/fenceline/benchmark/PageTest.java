// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {
  private static final String PAGE =
      "# Page\n<!-- begin one -->\nold\n<!-- end one -->\nby hand\n<!-- begin two -->\n"
          + "other\n<!-- end two -->\n";

  @Test
  void aPartIsReplacedAndAllElseIsKept() {
    assertThat(Page.replaced(PAGE, "one", "new\n"))
        .isEqualTo(PAGE.replace("old", "new"))
        .isNotEqualTo(PAGE);
  }

  @Test
  void aPageWithoutThePartIsNotTouched() {
    assertThatThrownBy(() -> Page.replaced(PAGE, "three", "new"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("three");
  }

  @ParameterizedTest
  @ValueSource(strings = {"scaling", "latency", "sink", "memory", "peers", "operators"})
  void thePageHasThePartOfEachCommand(String part) throws IOException {
    String page = Files.readString(Path.of("RESULTS.md"));

    assertThat(Page.replaced(page, part, "new")).contains("\nnew\n<!-- end " + part + " -->");
  }
}
