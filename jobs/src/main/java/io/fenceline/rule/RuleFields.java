// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import static io.fenceline.rule.RuleFaults.quote;

import io.fenceline.yaml.NearestName;
import io.fenceline.yaml.Place;
import io.fenceline.yaml.YamlNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The keys of one mapping in a rule file, read by type. What is wrong is collected, and a default
 * stands in its place.
 */
final class RuleFields {
  /** Texts of one list, each of which may be compared with all that are known. */
  private static final int MOST_TEXTS = 200;

  private static final Pattern WHOLE = Pattern.compile("[0-9]{1,9}");
  private static final Pattern NUMBER =
      Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,18})?([eE][+-]?[0-9]{1,3})?");

  private final YamlNode.Mapping mapping;
  private final String what;
  private final RuleFaults faults;
  private final Set<String> known = new LinkedHashSet<>();

  /**
   * @param what the mapping is, for messages: {@code a rule}
   */
  RuleFields(YamlNode.Mapping mapping, String what, RuleFaults faults) {
    this.mapping = mapping;
    this.what = what;
    this.faults = faults;
  }

  Place place() {
    return mapping.place();
  }

  /** Where the key stands, or the mapping if it does not. */
  Place place(String key) {
    return has(key) ? mapping.entries().get(key).key() : mapping.place();
  }

  boolean has(String key) {
    known.add(key);
    return mapping.entries().containsKey(key);
  }

  /** The value of a key, if it is there and not empty. */
  Optional<YamlNode> node(String key) {
    known.add(key);
    return Optional.ofNullable(mapping.entries().get(key))
        .map(YamlNode.Entry::value)
        .filter(node -> !(node instanceof YamlNode.Scalar scalar) || !scalar.isNothing());
  }

  /** Says so if a key is missing or has no value. */
  void require(String key, String mend) {
    boolean blank =
        node(key)
            .map(node -> node instanceof YamlNode.Scalar scalar && scalar.text().isBlank())
            .orElse(true);
    if (blank) {
      faults.add(place(key), "'" + key + "' " + (has(key) ? "has no value" : "is missing"), mend);
    }
  }

  /** A text, empty if there is none. */
  String text(String key) {
    return scalar(key, "a text").map(YamlNode.Scalar::text).map(String::strip).orElse("");
  }

  int whole(String key, int least, int most, int otherwise) {
    Optional<YamlNode.Scalar> scalar = scalar(key, "a whole number");
    if (scalar.isEmpty()) {
      return otherwise;
    }
    String text = scalar.get().text();
    if (WHOLE.matcher(text).matches()) {
      int value = Integer.parseInt(text);
      if (value >= least && value <= most) {
        return value;
      }
    }
    wrong(key, text, "give a whole number from " + least + " to " + most);
    return otherwise;
  }

  Duration duration(String key, Duration most, Duration otherwise) {
    Optional<YamlNode.Scalar> scalar = scalar(key, "a duration");
    if (scalar.isEmpty()) {
      return otherwise;
    }
    Optional<Duration> value = RuleDuration.parse(scalar.get().text());
    if (value.isEmpty()) {
      wrong(key, scalar.get().text(), "write " + RuleDuration.FORM);
      return otherwise;
    }
    if (value.get().compareTo(most) > 0) {
      wrong(key, scalar.get().text(), "give at most " + RuleDuration.text(most));
      return otherwise;
    }
    return value.get();
  }

  boolean truth(String key) {
    Optional<YamlNode.Scalar> scalar = scalar(key, "true or false");
    if (scalar.isPresent() && !Set.of("true", "false").contains(scalar.get().text())) {
      wrong(key, scalar.get().text(), "write true or false");
    }
    return scalar.isPresent() && scalar.get().text().equals("true");
  }

  <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise) {
    Optional<YamlNode.Scalar> scalar = scalar(key, "one word");
    if (scalar.isEmpty()) {
      return otherwise;
    }
    Map<String, E> words = new LinkedHashMap<>();
    for (E value : type.getEnumConstants()) {
      words.put(value.name().toLowerCase(Locale.ROOT), value);
    }
    E value = words.get(scalar.get().text());
    if (value != null) {
      return value;
    }
    wrong(key, scalar.get().text(), "write one of " + String.join(", ", words.keySet()));
    return otherwise;
  }

  /** A list of texts, as many as may be; a single text counts as a list of one. */
  List<String> texts(String key) {
    Optional<YamlNode> node = node(key);
    if (node.isEmpty()) {
      return List.of();
    }
    List<YamlNode> items =
        node.get() instanceof YamlNode.Sequence list ? list.items() : List.of(node.get());
    if (items.size() > MOST_TEXTS) {
      faults.add(
          place(key),
          "'" + key + "' holds " + items.size() + " texts",
          "keep the " + MOST_TEXTS + " that say most");
      items = items.subList(0, MOST_TEXTS);
    }
    List<String> texts = new ArrayList<>();
    for (YamlNode item : items) {
      if (item instanceof YamlNode.Scalar scalar && !scalar.text().isBlank()) {
        texts.add(scalar.text().strip());
      } else {
        faults.add(
            item.place(),
            "'" + key + "' holds " + item.kind() + " where a text belongs",
            "write one text after each dash");
      }
    }
    return List.copyOf(texts);
  }

  /** The mappings of a list. */
  List<RuleFields> mappings(String key, String item) {
    Optional<YamlNode> node = node(key);
    if (node.isEmpty()) {
      return List.of();
    }
    if (!(node.get() instanceof YamlNode.Sequence list)) {
      faults.add(
          place(key),
          "'" + key + "' must be a list, found " + node.get().kind(),
          "begin each " + item + " with a dash, or write [] for none");
      return List.of();
    }
    List<RuleFields> fields = new ArrayList<>();
    for (YamlNode each : list.items()) {
      if (each instanceof YamlNode.Mapping one) {
        fields.add(new RuleFields(one, "a " + item, faults));
      } else {
        faults.add(
            each.place(),
            "expected a " + item + " as 'key: value' lines, found " + each.kind(),
            "write its keys after the dash");
      }
    }
    return fields;
  }

  /** A mapping, empty if there is none. */
  Map<String, YamlNode.Entry> entries(String key) {
    Optional<YamlNode> node = node(key);
    if (node.isEmpty()) {
      return Map.of();
    }
    if (node.get() instanceof YamlNode.Mapping inner) {
      return inner.entries();
    }
    faults.add(
        place(key),
        "'" + key + "' must be 'key: value' lines, found " + node.get().kind(),
        "write them as {key: value} or on lines of their own");
    return Map.of();
  }

  /** All entries but those whose keys were asked for. */
  Map<String, YamlNode.Entry> rest() {
    Map<String, YamlNode.Entry> rest = new LinkedHashMap<>(mapping.entries());
    rest.keySet().removeAll(known);
    return rest;
  }

  /** Refuses every key that nobody asked for. */
  void refuseOthers() {
    rest().entrySet().stream()
        .limit(RuleFaults.MOST)
        .forEach(
            rest ->
                faults.add(
                    rest.getValue().key(),
                    what
                        + " has no key "
                        + quote(rest.getKey())
                        + NearestName.suggestion(rest.getKey(), known),
                    "the keys are " + String.join(", ", known)));
  }

  static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches();
  }

  private Optional<YamlNode.Scalar> scalar(String key, String expected) {
    Optional<YamlNode> node = node(key);
    if (node.isPresent() && !(node.get() instanceof YamlNode.Scalar)) {
      faults.add(
          place(key),
          "'" + key + "' must be " + expected + ", found " + node.get().kind(),
          "write one value behind the colon");
      return Optional.empty();
    }
    return node.map(YamlNode.Scalar.class::cast);
  }

  private void wrong(String key, String text, String mend) {
    faults.add(place(key), "'" + key + "' cannot be " + quote(text), mend);
  }
}
