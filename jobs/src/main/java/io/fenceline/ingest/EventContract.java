// SPDX-License-Identifier: Apache-2.0
package io.fenceline.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fenceline.ingest.ContractField.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The published JSON Schema, read into the table that the decoder works by: bounds and the words of
 * every message come from the schema, so the two cannot drift apart.
 */
public final class EventContract {
  /** The schema's place on the class path, beside this class. */
  public static final String SCHEMA = "inference-event.schema.json";

  private final JsonNode schema;
  private final Set<Slot> used = EnumSet.noneOf(Slot.class);
  private final Set<String> paths = new TreeSet<>();
  private final ContractField root;

  private EventContract(JsonNode schema) {
    this.schema = schema;
    this.root = field("", schema, 0);
    if (used.size() != Slot.values().length) {
      throw new IllegalStateException("the schema lacks fields that the decoder holds slots for");
    }
  }

  /** Reads the schema shipped with this class. */
  public static EventContract published() {
    try (InputStream in = EventContract.class.getResourceAsStream(SCHEMA)) {
      if (in == null) {
        throw new IllegalStateException(SCHEMA + " is missing from the jar");
      }
      return new EventContract(new ObjectMapper().readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(SCHEMA + " cannot be read", e);
    }
  }

  /** Dotted paths of all fields of the contract, objects included, sorted. */
  public Set<String> paths() {
    return Set.copyOf(paths);
  }

  ContractField root() {
    return root;
  }

  private ContractField field(String path, JsonNode declared, int index) {
    JsonNode node = resolve(declared);
    if (!path.isEmpty() && !path.contains("*")) {
      paths.add(path);
    }
    Kind kind = kind(node);
    Slot slot = isValue(kind) && !path.endsWith("*") ? Slot.of(path) : null;
    if (slot != null) {
      used.add(slot);
    }
    JsonNode keys = node.path("propertyNames");
    String pattern = node.path("pattern").asText("");
    int maxLength = node.path("maxLength").asInt(keys.path("maxLength").asInt(Integer.MAX_VALUE));
    int maxSize = node.path("maxItems").asInt(node.path("maxProperties").asInt(Integer.MAX_VALUE));
    Map<String, ContractField> children = children(path, node);
    return new ContractField(
        path,
        kind,
        index,
        slot,
        allows(node, "null"),
        node.path("minLength").asInt(0),
        maxLength,
        node.path("x-fenceline-shortened-to").asInt(Integer.MAX_VALUE),
        maxSize,
        node.path("minimum").asDouble(-Double.MAX_VALUE),
        node.path("maximum").asDouble(Double.MAX_VALUE),
        pattern.isEmpty() ? null : Pattern.compile(pattern),
        words(node),
        children,
        expected(kind, node, maxLength, maxSize),
        kind == Kind.OBJECT ? new FieldOrder(children) : null);
  }

  private static boolean isValue(Kind kind) {
    return switch (kind) {
      case TIME, TEXT, LABEL, NUMBER -> true;
      case OBJECT, NUMBERS_BY_KEY, OBJECTS_BY_KEY, HASHES, RESERVED -> false;
    };
  }

  private Map<String, ContractField> children(String path, JsonNode node) {
    String prefix = path.isEmpty() ? "" : path + ".";
    Map<String, ContractField> children = new HashMap<>();
    for (Map.Entry<String, JsonNode> property : node.path("properties").properties()) {
      // A field that is described but has no fixed form is read as any other outside the contract.
      if (!property.getValue().has("x-fenceline-optional")) {
        String name = property.getKey();
        children.put(name, field(prefix + name, property.getValue(), children.size()));
      }
    }
    JsonNode entry = node.has("items") ? node.get("items") : node.get("additionalProperties");
    if (entry != null) {
      children.put("*", field(prefix + "*", entry, 0));
    }
    return Map.copyOf(children);
  }

  private JsonNode resolve(JsonNode declared) {
    String reference = declared.path("$ref").asText("");
    return reference.isEmpty() ? declared : schema.at(reference.substring(1));
  }

  private static boolean allows(JsonNode node, String type) {
    JsonNode types = node.has("enum") ? node.get("enum") : node.path("type");
    if (types.isTextual()) {
      return types.asText().equals(type);
    }
    for (JsonNode one : types) {
      if (one.asText().equals(type)) {
        return true;
      }
    }
    return false;
  }

  private Kind kind(JsonNode node) {
    if (node.has("enum")) {
      return Kind.TEXT;
    }
    if (allows(node, "integer")) {
      return Kind.LABEL;
    }
    if (allows(node, "string")) {
      return node.has("format") ? Kind.TIME : Kind.TEXT;
    }
    if (allows(node, "number")) {
      return Kind.NUMBER;
    }
    if (allows(node, "array")) {
      return Kind.HASHES;
    }
    if (node.has("additionalProperties")) {
      boolean numbers = kind(resolve(node.get("additionalProperties"))) == Kind.NUMBER;
      return numbers ? Kind.NUMBERS_BY_KEY : Kind.OBJECTS_BY_KEY;
    }
    return node.has("properties") ? Kind.OBJECT : Kind.RESERVED;
  }

  private static List<String> words(JsonNode node) {
    List<String> words = new ArrayList<>();
    for (JsonNode word : node.path("enum")) {
      if (word.isTextual()) {
        words.add(word.asText());
      }
    }
    return List.copyOf(words);
  }

  private static String expected(Kind kind, JsonNode node, int maxLength, int maxSize) {
    return switch (kind) {
      case TIME ->
          "an ISO-8601 time with its offset from UTC, such as " + node.at("/examples/0").asText();
      case TEXT -> node.has("enum") ? "one of " + words(node) : text(node, maxLength);
      case LABEL -> text(node, maxLength) + ", an integer, true or false";
      case NUMBER -> number(node);
      case OBJECT, RESERVED -> "an object";
      case NUMBERS_BY_KEY, OBJECTS_BY_KEY ->
          String.format(
              Locale.ROOT,
              "an object of at most %,d entries with keys of at most %,d characters",
              maxSize,
              maxLength);
      case HASHES -> String.format(Locale.ROOT, "an array of at most %,d entries", maxSize);
    };
  }

  private static String text(JsonNode node, int maxLength) {
    String characters =
        node.path("pattern").asText("").contains("A-F") ? "hexadecimal digits" : "characters";
    if (maxLength == Integer.MAX_VALUE) {
      return node.path("minLength").asInt(0) > 0 ? "text that is not empty" : "text";
    }
    return node.path("minLength").asInt(0) > 0
        ? String.format(
            Locale.ROOT,
            "text of %d to %,d %s",
            node.get("minLength").asInt(),
            maxLength,
            characters)
        : String.format(Locale.ROOT, "text of at most %,d %s", maxLength, characters);
  }

  private static String number(JsonNode node) {
    double minimum = node.path("minimum").asDouble(-Double.MAX_VALUE);
    double maximum = node.path("maximum").asDouble(Double.MAX_VALUE);
    if (minimum == -Double.MAX_VALUE) {
      return "a finite number";
    }
    String from = String.format(Locale.ROOT, "%.0f", minimum);
    return maximum == Double.MAX_VALUE
        ? "a finite number of at least " + from
        : String.format(Locale.ROOT, "a number from %s to %.0f", from, maximum);
  }
}
