// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.trace;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fenceline.model.Client;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A line of a log and what has to be rewritten in it.
 *
 * @param bytes of the line, without its end
 * @param edits in the order of the line, at least the time
 * @param time of the event, epoch milliseconds
 * @param client {@link Client#id()}
 * @param model its name, empty if there is none
 */
record RecordedLine(byte[] bytes, List<Edit> edits, long time, String client, String model) {
  private static final JsonFactory JSON = new JsonFactory();
  private static final ObjectMapper TREE = new ObjectMapper(JSON);
  private static final Set<String> NAMES = Set.of("api_key_id", "user_id", "session_id");
  private static final Pattern ADDRESS = Pattern.compile("(\\d{1,3}\\.){3}\\d{1,3}");
  private static final Set<String> LEAN =
      Set.of(
          "timestamp",
          "request_id",
          "source_ip",
          "model_name",
          "input_stats",
          "prediction",
          "latency_ms");
  private static final int UUID = 36;

  /**
   * Reads a line of the native format.
   *
   * @throws IOException if it is no JSON object
   * @throws IllegalArgumentException if it has no time or client
   */
  static RecordedLine of(byte[] bytes) throws IOException {
    List<Edit> edits = new ArrayList<>();
    Map<String, String> top = new HashMap<>();
    try (JsonParser parser = JSON.createParser(bytes)) {
      parser.nextToken();
      for (String name; (name = parser.nextFieldName()) != null; ) {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.VALUE_STRING) {
          top.put(name, parser.getText());
          edit(name, parser, edits);
        } else if (token == JsonToken.START_ARRAY && name.equals("input_fingerprint")) {
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            edits.add(place(Edit.Kind.HASH, parser));
          }
        } else {
          parser.skipChildren();
        }
      }
    }
    if (!top.containsKey("timestamp")) {
      throw new IllegalArgumentException("a line without timestamp: " + text(bytes));
    }
    Client client =
        new Client(
            top.getOrDefault("api_key_id", ""),
            top.getOrDefault("user_id", ""),
            top.getOrDefault("source_ip", ""));
    return new RecordedLine(
        bytes,
        List.copyOf(edits),
        Instant.parse(top.get("timestamp")).toEpochMilli(),
        client.id(),
        top.getOrDefault("model_name", ""));
  }

  /** The same request without what richer logs have: no names but an address, no fingerprint. */
  RecordedLine lean() throws IOException {
    ObjectNode fields = (ObjectNode) TREE.readTree(bytes);
    fields.retain(LEAN);
    return of(TREE.writeValueAsBytes(fields));
  }

  private static void edit(String name, JsonParser parser, List<Edit> edits) throws IOException {
    if (name.equals("timestamp")) {
      edits.add(place(Edit.Kind.TIME, parser));
    } else if (name.equals("request_id") && parser.getTextLength() == UUID) {
      edits.add(place(Edit.Kind.REQUEST, parser));
    } else if (name.equals("model_name")) {
      edits.add(place(Edit.Kind.MODEL, parser));
    } else if (NAMES.contains(name)) {
      edits.add(place(Edit.Kind.NAME, parser));
    } else if (name.equals("source_ip")) {
      edits.add(
          place(
              ADDRESS.matcher(parser.getText()).matches() ? Edit.Kind.ADDRESS : Edit.Kind.NAME,
              parser));
    }
  }

  /** The bytes between the quotes, as they stand in the line, escapes and all. */
  private static Edit place(Edit.Kind kind, JsonParser parser) throws IOException {
    int quote = (int) parser.currentTokenLocation().getByteOffset();
    parser.finishToken();
    int end = (int) parser.currentLocation().getByteOffset() - 1;
    return new Edit(kind, quote + 1, end - quote - 1);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
