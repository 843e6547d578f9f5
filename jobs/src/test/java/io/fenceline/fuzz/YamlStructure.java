// SPDX-License-Identifier: Apache-2.0
package io.fenceline.fuzz;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Changes YAML as YAML: lines with what is indented below them, keys, values, styles; and as those
 * would who want to hurt its reader: references to references, depth, length.
 */
public final class YamlStructure implements Mutations.Structure {
  /** What YAML is made of, and what breaks readers of it and of the values in it. */
  private static final List<String> WORDS =
      List.of(
          ":",
          ": ",
          "- ",
          "\n",
          "\n  ",
          "\n    ",
          "\n- ",
          "{",
          "}",
          "[",
          "]",
          "[[[[",
          "{a: ",
          "|\n",
          ">-\n",
          "&a ",
          "*a",
          "<<: *a",
          "!!binary ",
          "!!java.net.URL ",
          "? ",
          "---\n",
          "...\n",
          "%YAML 1.1",
          "\t",
          "#",
          "'",
          "\"",
          "\\x00",
          "\"\\ud800\"",
          "~",
          "null",
          "yes",
          "0x1F",
          "1e999",
          "-1",
          "0",
          ".nan",
          "99999999999999999999",
          "\u2028",
          "\ufeff");

  private static final Pattern PAIR =
      Pattern.compile("^([ \t]*(?:- )*)([^\\s:#][^:]*):(?: (.*))?$");

  /** What a value may be written in. */
  private static final List<String> STYLES =
      List.of(
          "[%s]",
          "[[%s]]",
          "[%s, %s]",
          "{a: %s}",
          "'%s'",
          "\"%s\"",
          "|\n  %s",
          ">-\n  %s",
          "&a %s",
          "!!str %s",
          "!!int %s",
          "!x %s",
          "- %s",
          "%s # x",
          "%s: %s",
          "%s\n",
          "? %s",
          "{%s}");

  private static final List<String> VALUES =
      List.of(
          "",
          "~",
          "null",
          "true",
          "no",
          "[]",
          "{}",
          "''",
          "0",
          "-1",
          "1",
          "1.5",
          "0x1F",
          "1e999",
          ".nan",
          ".inf",
          "99999999999999999999",
          "2026-03-03",
          "12:30:45",
          "0777",
          "1_000",
          "=",
          "*a",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"\\x1b[2J\"",
          "\u202e",
          "x",
          "X",
          "a b",
          "@",
          "%");

  private static final int HUGE = 300_000;

  private final List<String> values = new ArrayList<>(VALUES);
  private final Map<String, List<String>> valuesOf = new LinkedHashMap<>();

  private YamlStructure(List<String> files) {
    for (String file : files) {
      file.lines().map(PAIR::matcher).filter(Matcher::matches).forEach(this::learn);
    }
  }

  /**
   * Inputs made of files, nearly all of them by this structure.
   *
   * @param words of the format, besides those of YAML
   */
  public static Mutations mutations(List<String> files, List<String> words) {
    List<String> all = new ArrayList<>(WORDS);
    all.addAll(words);
    return new Mutations(Mutations.seed(), files, all, "\n:,{}[] .")
        .with(new YamlStructure(files), 4);
  }

  private void learn(Matcher pair) {
    String value = pair.group(3) == null ? "" : pair.group(3);
    values.add(value);
    valuesOf.computeIfAbsent(pair.group(2), key -> new ArrayList<>()).add(value);
  }

  @Override
  public String changed(String input, SplittableRandom random) {
    List<String> lines = new ArrayList<>(List.of(input.split("\n", -1)));
    int at = random.nextInt(lines.size());
    int end = end(lines, at);
    List<String> block = new ArrayList<>(lines.subList(at, end));
    int to = random.nextInt(lines.size());
    switch (random.nextInt(20)) {
      case 0 -> lines.addAll(end, block);
      case 1 -> lines.subList(at, end).clear();
      case 2 -> lines.addAll(to, shifted(block, indent(lines.get(to)) - indent(block.get(0))));
      case 3 -> {
        lines.subList(at, end).clear();
        lines.addAll(Math.min(to, lines.size()), block);
      }
      case 4 -> replace(lines, at, end, shifted(block, random.nextInt(5) - 2));
      case 5 -> lines.set(at, lines.get(at).replaceFirst("^ +", "\t"));
      case 6 -> lines.set(at, strange(lines.get(at), random));
      case 7 -> lines.set(at, pair(lines.get(at), any(keys(), random), null));
      case 8, 9, 10 -> lines.set(at, styled(lines.get(at), random));
      case 11 -> {
        lines.set(at, pair(lines.get(at), null, "*a"));
        lines.add(0, "a: &a " + any(values, random));
      }
      default -> lines.set(at, pair(lines.get(at), null, value(lines.get(at), random)));
    }
    // Whatever takes long is seldom.
    if (random.nextInt(400) == 0 && !lines.isEmpty()) {
      hurt(lines, random.nextInt(lines.size()), random);
    }
    return String.join("\n", lines);
  }

  /** Behind the last line that is indented more than this one. */
  private static int end(List<String> lines, int at) {
    int end = at + 1;
    while (end < lines.size() && indent(lines.get(end)) > indent(lines.get(at))) {
      end++;
    }
    return end;
  }

  private static int indent(String line) {
    int indent = 0;
    while (indent < line.length() && line.charAt(indent) == ' ') {
      indent++;
    }
    return indent;
  }

  private static List<String> shifted(List<String> block, int by) {
    return block.stream()
        .map(
            line ->
                by >= 0
                    ? " ".repeat(by) + line
                    : line.substring(Math.min(-by, Math.min(indent(line), line.length()))))
        .toList();
  }

  private static void replace(List<String> lines, int at, int end, List<String> by) {
    lines.subList(at, end).clear();
    lines.addAll(at, by);
  }

  private static String strange(String line, SplittableRandom random) {
    return switch (random.nextInt(6)) {
      case 0 -> "\ufeff" + line;
      case 1 -> line + "\r";
      case 2 -> line + "\u0000";
      case 3 -> line.replace(" ", "\u00a0");
      case 4 -> line.replace(": ", ":\t");
      default -> line + "\u0085" + line;
    };
  }

  /** The line with another key or another value, if it has any. */
  private static String pair(String line, String key, String value) {
    Matcher pair = PAIR.matcher(line);
    if (!pair.matches()) {
      return line;
    }
    String old = pair.group(3) == null ? "" : pair.group(3);
    return pair.group(1)
        + (key == null ? pair.group(2) : key)
        + ": "
        + (value == null ? old : value);
  }

  private String styled(String line, SplittableRandom random) {
    Matcher pair = PAIR.matcher(line);
    String old = pair.matches() && pair.group(3) != null ? pair.group(3) : "x";
    return pair(line, null, any(STYLES, random).replace("%s", old));
  }

  /** More often one that this key has elsewhere. */
  private String value(String line, SplittableRandom random) {
    Matcher pair = PAIR.matcher(line);
    List<String> own = pair.matches() ? valuesOf.get(pair.group(2)) : null;
    return any(own == null || random.nextInt(3) == 0 ? values : own, random);
  }

  private List<String> keys() {
    return List.copyOf(valuesOf.keySet());
  }

  private static void hurt(List<String> lines, int at, SplittableRandom random) {
    int many = 1 + random.nextInt(HUGE);
    switch (random.nextInt(7)) {
      case 0 -> lines.set(at, pair(lines.get(at), null, "[".repeat(many)));
      case 1 -> lines.set(at, pair(lines.get(at), null, nested("[", "]", many)));
      case 2 -> lines.set(at, pair(lines.get(at), null, nested("{a: ", "}", many / 5)));
      case 3 -> lines.set(at, pair(lines.get(at), null, "x".repeat(many)));
      case 4 -> lines.set(at, pair(lines.get(at), null, "[" + "x, ".repeat(many / 3) + "x]"));
      case 5 -> lines.addAll(at, laughs());
      default -> {
        for (int i = 0; i < many / 10; i++) {
          lines.add("key" + i + ": 1");
        }
      }
    }
  }

  private static String nested(String open, String close, int times) {
    return open.repeat(times / 2) + close.repeat(times / 2);
  }

  /** Ten lists of ten references each to the one before: a thousand million texts. */
  private static List<String> laughs() {
    List<String> lines = new ArrayList<>(List.of("l0: &l0 ha"));
    for (int i = 1; i < 10; i++) {
      lines.add("l" + i + ": &l" + i + " [" + ("*l" + (i - 1) + ", ").repeat(9) + "ha]");
    }
    return lines;
  }

  private static <T> T any(List<T> list, SplittableRandom random) {
    return list.get(random.nextInt(list.size()));
  }
}
