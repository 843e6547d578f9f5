// SPDX-License-Identifier: Apache-2.0
package io.fenceline.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YamlFileTest {
  @TempDir Path directory;

  @Test
  void everyValueKnowsItsLine() {
    YamlNode.Mapping top =
        YamlFile.read("f.yaml", "# comment\na: 1\nb:\n  - x\n  - c: true\nd:\n'e': ''\n");

    assertThat(top.entries().get("a"))
        .isEqualTo(
            new YamlNode.Entry(
                new Place("f.yaml", 2),
                new YamlNode.Scalar("1", "a number", new Place("f.yaml", 2))));
    YamlNode.Sequence b = (YamlNode.Sequence) top.entries().get("b").value();
    assertThat(b.items().get(0).place()).hasToString("f.yaml:4");
    YamlNode.Mapping inner = (YamlNode.Mapping) b.items().get(1);
    assertThat(inner.entries().get("c").value().kind()).isEqualTo("true or false");
    assertThat(((YamlNode.Scalar) top.entries().get("d").value()).isNothing()).isTrue();
    assertThat(((YamlNode.Scalar) top.entries().get("e").value()).isNothing()).isFalse();
  }

  @Test
  void anEmptyFileHasNoEntries() {
    assertThat(YamlFile.read("f.yaml", "# nothing\n").entries()).isEmpty();
  }

  @Test
  void whatMakesSuchFilesLieIsRefused() {
    assertRefused("a: 1\nb: 2\na: 3\n", "f.yaml:3: 'a' stands in line 1 already");
    assertRefused("a: &x 1\nb: *x\n", "f.yaml:2: references");
    assertRefused("a: 1\n---\nb: 2\n", "a second document");
    assertRefused(
        "a: 1\nb: " + "[".repeat(100_000), "f.yaml:2: is not valid YAML: values lie inside");
    assertRefused("- a\n", "expected 'key: value' lines, found a list");
  }

  @Test
  void brokenYamlIsRefusedWithoutQuotingTheFile() {
    assertThatThrownBy(() -> YamlFile.read("f.yaml", "a: 1\npassword: \"hunter2\nb: [\n"))
        .isInstanceOf(YamlFault.class)
        .hasMessageStartingWith("f.yaml:")
        .hasMessageContaining("is not valid YAML")
        .hasMessageNotContaining("hunter2")
        .hasNoCause();
  }

  @Test
  void aFileThatIsNotTextIsRefused() throws Exception {
    Path file = Files.write(directory.resolve("f.yaml"), new byte[] {(byte) 0xff, 0x00});

    assertThatThrownBy(() -> YamlFile.read(file)).hasMessageEndingWith("is not UTF-8 text");
  }

  @Test
  void theNearestNameIsSuggestedOnlyIfItIsNear() {
    List<String> known = List.of("source.kafka.topics", "source.files", "job.parallelism");

    assertThat(NearestName.suggestion("source.kafka.topic", known))
        .isEqualTo("; did you mean 'source.kafka.topics'?");
    assertThat(NearestName.suggestion("parallelism", known)).contains("job.parallelism");
    assertThat(NearestName.suggestion("Job.Paralelism", known)).contains("job.parallelism");
    assertThat(NearestName.suggestion("elephant", known)).isEmpty();
    assertThat(NearestName.suggestion("source.files", known)).isEmpty();
  }

  @Test
  void aSlipIsToldFromAnotherName() {
    assertThat(NearestName.isSlipOf("sorce_ip", "source_ip")).isTrue();
    assertThat(NearestName.isSlipOf("user.id", "user_id")).isFalse();
    assertThat(NearestName.isSlipOf("input_stats.sum", "input_stats.std")).isFalse();
  }

  private static void assertRefused(String text, String message) {
    assertThatThrownBy(() -> YamlFile.read("f.yaml", text))
        .isInstanceOf(YamlFault.class)
        .hasMessageContaining(message);
  }
}
