// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fenceline.browser.Browser;
import io.fenceline.browser.BrowserPage;
import io.fenceline.browser.HostileText;
import io.fenceline.browser.Look;
import io.fenceline.browser.PageCheck;
import io.fenceline.browser.ReportViews;
import io.fenceline.command.report.DocumentFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a log that somebody filled to harm its readers to all that they look at. */
class HostileTextITCase {
  private static final int REQUESTS = 200;

  /** In ASCII, for a surrogate without its other half has no bytes of its own. */
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  /** Fields that a log may fill with any text. */
  private static final List<String> FIELDS =
      List.of(
          "user_id",
          "api_key_id",
          "session_id",
          "trace_id",
          "user_agent",
          "tenant",
          "endpoint",
          "model_name",
          "model_version",
          "source_ip");

  @TempDir Path directory;

  @Test
  void runsNowhereAndForgesNothingWhereverItIsShown() throws Exception {
    Path log = directory.resolve("hostile.jsonl");
    Files.write(log, lines());
    OutputFiles files = new OutputFiles(directory.resolve("out"));

    String terminal = detect(log, files);

    List<JsonNode> alerts = DocumentFile.read(files.alerts());
    Set<String> clients =
        alerts.stream()
            .map(alert -> alert.at("/user/id").asText())
            .filter(id -> HostileText.all().contains(id))
            .collect(Collectors.toSet());
    // What is too long for a field is cut or set aside before anybody sees it.
    assertThat(clients).hasSizeGreaterThan(HostileText.all().size() / 2);
    assertThat(terminal.lines()).noneMatch(line -> line.startsWith(HostileText.FORGED_LINE));
    assertThat(terminal.lines()).allMatch(line -> line.length() < 300);
    assertThat(terminal.replace("\n", "").codePoints())
        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
    try (Browser browser = Browser.start()) {
      for (Look look : Look.values()) {
        try (BrowserPage page = browser.open(files.reportFile(), look)) {
          for (String view : ReportViews.IDS) {
            ReportViews.go(page, view);
            page.unroll();
            PageCheck.sound(page);
            ReportViews.drawn(page);
          }
          assertThat(page.evaluate("document.querySelectorAll('.row').length").asInt())
              .isEqualTo(alerts.size());
        }
      }
    }
  }

  /** Every text walks along a decision boundary, so that there are alerts about it. */
  private static List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String text : HostileText.all()) {
      for (String request : Walk.requests("anybody", REQUESTS, 200, REQUESTS)) {
        ObjectNode record = (ObjectNode) JSON.readTree(request);
        FIELDS.forEach(field -> record.put(field, text));
        record.put("request_id", lines.size() + text);
        record.put(text, text);
        ObjectNode prediction = (ObjectNode) record.path("prediction");
        prediction.put("class", prediction.path("class").asText() + text);
        lines.add(JSON.writeValueAsString(record));
      }
    }
    return lines;
  }

  private static String detect(Path log, OutputFiles files) {
    PrintStream console = System.out;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
      int code =
          Fenceline.commandLine()
              .execute(
                  "detect", "--input", log.toString(), "--output", files.directory().toString());
      assertThat(code).isZero();
    } finally {
      System.setOut(console);
    }
    return said.toString(StandardCharsets.UTF_8);
  }
}
