// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.report;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fenceline.browser.HostileText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Events and dead letters for reports, with the fields that views read. */
final class ReportEvents {

  /** In ASCII, for a surrogate without its other half has no bytes of its own. */
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private ReportEvents() {}

  static void usual(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 900; i++) {
      String model = i % 3 == 0 ? "digits-cnn" : i % 3 == 1 ? "fraud-scorer" : "sentiment";
      lines.add(event(i, "ak_" + i % 7, model, "class " + i % 4, i % 5 == 0 ? "low_margin" : ""));
    }
    Files.write(file, lines);
  }

  static void hostile(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String text : HostileText.all()) {
      for (int i = 0; i < 3; i++) {
        lines.add(event(i * 40, text, text, text, text));
      }
    }
    Files.write(file, lines);
  }

  static void hostileDeadLetters(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String text : HostileText.all()) {
      ObjectNode letter = document(0);
      letter.putObject("event").put("id", lines.size() + "").put("reason", text);
      letter
          .putObject("fenceline")
          .putObject("dead_letter")
          .put("reason", text)
          .put("source", text)
          .put("position", 7)
          .put("length", 40_000)
          .put("sha256", text);
      lines.add(JSON.writeValueAsString(letter));
    }
    Files.write(file, lines);
  }

  private static String event(int number, String client, String model, String kind, String signal)
      throws IOException {
    ObjectNode event = document(number * 12_000L);
    event.putObject("event").put("id", number + client);
    event.putObject("service").put("name", model).put("version", kind);
    event.putObject("source").put("ip", client);
    event.putObject("user").put("id", client);
    event.putObject("user_agent").put("original", client);
    ObjectNode ours = event.putObject("fenceline");
    ours.put("entity", "key:" + client).put("request_id", number + client);
    ours.put("latency_ms", 3 + number % 11);
    ours.putObject("prediction")
        .put("class", kind)
        .put("confidence", 0.5 + number % 40 / 100.0)
        .put("entropy", 0.1 + number % 30 / 100.0);
    ours.putObject("enrichment")
        .put("near_duplicate", number % 5 == 0)
        .put("class_switch", number % 10 == 0)
        .put("late", false)
        .put("requests_per_minute", 1 + number % 9);
    if (!signal.isEmpty()) {
      ours.putArray("signals").addObject().put("kind", signal).put("shows", signal);
    }
    return JSON.writeValueAsString(event);
  }

  private static ObjectNode document(long after) {
    return JSON.createObjectNode()
        .put("@timestamp", Instant.ofEpochMilli(ReportSamples.START + after).toString());
  }
}
