// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.fenceline.model.Rule;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The rules of the detectors in Java, as their classes declare them. */
final class BuiltInRules {
  private BuiltInRules() {}

  /** All of them, by id. */
  static Collection<Rule> all() {
    TreeMap<String, Rule> rules = new TreeMap<>();
    new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.fenceline.detect", "io.fenceline.pattern")
            .stream()
            .map(JavaClass::reflect)
            .flatMap(BuiltInRules::declared)
            .forEach(rule -> rules.put(rule.id(), rule));
    return rules.values();
  }

  private static Stream<Rule> declared(Class<?> type) {
    return Stream.of(type.getDeclaredFields())
        .filter(field -> field.getType() == Rule.class)
        .flatMap(
            field -> {
              if (Modifier.isStatic(field.getModifiers())) {
                return Stream.of(read(field, null));
              }
              Object[] constants = type.getEnumConstants();
              return Stream.of(constants == null ? new Object[0] : constants)
                  .map(constant -> read(field, constant));
            });
  }

  private static Rule read(Field field, Object owner) {
    try {
      field.setAccessible(true);
      return (Rule) field.get(owner);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
