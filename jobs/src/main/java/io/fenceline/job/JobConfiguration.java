// SPDX-License-Identifier: Apache-2.0
package io.fenceline.job;

import io.fenceline.yaml.YamlFile;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.configuration.Configuration;

/**
 * The configuration file after every key and value was checked and every reference was resolved. It
 * holds secrets in the clear, so it prints keys with values only where they are none.
 */
public final class JobConfiguration {
  private final Configuration configuration;
  private final SortedSet<String> secretKeys;
  private final List<String> warnings;

  JobConfiguration(Configuration configuration, Set<String> secretKeys, List<String> warnings) {
    this.warnings = List.copyOf(warnings);
    this.configuration = configuration;
    this.secretKeys = Collections.unmodifiableSortedSet(new TreeSet<>(secretKeys));
  }

  /** No file: every option has its default. */
  public static JobConfiguration empty() {
    return new JobConfiguration(new Configuration(), Set.of(), List.of());
  }

  /**
   * Reads a YAML file that may hold every option there is.
   *
   * @throws IllegalArgumentException naming file, line, key and the way out
   */
  public static JobConfiguration load(Path file) {
    return load(file, AllOptions.CLASSES, System.getenv());
  }

  /**
   * Reads a YAML file.
   *
   * @param optionClasses classes whose public static {@code ConfigOption} fields are the keys there
   *     are, and whose {@code SECRETS}, if there, name those that must not stand in the file
   * @param environment environment variables
   * @throws IllegalArgumentException naming file, line, key and the way out
   */
  public static JobConfiguration load(
      Path file, Collection<Class<?>> optionClasses, Map<String, String> environment) {
    return new ConfigurationReader(new OptionCatalog(optionClasses), environment, key -> true)
        .read(YamlFile.read(file));
  }

  /**
   * Reads a few options of a YAML file that may hold every option there is. Secrets of the others
   * need not be at hand.
   *
   * @param keys of the options
   * @param environment environment variables
   * @throws IllegalArgumentException naming file, line, key and the way out
   */
  public static JobConfiguration loadOnly(
      Path file, Set<String> keys, Map<String, String> environment) {
    OptionCatalog catalog = new OptionCatalog(AllOptions.CLASSES);
    return new ConfigurationReader(catalog, environment, keys::contains).read(YamlFile.read(file));
  }

  /** A copy for the settings of the stages. Do not print it: secrets are in the clear. */
  public Configuration configuration() {
    return new Configuration(configuration);
  }

  /** Keys whose values must not be shown, sorted. */
  public SortedSet<String> secretKeys() {
    return secretKeys;
  }

  /** What the operator should know and mend, in sentences: secrets that everybody can read. */
  public List<String> warnings() {
    return warnings;
  }

  /** One {@code key: value} per line, sorted; secrets as {@code (not shown)}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(configuration.toMap())
        .forEach(
            (key, value) ->
                text.append(key)
                    .append(": ")
                    .append(secretKeys.contains(key) ? "(not shown)" : value)
                    .append('\n'));
    return text.toString();
  }
}
