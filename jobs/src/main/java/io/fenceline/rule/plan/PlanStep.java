// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.plan;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One operator of a plan.
 *
 * @param depth how far it is from the result, from 0; its inputs are one deeper
 * @param operator its name in the planner, such as {@code OverAggregate}
 * @param attributes what the planner says of it, by name
 */
record PlanStep(int depth, String operator, Map<String, String> attributes) {

  /**
   * Reads one line of a plan, such as {@code +- Exchange(distribution=[hash[client]])}.
   *
   * @throws IllegalArgumentException if it is no such line
   */
  static PlanStep parse(String line) {
    int begin = 0;
    while (begin < line.length() && !Character.isLetter(line.charAt(begin))) {
      begin++;
    }
    int open = line.indexOf('(', begin);
    if (open < 0) {
      throw new IllegalArgumentException("no operator of a plan: " + line);
    }
    return new PlanStep(begin / 3, line.substring(begin, open), attributes(line, open + 1));
  }

  /** An attribute, empty if the operator has none of that name. */
  String attribute(String name) {
    return attributes.getOrDefault(name, "");
  }

  /** Attributes are {@code name=[value]}, with brackets inside of values in pairs. */
  private static Map<String, String> attributes(String line, int from) {
    Map<String, String> found = new LinkedHashMap<>();
    int at = from;
    while (true) {
      int value = line.indexOf("=[", at);
      if (value < 0) {
        return found;
      }
      int end = closing(line, value + 1);
      found.put(line.substring(at, value).replaceAll("^\\W+", ""), line.substring(value + 2, end));
      at = end + 1;
    }
  }

  /** Brackets in texts of the query are data. */
  private static int closing(String line, int open) {
    int depth = 0;
    boolean quoted = false;
    for (int at = open; at < line.length(); at++) {
      char c = line.charAt(at);
      if (c == '\'') {
        quoted = !quoted;
      } else if (!quoted && c == '[') {
        depth++;
      } else if (!quoted && c == ']' && --depth == 0) {
        return at;
      }
    }
    return line.length();
  }
}
