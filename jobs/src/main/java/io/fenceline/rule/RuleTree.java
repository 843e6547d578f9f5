// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import io.fenceline.yaml.Place;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The pairs of files in a directory tree. Links are followed, as a mounted configuration is made of
 * them; what begins with a dot is not looked at.
 */
final class RuleTree {
  /** Files and directories that are looked at, so that links cannot make the tree endless. */
  static final int MOST_FILES = 10_000;

  private static final int DEEPEST = 16;

  private final Path root;
  private final String shown;
  private final Map<String, Path> files = new TreeMap<>();
  private final List<RuleSource> sources = new ArrayList<>();
  private final List<RuleFault> faults = new ArrayList<>();

  private RuleTree(Path root, String shown) {
    this.root = root;
    this.shown = shown;
  }

  /**
   * Reads a tree.
   *
   * @param shown what messages call the root
   */
  static RuleTree read(Path root, String shown) {
    RuleTree tree = new RuleTree(root, shown);
    if (!Files.isDirectory(root)) {
      tree.fault(
          shown,
          "",
          Files.exists(root) ? "is not a directory" : "no such directory",
          "name a directory with rules, each a pair of files <id>.sql and <id>.yml");
      return tree;
    }
    tree.walk();
    tree.pair();
    return tree;
  }

  /** All pairs, in the order of their paths. */
  List<RuleSource> sources() {
    return sources;
  }

  List<RuleFault> faults() {
    return faults;
  }

  private void walk() {
    try {
      Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), DEEPEST, new Collector());
    } catch (IOException e) {
      fault(
          shown,
          "",
          "cannot be read (" + e.getClass().getSimpleName() + ")",
          "make the directory readable");
    }
  }

  private void pair() {
    for (Map.Entry<String, Path> file : files.entrySet()) {
      String name = file.getKey();
      String id = baseName(name);
      if (name.endsWith(".yaml")) {
        fault(name, id, "a rule's description ends in .yml", "rename it to " + id + ".yml");
      } else if (name.endsWith(".sql")) {
        pair(id, name, partner(name, ".sql", ".yml"));
      } else if (!files.containsKey(partner(name, ".yml", ".sql"))) {
        fault(name, id, "there is no " + id + ".sql beside it", "write the rule's query there");
      }
    }
  }

  private void pair(String id, String sql, String yml) {
    if (!files.containsKey(yml)) {
      fault(
          sql,
          id,
          "there is no " + id + ".yml beside it",
          "describe the rule there; './fenceline rules new' shows how");
      return;
    }
    Optional<String> sqlText = text(id, sql, RuleText.LONGEST_SQL);
    Optional<String> ymlText = text(id, yml, RuleText.LONGEST_YML);
    if (sqlText.isPresent() && ymlText.isPresent()) {
      sources.add(new RuleSource(sql, sqlText.get(), yml, ymlText.get()));
    }
  }

  private Optional<String> text(String id, String name, int longest) {
    RuleFaults found = new RuleFaults(id);
    Optional<String> text = RuleText.read(files.get(name), name, longest, found);
    faults.addAll(found.found());
    return text;
  }

  private void fault(String file, String rule, String reason, String mend) {
    faults.add(new RuleFault(new Place(file, 1), rule, reason, mend));
  }

  private static String partner(String name, String end, String other) {
    return name.substring(0, name.length() - end.length()) + other;
  }

  /** {@code id} of {@code family/id.sql}. */
  static String baseName(String file) {
    String name = file.substring(file.lastIndexOf('/') + 1);
    return name.substring(0, name.lastIndexOf('.'));
  }

  private String name(Path path) {
    return shown + "/" + root.relativize(path).toString().replace('\\', '/');
  }

  private final class Collector extends SimpleFileVisitor<Path> {
    private int seen;

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      return !directory.equals(root) && isHidden(directory)
          ? FileVisitResult.SKIP_SUBTREE
          : counted(directory);
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      String name = file.getFileName().toString();
      boolean ours = name.endsWith(".sql") || name.endsWith(".yml") || name.endsWith(".yaml");
      if (ours && !isHidden(file)) {
        if (attributes.isRegularFile()) {
          files.put(name(file), file);
        } else {
          fault(
              name(file),
              baseName(name),
              attributes.isDirectory() ? "lies too deep" : "is not a file",
              "keep rules in files, at most " + DEEPEST + " directories deep");
        }
      }
      return counted(file);
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      boolean loop = e instanceof FileSystemLoopException;
      fault(
          name(file),
          "",
          loop
              ? "is a link to a directory that holds it"
              : "cannot be read (" + e.getClass().getSimpleName() + ")",
          loop ? "remove the link" : "make it readable, or remove it");
      return counted(file);
    }

    private FileVisitResult counted(Path path) {
      seen++;
      if (seen < MOST_FILES) {
        return FileVisitResult.CONTINUE;
      }
      fault(
          name(path),
          "",
          "is the last of " + MOST_FILES + " files that are looked at",
          "keep nothing but rules in the directory");
      return FileVisitResult.TERMINATE;
    }

    private boolean isHidden(Path path) {
      return path.getFileName() != null && path.getFileName().toString().startsWith(".");
    }
  }
}
