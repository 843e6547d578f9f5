// SPDX-License-Identifier: Apache-2.0
package io.fenceline.job;

import io.fenceline.secret.SecretText;
import io.fenceline.yaml.NearestName;
import io.fenceline.yaml.Place;
import io.fenceline.yaml.YamlFault;
import io.fenceline.yaml.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/**
 * Turns a YAML tree into a configuration: nested or dotted keys, each checked against its option.
 */
final class ConfigurationReader {
  private final OptionCatalog catalog;
  private final SecretText secrets;
  private final Predicate<String> wanted;
  private final Configuration configuration = new Configuration();
  private final Set<String> secretKeys = new HashSet<>();
  private final List<String> warnings = new ArrayList<>();
  private final Map<String, Place> seen = new HashMap<>();

  /**
   * @param wanted keys whose values are read; the others must only exist
   */
  ConfigurationReader(
      OptionCatalog catalog, Map<String, String> environment, Predicate<String> wanted) {
    this.catalog = catalog;
    this.wanted = wanted;
    this.secrets = new SecretText(environment, warnings::add);
  }

  JobConfiguration read(YamlNode.Mapping top) {
    readBelow("", top);
    return new JobConfiguration(configuration, secretKeys, warnings);
  }

  private void readBelow(String prefix, YamlNode.Mapping mapping) {
    mapping.entries().forEach((key, entry) -> read(prefix + key, entry));
  }

  private void read(String key, YamlNode.Entry entry) {
    OptionCatalog.Entry option = catalog.find(key).orElse(null);
    boolean openMap = option != null && option.type().shape() == OptionType.Shape.MAP;
    if (option != null && !openMap) {
      requireFirst(key, entry.key());
      set(option, entry);
    } else if (entry.value() instanceof YamlNode.Mapping below && (openMap || leads(key))) {
      readBelow(key + ".", below);
    } else if (openMap) {
      throw mismatch(key, entry, option.type().words(), entry.value().kind());
    } else if (catalog.openMapAbove(key).isPresent()) {
      requireFirst(key, entry.key());
      setInner(catalog.openMapAbove(key).get(), key, entry);
    } else if (leads(key)) {
      throw mismatch(key, entry, "a mapping, since it is a group of options", kind(entry));
    } else {
      throw new YamlFault(
          entry.key(),
          "unknown option '" + key + "'" + NearestName.suggestion(key, catalog.keys()));
    }
  }

  /** True if options stand below the key, or may. */
  private boolean leads(String key) {
    return catalog.openMapAbove(key).isPresent()
        || catalog.keys().stream().anyMatch(known -> known.startsWith(key + "."));
  }

  /** The same option can be written nested and dotted. */
  private void requireFirst(String key, Place place) {
    Place earlier = seen.putIfAbsent(key, place);
    if (earlier != null) {
      throw new YamlFault(place, "'" + key + "' stands in line " + earlier.line() + " already");
    }
  }

  private void set(OptionCatalog.Entry option, YamlNode.Entry entry) {
    if (!wanted.test(option.key())) {
      return;
    }
    if (option.type().shape() == OptionType.Shape.VALUE) {
      put(option, convert(option, entry, scalar(option, entry)));
      return;
    }
    if (!(entry.value() instanceof YamlNode.Sequence sequence)) {
      throw mismatch(option.key(), entry, option.type().words() + ", like [a, b]", kind(entry));
    }
    List<Object> items = new ArrayList<>();
    for (YamlNode item : sequence.items()) {
      YamlNode.Entry asEntry = new YamlNode.Entry(item.place(), item);
      items.add(convert(option, asEntry, scalar(option, asEntry)));
    }
    put(option, List.copyOf(items));
  }

  private YamlNode.Scalar scalar(OptionCatalog.Entry option, YamlNode.Entry entry) {
    if (entry.value() instanceof YamlNode.Scalar scalar && !scalar.isNothing()) {
      return scalar;
    }
    throw mismatch(option.key(), entry, option.type().words(), kind(entry));
  }

  private Object convert(OptionCatalog.Entry option, YamlNode.Entry entry, YamlNode.Scalar scalar) {
    String text = resolve(option.key(), option.secret(), entry, scalar);
    try {
      return option.type().convert(text);
    } catch (IllegalArgumentException e) {
      // A value that came from a variable may be one that only the environment should know.
      String found =
          option.secret() || !text.equals(scalar.text()) ? "another text" : "'" + text + "'";
      throw mismatch(option.key(), entry, option.type().wordsAndBound(), found);
    }
  }

  private void setInner(OptionCatalog.Entry map, String key, YamlNode.Entry entry) {
    if (!wanted.test(map.key())) {
      return;
    }
    boolean secret = OptionCatalog.namesSecret(key.substring(map.key().length() + 1));
    if (!(entry.value() instanceof YamlNode.Scalar scalar) || scalar.isNothing()) {
      throw mismatch(key, entry, "text", kind(entry));
    }
    configuration.setString(key, resolve(key, secret, entry, scalar));
  }

  private String resolve(String key, boolean secret, YamlNode.Entry entry, YamlNode.Scalar scalar) {
    try {
      if (secret) {
        secretKeys.add(key);
        return secrets.resolveSecret(key, scalar.text());
      }
      return secrets.resolveOpen(key, scalar.text());
    } catch (IllegalArgumentException e) {
      throw new YamlFault(entry.key(), e.getMessage());
    }
  }

  @SuppressWarnings("unchecked") // convert made the value by the option's own type
  private void put(OptionCatalog.Entry option, Object value) {
    configuration.set((ConfigOption<Object>) option.option(), value);
  }

  private static String kind(YamlNode.Entry entry) {
    return entry.value().kind();
  }

  private static YamlFault mismatch(
      String key, YamlNode.Entry entry, String expected, String found) {
    return new YamlFault(entry.key(), key + ": expected " + expected + ", found " + found);
  }
}
