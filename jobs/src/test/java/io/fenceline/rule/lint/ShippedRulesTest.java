// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenceline.rule.RulePack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShippedRulesTest {
  private static final int LEAST = 30;

  @Test
  void everyRuleThatShipsPassesLint() {
    RulePack pack = RulePack.shipped();
    assertThat(pack.with(RuleLint.check(pack)).faults()).isEqualTo(List.of());
    assertThat(pack.rules()).hasSizeGreaterThanOrEqualTo(LEAST);
  }

  @Test
  void theFirstRuleOfTheReadmePassesLint(@TempDir Path directory) throws IOException {
    String page = Files.readString(Path.of(System.getProperty("basedir", "."), "../sql/README.md"));
    Files.writeString(directory.resolve("failing-client.sql"), firstBlock(page, "sql"));
    Files.writeString(directory.resolve("failing-client.yml"), firstBlock(page, "yaml"));

    RulePack pack = RulePack.read(directory);

    assertThat(pack.with(RuleLint.check(pack)).faults()).isEqualTo(List.of());
    assertThat(pack.rules()).hasSize(1);
  }

  private static String firstBlock(String page, String language) {
    return Pattern.compile("(?ms)^```" + language + "\n(.*?)^```$")
        .matcher(page)
        .results()
        .map((MatchResult block) -> block.group(1))
        .findFirst()
        .orElseThrow();
  }
}
