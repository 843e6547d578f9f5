// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import io.fenceline.yaml.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rules that were read together.
 *
 * @param rules without a fault, by id
 * @param faulty by id: rules with a fault that can be looked at all the same, with a default where
 *     a value is wrong; never to be run
 * @param faults what is wrong, by file and line
 */
public record RulePack(List<SqlRule> rules, List<SqlRule> faulty, List<RuleFault> faults) {
  private static final String SHIPPED = "sql/rules";

  private static final Comparator<RuleFault> BY_PLACE =
      Comparator.comparing((RuleFault fault) -> fault.place().file())
          .thenComparing(fault -> fault.place().line());

  /** Sorts. */
  public RulePack {
    rules = rules.stream().sorted(Comparator.comparing(SqlRule::id)).toList();
    faulty = faulty.stream().sorted(Comparator.comparing(SqlRule::id)).toList();
    faults = faults.stream().sorted(BY_PLACE).toList();
  }

  /** Reads all pairs {@code <id>.sql} and {@code <id>.yml} in and below a directory. */
  public static RulePack read(Path directory) {
    return of(RuleTree.read(directory, directory.toString()));
  }

  /**
   * The pack that ships with Fenceline.
   *
   * @throws UncheckedIOException if our own jar cannot be read
   */
  public static RulePack shipped() {
    URL url = RulePack.class.getClassLoader().getResource(SHIPPED);
    if (url == null) {
      return new RulePack(List.of(), List.of(), List.of());
    }
    try {
      URI uri = url.toURI();
      if (!uri.getScheme().equals("jar")) {
        return of(RuleTree.read(Path.of(uri), SHIPPED));
      }
      String inJar = uri.getRawSchemeSpecificPart();
      Path jar = Path.of(URI.create(inJar.substring(0, inJar.indexOf("!/"))));
      try (FileSystem files = FileSystems.newFileSystem(jar, Map.of())) {
        return of(RuleTree.read(files.getPath(SHIPPED), SHIPPED));
      }
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the rules in our own jar", e);
    }
  }

  private static RulePack of(RuleTree tree) {
    List<SqlRule> rules = new ArrayList<>();
    List<SqlRule> faulty = new ArrayList<>();
    List<RuleFault> faults = new ArrayList<>(tree.faults());
    Map<String, String> taken = new TreeMap<>();
    for (RuleSource source : tree.sources()) {
      RuleFileReader reader = new RuleFileReader(source);
      SqlRule rule = reader.rule();
      List<RuleFault> own = new ArrayList<>(reader.faults());
      String earlier = taken.putIfAbsent(rule.id(), source.ymlFile());
      if (earlier != null) {
        own.add(
            new RuleFault(
                new Place(source.ymlFile(), 1),
                rule.id(),
                "the id is taken by " + earlier,
                "give each rule an id of its own"));
      }
      (own.isEmpty() ? rules : faulty).add(rule);
      faults.addAll(own);
    }
    return new RulePack(rules, faulty, faults);
  }

  /** This pack, where the rules that more faults were found in are faulty too. */
  public RulePack with(List<RuleFault> more) {
    Set<String> files =
        more.stream().map(fault -> fault.place().file()).collect(Collectors.toSet());
    Map<Boolean, List<SqlRule>> divided =
        rules.stream()
            .collect(
                Collectors.partitioningBy(
                    rule ->
                        files.contains(rule.source().sqlFile())
                            || files.contains(rule.source().ymlFile())));
    return new RulePack(
        divided.get(false),
        Stream.concat(faulty.stream(), divided.get(true).stream()).toList(),
        Stream.concat(faults.stream(), more.stream()).toList());
  }

  /** This pack and another; a rule of the other whose id is taken here is faulty. */
  public RulePack and(RulePack other) {
    Set<String> taken = new HashSet<>();
    Stream.concat(rules.stream(), faulty.stream()).forEach(rule -> taken.add(rule.id()));
    List<RuleFault> clashes =
        other.rules.stream()
            .filter(rule -> taken.contains(rule.id()))
            .map(
                rule ->
                    new RuleFault(
                        new Place(rule.source().ymlFile(), 1),
                        rule.id(),
                        "the id is taken by another pack",
                        "give the rule an id of its own"))
            .toList();
    RulePack rest = other.with(clashes);
    return new RulePack(
        Stream.concat(rules.stream(), rest.rules.stream()).toList(),
        Stream.concat(faulty.stream(), rest.faulty.stream()).toList(),
        Stream.concat(faults.stream(), rest.faults.stream()).toList());
  }
}
