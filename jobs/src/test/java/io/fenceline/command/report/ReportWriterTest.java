// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class ReportWriterTest {
  private static final Pattern SCRIPT =
      Pattern.compile(
          "<script( type=\"application/json\" id=\"data\")?>(.*?)</script>", Pattern.DOTALL);

  /** Stays after the test, to be looked at in a browser. */
  private Path directory;

  @BeforeEach
  void emptyDirectory(TestInfo test) throws IOException {
    directory = Path.of("target", "reports", test.getTestMethod().orElseThrow().getName());
    Files.createDirectories(directory);
  }

  @Test
  void tellsTheWholeStory() throws IOException {
    JsonNode data = data(write(ReportSamples.usual(directory)));

    assertThat(data.at("/alertCount").asInt()).isEqualTo(6);
    assertThat(data.at("/modelCount").asInt()).isEqualTo(3);
    assertThat(data.at("/alerts/0/severity").asText()).isEqualTo("critical");
    assertThat(data.at("/alerts/0/who").toString())
        .isEqualTo("[\"key ak_7d10\",\"user u-7d10\",\"ip 198.18.7.17\"]");
    assertThat(data.at("/alerts/0/techniques/0/id").asText()).isEqualTo("AML.T0043.001");
    assertThat(data.at("/alerts/0/techniques/1/id").asText()).isEqualTo("AML.T0015");
    assertThat(data.at("/alerts/0/risk").asInt()).isZero();
    assertThat(data.at("/alerts/1/risk").asInt()).isEqualTo(80);
    assertThat(data.at("/alerts/1/riskRules").toString())
        .isEqualTo("[\"oov-drift\",\"boundary-attack\"]");
    assertThat(data.at("/deadLetters/malformed_json").asInt()).isEqualTo(14);
  }

  @Test
  void hostileTextStaysDataInsideThePage() throws IOException {
    String html = write(ReportSamples.hostile(directory));
    String data = data(html).toString();

    assertThat(withoutCharts(html)).doesNotContain("<img", "onerror=alert(1)>", "\u202e", "\u001b");
    assertThat(html.split("</script>", -1)).hasSize(4);
    assertThat(data)
        .contains("</script><script>window.stolen=1;alert(1)</script>")
        .contains("⟨U+202E⟩⟨U+2066⟩gnp.exe")
        .contains("␛[2J␛[31m");
    assertThat(data.length()).isLessThan(800_000);
  }

  @Test
  void onlyThePagesOwnScriptsMayRunAndNothingMayBeLoaded() throws Exception {
    String html = write(ReportSamples.usual(directory));
    Matcher policy =
        Pattern.compile("Content-Security-Policy\" content=\"([^\"]*)\"").matcher(html);
    assertThat(policy.find()).isTrue();

    assertThat(policy.group(1)).startsWith("default-src 'none';").doesNotContain("unsafe");
    Matcher scripts = SCRIPT.matcher(html);
    int allowed = 0;
    while (scripts.find()) {
      if (scripts.group(1) == null) {
        assertThat(policy.group(1)).contains(hash(scripts.group(2)));
        allowed++;
      }
    }
    assertThat(allowed).isEqualTo(2);
    String style = html.substring(html.indexOf("<style>") + 7, html.indexOf("</style>"));
    assertThat(policy.group(1)).contains(hash(style));
    assertThat(withoutCharts(html)).doesNotContain(" src=\"", "<link", "@import");
  }

  @Test
  void aFurtherSectionStandsFirstAndItsStyleIsAllowed() throws Exception {
    ReportInput usual = ReportSamples.usual(directory);
    String html =
        write(
            new ReportInput(
                usual.alerts(),
                usual.windows(),
                usual.duplicates(),
                usual.events(),
                usual.deadLetters(),
                usual.facts(),
                new ReportSection("<section id=\"more\">{{data}}</section>", "#more { top: 0 }")));

    assertThat(html).contains("<div id=\"further\"><section id=\"more\">{{data}}</section></div>");
    String style = html.substring(html.indexOf("<style>") + 7, html.indexOf("</style>"));
    assertThat(style).endsWith("#more { top: 0 }");
    assertThat(html).contains(hash(style));
    assertThat(write(usual)).contains("<div id=\"further\"></div>").doesNotContain("#more");
  }

  @Test
  void theSameInputGivesTheSamePage() throws IOException {
    ReportInput input = ReportSamples.usual(directory);

    assertThat(write(input)).isEqualTo(write(input));
  }

  @Test
  void nothingAtAllIsAReportToo() throws IOException {
    JsonNode data = data(write(ReportSamples.nothing(directory)));

    assertThat(data.at("/alertCount").asInt()).isZero();
  }

  @Test
  void ofAnAlertTheLastRevisionCounts() throws IOException {
    ReportInput input = ReportSamples.usual(directory);
    String all = Files.readString(input.alerts());
    String older =
        all.replace("\"revision\":2", "\"revision\":1").replace("\"count\":14", "\"count\":1");
    Files.writeString(input.alerts(), all + older);

    JsonNode data = data(write(input));
    assertThat(data.at("/alertCount").asInt()).isEqualTo(6);
    assertThat(data.at("/alerts/0/count").asInt()).isEqualTo(14);
  }

  @Test
  void aDamagedFileIsNamedWithItsLine() throws IOException {
    ReportInput input = ReportSamples.usual(directory);
    Files.writeString(input.alerts(), Files.readString(input.alerts()) + "{\"event\":");

    assertThatThrownBy(() -> write(input))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("alerts.jsonl:7 is no JSON object");
  }

  private String write(ReportInput input) throws IOException {
    Path file = directory.resolve("report.html");
    ReportWriter.write(file, input);
    return Files.readString(file);
  }

  /** The chart library has markup of its own in its strings. */
  private static String withoutCharts(String html) {
    int start = html.indexOf("Licensed to the Apache Software Foundation");
    return html.substring(0, start) + html.substring(html.indexOf("</script>", start));
  }

  private static JsonNode data(String html) throws IOException {
    Matcher scripts = SCRIPT.matcher(html);
    assertThat(scripts.find()).isTrue();
    return new ObjectMapper().readTree(scripts.group(2));
  }

  private static String hash(String content) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
    return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
  }
}
