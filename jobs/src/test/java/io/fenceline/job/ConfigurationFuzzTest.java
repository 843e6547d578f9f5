// SPDX-License-Identifier: Apache-2.0
package io.fenceline.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenceline.fuzz.FuzzRun;
import io.fenceline.fuzz.Mutations;
import io.fenceline.fuzz.Outcome;
import io.fenceline.fuzz.YamlStructure;
import io.fenceline.sink.elasticsearch.ElasticsearchSettings;
import io.fenceline.yaml.YamlFault;
import io.fenceline.yaml.YamlFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

/** Whatever stands in a configuration, it is one, or the message says where and what. */
class ConfigurationFuzzTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "FENCELINE_KAFKA_JAAS", "jaas-secret-0001",
          "FENCELINE_ES_API_KEY", "key-secret-0002",
          "FENCELINE_PRIVACY_KEY", "privacy-secret-0003".repeat(3));
  private static final List<String> WORDS =
      List.of(
          "${",
          "$${",
          "${FENCELINE_ES_API_KEY}",
          "${HOME}",
          "file:",
          "file:/",
          "30 s",
          "0 s",
          "-1 s",
          "1 d",
          "1 tb",
          "-1 b",
          "PT1H",
          "http://",
          "https://[::1]:9200",
          "job.parallelism: ",
          "elasticsearch.batch.bytes: ",
          "detect:",
          "baseline:",
          "alert:",
          "rules:",
          "sink.kafka.properties.");

  private final OptionCatalog catalog = new OptionCatalog(AllOptions.CLASSES);

  private static List<String> valid() throws IOException {
    Path deploy = Path.of(System.getProperty("basedir", "."), "../deploy");
    String page = Files.readString(deploy.resolve("OPTIONS.md"));
    StringBuilder all = new StringBuilder();
    page.lines()
        .filter(line -> line.matches("\\| `[^*`]+` \\| [^|*]+ \\| `[^`\\[]+` \\|.*"))
        .forEach(
            line -> {
              String[] cells = line.split("`");
              all.append(cells[1]).append(": ").append(cells[3]).append('\n');
            });
    assertThat(all).contains("alert.risk.medium: 40");
    return List.of(Files.readString(deploy.resolve("fenceline.yaml")), all.toString());
  }

  @Test
  void everyConfigurationIsOneOrSaysWhatIsWrong() throws IOException {
    FuzzRun.of("configurations", YamlStructure.mutations(valid(), WORDS), 8 << 20, 4_000)
        .run(Mutations.inputs(2_000), this::read, this::isConfiguration)
        .reaches(0.01, 0.95, 30);
  }

  /** A configuration or what is wrong with it. */
  private Object read(byte[] file) {
    try {
      Configuration config =
          new ConfigurationReader(catalog, ENVIRONMENT, key -> true)
              .read(YamlFile.read("fenceline.yaml", new String(file, StandardCharsets.UTF_8)))
              .configuration();
      JobSettings.from(config);
      ElasticsearchSettings.from(config);
      return config;
    } catch (IllegalArgumentException e) {
      return e;
    }
  }

  private Outcome isConfiguration(byte[] file, Object read) {
    if (read instanceof Configuration config) {
      return Outcome.taken(String.join(" ", config.keySet()));
    }
    String message = ((IllegalArgumentException) read).getMessage();
    assertThat(message).isNotBlank().doesNotContain("-secret-000");
    boolean isFault = read instanceof YamlFault;
    if (read instanceof YamlFault fault) {
      // As YAML counts them: a line separator ends a line, too.
      long lines = new String(file, StandardCharsets.UTF_8).split("\\R", -1).length;
      assertThat(fault.place().file()).isEqualTo("fenceline.yaml");
      assertThat(fault.place().line()).isBetween(1, (int) lines + 2);
    } else {
      assertThat(catalog.keys()).anyMatch(message::contains);
    }
    return Outcome.refused(isFault ? "file" : "setting", message);
  }
}
