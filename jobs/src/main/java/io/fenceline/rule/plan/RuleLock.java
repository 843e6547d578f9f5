// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The rules as they were shipped, in a file with a line for each, so that a review sees in the
 * difference of two versions which rule moved and how.
 *
 * @param rules by id, retired ones too
 */
public record RuleLock(Map<String, LockedRule> rules) {
  /** Name of the file, in the directory of the rules. */
  public static final String FILE = "lock.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Keeps its own copy. */
  public RuleLock {
    rules = new TreeMap<>(rules);
  }

  /** A lock of these rules. */
  public static RuleLock of(Collection<LockedRule> rules) {
    return new RuleLock(
        rules.stream().collect(Collectors.toMap(LockedRule::id, rule -> rule, (a, b) -> b)));
  }

  /**
   * Reads a lock; a file that is not there is a lock without rules.
   *
   * @throws IOException if it cannot be read; the message names file, rule and the way out
   */
  public static RuleLock read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return new RuleLock(Map.of());
    }
    try {
      List<LockedRule> rules = new ArrayList<>();
      for (JsonNode rule : JSON.readTree(file.toFile()).path("rules")) {
        rules.add(
            new LockedRule(
                text(rule, "id"),
                rule.path("version").intValue(),
                text(rule, "status"),
                text(rule, "logic"),
                text(rule, "plan")));
      }
      return of(rules);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new IOException(
          file + " is no lock of rules (" + e.getMessage() + "); restore it from version control",
          e);
    }
  }

  /**
   * The lock after a change: rules that are gone are retired, those that were retired stay so.
   *
   * @param now the rules as they are
   */
  public RuleLock with(RuleLock now) {
    Map<String, LockedRule> all = new TreeMap<>();
    rules.forEach((id, rule) -> all.put(id, rule.retired()));
    all.putAll(now.rules());
    return new RuleLock(all);
  }

  /** The file's text. */
  public String text() {
    return rules.values().stream()
        .sorted(Comparator.comparing(LockedRule::id))
        .map(RuleLock::line)
        .collect(Collectors.joining(",\n", "{\"rules\": [\n", "\n]}\n"));
  }

  private static String line(LockedRule rule) {
    ObjectNode line = JSON.createObjectNode();
    line.put("id", rule.id());
    line.put("version", rule.version());
    line.put("status", rule.status());
    line.put("logic", rule.logic());
    line.put("plan", rule.plan());
    return "  " + line.toString().replace(",\"", ", \"").replace("\":", "\": ");
  }

  private static String text(JsonNode rule, String field) {
    JsonNode value = rule.path(field);
    if (!value.isTextual()) {
      throw new IllegalArgumentException("a rule without " + field);
    }
    return value.textValue();
  }
}
