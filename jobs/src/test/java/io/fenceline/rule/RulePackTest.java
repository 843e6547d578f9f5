// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenceline.model.AtlasTechnique;
import io.fenceline.model.Family;
import io.fenceline.model.Severity;
import io.fenceline.yaml.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulePackTest {
  @TempDir private Path directory;

  @Test
  void readsAPairOfFiles() throws IOException {
    RulePack pack = RuleFiles.read(directory, "many-failures", RuleFiles.SQL, RuleFiles.YML);
    assertThat(pack.faults()).isEmpty();
    SqlRule rule = pack.rules().get(0);
    assertThat(rule.id()).isEqualTo("many-failures");
    assertThat(rule.rule().family()).isEqualTo(Family.CONSUMPTION);
    assertThat(rule.rule().techniques())
        .containsExactly(AtlasTechnique.DENIAL_OF_SERVICE, AtlasTechnique.INFERENCE_API_ACCESS);
    assertThat(rule.status()).isEqualTo(RuleStatus.STABLE);
    assertThat(rule.severity()).isEqualTo(Severity.MEDIUM);
    assertThat(rule.entity()).isEqualTo(RuleEntity.CLIENT);
    assertThat(rule.window()).isEqualTo(Duration.ofHours(1));
    assertThat(rule.suppression()).isEqualTo(Duration.ofMinutes(30));
    assertThat(rule.measure())
        .isEqualTo(new RuleMeasure("failures in an hour", "failures", "allowed"));
    assertThat(rule.notes().owasp()).containsExactly("LLM10");
    assertThat(rule.source().sql()).isEqualTo(RuleFiles.SQL);
    assertThat(rule.cases()).hasSize(2);
  }

  @Test
  void writesRepetitionsOut() throws IOException {
    RulePack pack = RuleFiles.read(directory, "many-failures", RuleFiles.SQL, RuleFiles.YML);
    RuleCase first = pack.rules().get(0).cases().get(0);
    assertThat(first.events()).hasSize(6);
    CaseEvent last = first.events().get(5);
    assertThat(last.at()).isEqualTo(Duration.ofMinutes(5));
    assertThat(last.table()).isEqualTo("enriched_events");
    assertThat(((YamlNode.Scalar) last.columns().get("client")).text()).isEqualTo("key:a");
    assertThat(first.alerts().get(0).fields())
        .containsEntry("at", "5m")
        .containsEntry("severity", "medium");
  }

  @Test
  void rulesComeByIdWhereverTheyLie() throws IOException {
    RuleFiles.write(directory.resolve("z"), "a", RuleFiles.SQL, yml("a"));
    RuleFiles.write(directory.resolve("b/c"), "m", RuleFiles.SQL, yml("m"));
    RuleFiles.write(directory, "z", RuleFiles.SQL, yml("z"));
    Files.writeString(directory.resolve("README.md"), "Read me.");
    assertThat(RulePack.read(directory).rules())
        .extracting(SqlRule::id)
        .containsExactly("a", "m", "z");
  }

  @Test
  void aFaultyRuleLeavesTheOthersAlone() throws IOException {
    RuleFiles.write(directory, "good", RuleFiles.SQL, yml("good"));
    RuleFiles.write(directory, "bad", RuleFiles.SQL, "id: [");
    RulePack pack = RulePack.read(directory);
    assertThat(pack.rules()).extracting(SqlRule::id).containsExactly("good");
    assertThat(pack.faulty()).extracting(SqlRule::id).containsExactly("bad");
    assertThat(pack.faults()).extracting(RuleFault::rule).containsOnly("bad");
  }

  @Test
  void theShippedPackIsSound() {
    assertThat(RulePack.shipped().faults()).isEqualTo(List.of());
  }

  private static String yml(String id) {
    return RuleFiles.YML.replace("many-failures", id);
  }
}
