// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.fenceline.ingest.RecordIntake;
import io.fenceline.job.JobSettings;
import io.fenceline.model.AtlasTechnique;
import io.fenceline.model.InferenceEvent;
import io.fenceline.model.Rule;
import io.fenceline.pattern.DetectionPattern;
import io.fenceline.pattern.PatternCatalog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pages promise holds: commands parse, links lead somewhere, the example is read. */
class ReadmeTest {
  private static final Path HOME =
      Path.of(System.getProperty("basedir", "."), "..").toAbsolutePath().normalize();
  private static final Pattern FENCE = Pattern.compile("(?ms)^```(\\w+)\n(.*?)^```$");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]*)(?:#([^)]*))?\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

  static Stream<String> commands() throws IOException {
    return Stream.concat(blocks("README.md", "sh"), blocks("jobs/docs/evaluation.md", "sh"))
        .flatMap(String::lines)
        .filter(line -> line.contains("./fenceline "))
        .map(line -> line.substring(line.indexOf("./fenceline ")));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandIsUnderstood(String command) {
    String[] words = command.strip().split(" +");

    assertThatCode(
            () -> Fenceline.commandLine().parseArgs(Arrays.copyOfRange(words, 1, words.length)))
        .doesNotThrowAnyException();
  }

  @Test
  void thereAreCommands() throws IOException {
    assertThat(commands()).contains("./fenceline demo");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "cep-patterns/README.md",
        "deploy/README.md",
        "deploy/compose/README.md",
        "deploy/elasticsearch/README.md",
        "deploy/kubernetes/README.md",
        "deploy/local/sample/README.md",
        "jobs/docs/detectors.md",
        "jobs/docs/evaluation.md",
        "sql/README.md"
      })
  void everyLinkLeadsSomewhere(String page) throws IOException {
    Path here = HOME.resolve(page);
    List<String> broken = new ArrayList<>();
    for (MatchResult link : LINK.matcher(Files.readString(here)).results().toList()) {
      String file = link.group(1);
      if (file.startsWith("http")) {
        continue;
      }
      Path target = file.isEmpty() ? here : here.resolveSibling(file).normalize();
      if (!Files.exists(target)
          || (link.group(2) != null && !anchors(target).contains(link.group(2)))) {
        broken.add(link.group());
      }
    }

    assertThat(broken).isEmpty();
  }

  @Test
  void theExampleIsAnInferenceEvent() throws IOException {
    byte[] example =
        blocks("README.md", "json").findFirst().orElseThrow().getBytes(StandardCharsets.UTF_8);

    Instant dayAfter = Instant.parse("2026-03-04T00:00:00Z");
    RecordIntake intake =
        new RecordIntake(
            JobSettings.defaults().ingest(), Set.of(), Clock.fixed(dayAfter, ZoneOffset.UTC));
    InferenceEvent event = intake.accept(example, "README.md", 1, dayAfter.toEpochMilli()).event();

    assertThat(event.client().apiKeyId()).isEqualTo("ak_4fc766a2");
    assertThat(event.prediction().scores()).hasSize(2);
    assertThat(event.prediction().entropy()).isPositive();
  }

  @Test
  void theTableOfRulesSaysWhatThePatternsSay() throws IOException {
    List<String> rows = Files.readString(HOME.resolve("README.md")).lines().toList();

    for (Rule rule :
        PatternCatalog.all().stream().map(DetectionPattern::rule).distinct().toList()) {
      String techniques =
          rule.techniques().stream().map(AtlasTechnique::id).collect(Collectors.joining(", "));
      assertThat(rows)
          .as(rule.id())
          .anyMatch(
              row ->
                  row.startsWith("| [`" + rule.id() + "`]")
                      && row.contains("| " + rule.title() + " |")
                      && row.endsWith("| " + techniques + " |"));
    }
  }

  private static Stream<String> blocks(String page, String language) throws IOException {
    return FENCE
        .matcher(Files.readString(HOME.resolve(page)))
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2));
  }

  /** As the usual renderers make them: lower case, no punctuation, hyphens for spaces. */
  private static Set<String> anchors(Path page) throws IOException {
    return HEADING
        .matcher(Files.readString(page))
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }
}
