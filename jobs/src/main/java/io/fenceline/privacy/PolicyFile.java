// SPDX-License-Identifier: Apache-2.0
package io.fenceline.privacy;

import io.fenceline.yaml.NearestName;
import io.fenceline.yaml.Place;
import io.fenceline.yaml.YamlFault;
import io.fenceline.yaml.YamlFile;
import io.fenceline.yaml.YamlNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The file format of a policy: {@code version: 1}, optionally {@code extends: default}, and {@code
 * fields} by dotted path. A group's fields are meant together by {@code group.*}; a field's own
 * line comes before its group's, and both before what the file extends.
 */
final class PolicyFile {
  private static final String SHIPPED = "default-policy.yaml";
  private static final String VERSION = "1";
  private static final List<String> KEYS = List.of("version", "extends", "fields");

  private final String file;
  private final Map<ContractField, Treatment> contract = new EnumMap<>(ContractField.class);
  private final Map<ContractField, Treatment> groups = new EnumMap<>(ContractField.class);
  private final Map<String, Treatment> others = new TreeMap<>();

  private PolicyFile(String file) {
    this.file = file;
  }

  static PrivacyPolicy load(Path path) {
    return parse(path.toString(), YamlFile.read(path));
  }

  static PrivacyPolicy parse(String file, String text) {
    return parse(file, YamlFile.read(file, text));
  }

  static PrivacyPolicy shipped() {
    try (InputStream in = PolicyFile.class.getResourceAsStream(SHIPPED)) {
      if (in == null) {
        throw new IllegalStateException(SHIPPED + " is missing from the jar; build it again");
      }
      return parse(SHIPPED, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PrivacyPolicy parse(String file, YamlNode.Mapping top) {
    return new PolicyFile(file).policy(top);
  }

  private PrivacyPolicy policy(YamlNode.Mapping top) {
    top.entries()
        .forEach(
            (key, entry) -> {
              if (!KEYS.contains(key)) {
                throw new YamlFault(
                    entry.key(), "unknown key '" + key + "'" + NearestName.suggestion(key, KEYS));
              }
            });
    requireVersion(top.entries().get("version"));
    YamlNode.Entry fields = top.entries().get("fields");
    if (fields != null) {
      fields(fields);
    }
    groups.forEach(contract::putIfAbsent);
    if (extendsDefault(top.entries().get("extends"))) {
      PrivacyPolicy shipped = shipped();
      for (ContractField field : ContractField.values()) {
        contract.putIfAbsent(field, shipped.treatment(field));
      }
      shipped.extraPaths().forEach(path -> inherit(path, shipped.extraTreatment(path)));
    }
    try {
      return PrivacyPolicy.of(contract, others);
    } catch (IllegalArgumentException e) {
      throw new YamlFault(file, e.getMessage());
    }
  }

  /** Whoever names a field, or a part or the whole of it, has the say over it. */
  private void inherit(String path, Treatment treatment) {
    boolean named =
        ContractField.of(path).isPresent()
            || others.keySet().stream().anyMatch(other -> overlaps(other, path));
    if (!named) {
      others.put(path, treatment);
    }
  }

  private static boolean overlaps(String one, String other) {
    return (one + ".").startsWith(other + ".") || (other + ".").startsWith(one + ".");
  }

  private void requireVersion(YamlNode.Entry entry) {
    if (entry == null) {
      throw new YamlFault(file, "has no version; begin it with 'version: " + VERSION + "'");
    }
    if (!(entry.value() instanceof YamlNode.Scalar scalar && scalar.text().equals(VERSION))) {
      throw new YamlFault(
          entry.key(), "this Fenceline reads policies of version " + VERSION + " only");
    }
  }

  private static boolean extendsDefault(YamlNode.Entry entry) {
    if (entry == null) {
      return false;
    }
    if (entry.value() instanceof YamlNode.Scalar scalar && scalar.text().equals("default")) {
      return true;
    }
    throw new YamlFault(entry.key(), "extends can only be 'default', the policy that ships");
  }

  private void fields(YamlNode.Entry entry) {
    if (!(entry.value() instanceof YamlNode.Mapping mapping)) {
      throw new YamlFault(
          entry.key(),
          "expected 'path: category' lines below fields, found " + entry.value().kind());
    }
    mapping.entries().forEach(this::field);
  }

  private void field(String path, YamlNode.Entry entry) {
    Treatment treatment = new FieldLine(path, entry).treatment();
    if (path.endsWith(".*")) {
      group(path.substring(0, path.length() - 2), entry.key(), treatment);
      return;
    }
    ContractField field = ContractField.of(path).orElse(null);
    if (field == null) {
      requireOwnPath(path, entry.key());
      others.put(path, treatment);
    } else {
      requireAllowed(field, treatment, entry.key());
      contract.put(field, treatment);
    }
  }

  private void group(String group, Place place, Treatment treatment) {
    List<ContractField> members = ContractField.below(group);
    if (members.isEmpty()) {
      throw new YamlFault(
          place,
          "'"
              + group
              + ".*' names no group of the contract; outside the contract name each field, so that"
              + " no name that a log invents becomes public");
    }
    for (ContractField member : members) {
      requireAllowed(member, treatment, place);
      groups.put(member, treatment);
    }
  }

  private static void requireAllowed(ContractField field, Treatment treatment, Place place) {
    if (!field.kind().allows(treatment)) {
      throw new YamlFault(place, PrivacyPolicy.refusal(field, treatment));
    }
  }

  /** A path outside the contract stands alone: neither above nor below another that is named. */
  private void requireOwnPath(String path, Place place) {
    if (path.isBlank() || path.startsWith(".") || path.endsWith(".") || path.contains("..")) {
      throw new YamlFault(place, "'" + path + "' is no dotted path");
    }
    if (path.indexOf('*') >= 0) {
      throw new YamlFault(place, "'*' can only end a group: 'input_stats.*', 'prediction.*'");
    }
    if (!ContractField.below(path).isEmpty()) {
      throw new YamlFault(
          place, "'" + path + "' is a group of fields; write '" + path + ".*' or name each");
    }
    for (ContractField field : ContractField.values()) {
      if (path.startsWith(field.path() + ".")) {
        throw new YamlFault(
            place, "'" + path + "' is part of " + field.path() + "; name that as a whole");
      }
    }
    for (String known : ContractField.paths()) {
      if (NearestName.isSlipOf(path, known)) {
        throw new YamlFault(
            place, "'" + path + "' is no field of the contract; did you mean '" + known + "'?");
      }
    }
    for (String other : others.keySet()) {
      if (overlaps(path, other)) {
        throw new YamlFault(
            place, "'" + path + "' and '" + other + "' overlap; name the innermost fields only");
      }
    }
  }
}
