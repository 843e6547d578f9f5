// SPDX-License-Identifier: Apache-2.0
package io.fenceline.dashboard;

import io.fenceline.yaml.NearestName;
import io.fenceline.yaml.Place;
import io.fenceline.yaml.YamlFault;
import io.fenceline.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The keys of one mapping of a definition, read by type; each complaint names file and line. */
final class Keys {
  private final YamlNode.Mapping mapping;
  private final Set<String> known = new TreeSet<>();

  Keys(YamlNode.Mapping mapping) {
    this.mapping = mapping;
  }

  static Keys of(YamlNode node) {
    if (node instanceof YamlNode.Mapping mapping) {
      return new Keys(mapping);
    }
    throw new YamlFault(node.place(), "expected 'key: value' lines, found " + node.kind());
  }

  boolean has(String key) {
    known.add(key);
    return mapping.entries().containsKey(key);
  }

  /** The value of a key. */
  Optional<YamlNode> node(String key) {
    return has(key) ? Optional.of(mapping.entries().get(key).value()) : Optional.empty();
  }

  /** A text that must be there. */
  String text(String key) {
    return optional(key)
        .orElseThrow(() -> new YamlFault(mapping.place(), "'" + key + "' is missing"));
  }

  /** A text that may be there. */
  Optional<String> optional(String key) {
    return node(key).map(node -> scalar(key, node));
  }

  /** A whole number that must be there. */
  int whole(String key) {
    String text = text(key);
    return guarded(key, () -> Integer.parseInt(text));
  }

  /** A number that must be there. */
  double number(String key) {
    String text = text(key);
    return guarded(key, () -> Double.parseDouble(text));
  }

  boolean flag(String key, boolean otherwise) {
    String text = optional(key).orElse(Boolean.toString(otherwise));
    if (!text.equals("true") && !text.equals("false")) {
      throw new YamlFault(place(key), "'" + key + "' must be true or false, found '" + text + "'");
    }
    return text.equals("true");
  }

  /** The items of a list, none if there is no such key. */
  List<YamlNode> items(String key) {
    Optional<YamlNode> node = node(key);
    if (node.isEmpty()) {
      return List.of();
    }
    if (node.get() instanceof YamlNode.Sequence sequence) {
      return sequence.items();
    }
    throw new YamlFault(place(key), "'" + key + "' must be a list, found " + node.get().kind());
  }

  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    items(key).forEach(item -> texts.add(scalar(key, item)));
    return texts;
  }

  /** A constant by its name in small letters. */
  <E extends Enum<E>> E choice(String key, Class<E> type, String word) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> word(constant).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new YamlFault(
                    place(key),
                    "'"
                        + key
                        + "' must be one of "
                        + Arrays.stream(type.getEnumConstants())
                            .map(Keys::word)
                            .collect(Collectors.joining(", "))));
  }

  /** What a reader of the value complains of, at its place. */
  <T> T guarded(String key, Supplier<T> reader) {
    try {
      return reader.get();
    } catch (YamlFault e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new YamlFault(place(key), "'" + key + "': " + e.getMessage());
    }
  }

  /** Complains of keys that nobody asked for. */
  void done() {
    mapping
        .entries()
        .forEach(
            (key, entry) -> {
              if (!known.contains(key)) {
                throw new YamlFault(
                    entry.key(), "unknown '" + key + "'" + NearestName.suggestion(key, known));
              }
            });
  }

  private Place place(String key) {
    return has(key) ? mapping.entries().get(key).key() : mapping.place();
  }

  private String scalar(String key, YamlNode node) {
    if (node instanceof YamlNode.Scalar scalar && !scalar.text().isBlank()) {
      return scalar.text().strip();
    }
    throw new YamlFault(place(key), "'" + key + "' must be a text, found " + node.kind());
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
