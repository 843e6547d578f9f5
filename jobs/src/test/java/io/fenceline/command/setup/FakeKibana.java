// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.setup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * As much of Kibana as setup talks to, after its documentation: no Kibana can be run in the build.
 * It does what makes the real one hard to compare with: it rewrites what is imported, refuses posts
 * without the header {@code kbn-xsrf}, takes files as forms only, and checks references.
 */
final class FakeKibana extends FakeServer {
  final Map<String, ObjectNode> saved = new TreeMap<>();
  final Map<String, ObjectNode> rules = new TreeMap<>();
  final Set<String> refused = new TreeSet<>();
  String status =
      "{\"version\":{\"number\":\"8.19.3\"},\"status\":{\"overall\":{\"level\":\"available\"}}}";
  int statusCode = 200;
  int everything = 200;
  boolean securityApp = true;
  private int clock;

  FakeKibana() throws IOException {
    super(plain());
  }

  /** Somebody changes a saved object in the browser. */
  void edit(String key) {
    ObjectNode object = saved.get(key);
    object.withObjectProperty("attributes").put("title", "my own title");
    object.put("updated_at", now());
  }

  /** Somebody presses the button to save without having changed a thing. */
  void touch(String key) {
    saved.get(key).put("updated_at", now());
  }

  /** Somebody works with the fields of a data view. */
  void look(String key, String fieldAttributes) {
    saved.get(key).withObjectProperty("attributes").put("fieldAttrs", fieldAttributes);
    saved.get(key).put("updated_at", now());
  }

  /** Kibana itself is upgraded and rewrites what it holds. */
  void migrate() {
    saved.values().forEach(object -> object.withObjectProperty("attributes").put("migrated", 9));
  }

  @Override
  Said answer(Asked request) throws IOException {
    String path = request.path().replaceFirst("^/s/[a-z]+", "");
    if (path.equals("/api/status")) {
      return new Said(statusCode, status);
    }
    if (everything != 200) {
      return new Said(everything, error(everything, "Forbidden"));
    }
    if (request.method().equals("POST") && request.xsrf() == null) {
      return new Said(400, error(400, "Request must contain a kbn-xsrf header."));
    }
    if (path.equals("/api/saved_objects/_export")) {
      return export(request.json());
    }
    if (path.equals("/api/saved_objects/_import?overwrite=true")) {
      return importObjects(form(request.body()));
    }
    if (securityApp && path.equals("/api/detection_engine/rules/_import?overwrite=true")) {
      return importRules(form(request.body()));
    }
    if (securityApp && path.startsWith("/api/detection_engine/rules?rule_id=")) {
      String id = path.substring(path.indexOf('=') + 1);
      return rules.containsKey(id)
          ? new Said(200, rules.get(id).toString())
          : new Said(404, "{\"message\":\"rule_id: not found\",\"status_code\":404}");
    }
    return new Said(404, error(404, "Not Found"));
  }

  private Said export(JsonNode request) {
    JsonNode wanted = request.at("/objects/0");
    String key = wanted.path("type").asText() + ":" + wanted.path("id").asText();
    if (saved.containsKey(key)) {
      return new Said(200, saved.get(key).toString() + "\n");
    }
    ObjectNode error = JSON.createObjectNode().put("statusCode", 400);
    error.put("message", "Error fetching objects to export");
    error
        .withObjectProperty("attributes")
        .putArray("objects")
        .addObject()
        .putObject("error")
        .put("statusCode", 404);
    return new Said(400, error.toString());
  }

  private Said importObjects(List<ObjectNode> lines) {
    Set<String> there = new TreeSet<>(saved.keySet());
    lines.forEach(line -> there.add(key(line)));
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode results = answer.putArray("successResults");
    ArrayNode errors = answer.putArray("errors");
    for (ObjectNode line : lines) {
      ObjectNode result = JSON.createObjectNode();
      result.set("type", line.path("type"));
      result.set("id", line.path("id"));
      JsonNode lost = missingReference(line, there);
      if (lost != null) {
        result
            .putObject("error")
            .put("type", "missing_references")
            .putArray("references")
            .add(lost);
        errors.add(result);
      } else if (refused.contains(key(line))) {
        result.putObject("error").put("type", "unsupported_type");
        errors.add(result);
      } else {
        saved.put(key(line), stored(line));
        results.add(result);
      }
    }
    answer.put("success", errors.isEmpty()).put("successCount", results.size());
    return new Said(200, answer.toString());
  }

  private static JsonNode missingReference(ObjectNode line, Set<String> there) {
    for (JsonNode reference : line.path("references")) {
      boolean checked = Set.of("index-pattern", "search").contains(reference.path("type").asText());
      if (checked && !there.contains(key(reference))) {
        return reference;
      }
    }
    return null;
  }

  private ObjectNode stored(ObjectNode line) {
    ObjectNode stored = line.deepCopy();
    stored.withObjectProperty("attributes").put("version", 1);
    stored.put("updated_at", now()).put("created_at", now()).put("version", "Wz" + clock);
    return stored;
  }

  private Said importRules(List<ObjectNode> lines) {
    for (ObjectNode line : lines) {
      String id = line.path("rule_id").asText();
      int revision = rules.containsKey(id) ? rules.get(id).path("revision").asInt() + 1 : 0;
      ObjectNode stored = line.deepCopy();
      stored.put("revision", revision).put("enabled", line.path("enabled").asBoolean());
      rules.put(id, stored);
    }
    return new Said(200, "{\"success\":true,\"errors\":[]}");
  }

  private static String key(JsonNode object) {
    return object.path("type").asText() + ":" + object.path("id").asText();
  }

  /** The lines of the one file of a form. */
  private static List<ObjectNode> form(String body) throws IOException {
    String boundary = body.substring(0, body.indexOf("\r\n"));
    String head = body.substring(0, body.indexOf("\r\n\r\n"));
    if (!boundary.startsWith("--")
        || !head.contains("name=\"file\"")
        || !head.matches("(?s).*filename=\"[^\"]+\\.ndjson\".*")
        || !body.endsWith("\r\n" + boundary + "--\r\n")) {
      throw new IOException("no form with a file in it");
    }
    String file = body.substring(head.length() + 4, body.lastIndexOf("\r\n" + boundary));
    List<ObjectNode> lines = new ArrayList<>();
    for (String line : file.split("\n", -1)) {
      if (!line.isEmpty()) {
        lines.add((ObjectNode) JSON.readTree(line));
      }
    }
    return lines;
  }

  private String now() {
    clock++;
    return "2026-03-03T08:00:" + (clock + 10) + ".000Z";
  }

  private static String error(int status, String message) {
    return "{\"statusCode\":" + status + ",\"message\":\"" + message + "\"}";
  }
}
