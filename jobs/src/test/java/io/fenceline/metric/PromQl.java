// SPDX-License-Identifier: Apache-2.0
package io.fenceline.metric;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an expression of Prometheus asks for. It reads as much of the language as we use and refuses
 * the rest, so that no name goes by unseen.
 *
 * @param selectors metrics with their matchers
 * @param grouped labels in {@code by} and {@code on}, and those that {@code label_replace} reads
 * @param made labels that {@code label_replace} makes
 */
record PromQl(List<Selector> selectors, Set<String> grouped, Set<String> made) {
  private static final Set<String> FUNCTIONS =
      Set.of(
          "absent",
          "count",
          "deriv",
          "increase",
          "label_replace",
          "max",
          "min",
          "min_over_time",
          "rate",
          "sum");

  private static final Set<String> OPERATORS = Set.of("and", "or", "unless");

  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(\"(?:[^\"\\\\]|\\\\.)*\")|([a-zA-Z_][a-zA-Z0-9_]*)|(\\[[^\\]]*])"
              + "|([0-9.]+[a-z]*)|(=~|!~|!=|==|>=|<=|[-+*/(){},=<>]))\\s*");

  private static final Pattern RANGE =
      Pattern.compile("\\[([0-9]+[smhd](:[0-9]+[smhd])?|\\$__(rate_interval|range))]");

  /** One metric, with the condition that each matcher sets. */
  record Selector(String metric, Map<String, Predicate<String>> matchers) {
    boolean matches(Scrape.Sample sample) {
      return sample.name().equals(metric)
          && matchers.entrySet().stream()
              .allMatch(
                  matcher ->
                      sample.labels().containsKey(matcher.getKey())
                          && matcher.getValue().test(sample.labels().get(matcher.getKey())));
    }
  }

  /**
   * Reads an expression.
   *
   * @throws IllegalArgumentException naming the first thing that is not understood
   */
  static PromQl parse(String expression) {
    return new Reader(tokens(expression), expression).read();
  }

  private static List<String> tokens(String expression) {
    List<String> tokens = new ArrayList<>();
    Matcher token = TOKEN.matcher(expression);
    while (token.lookingAt()) {
      tokens.add(token.group().strip());
      token.region(token.end(), expression.length());
    }
    if (token.regionStart() != expression.length()) {
      throw new IllegalArgumentException(
          "not understood: " + expression.substring(token.regionStart()));
    }
    return tokens;
  }

  private static final class Reader {
    private final List<String> tokens;
    private final String expression;
    private final List<Selector> selectors = new ArrayList<>();
    private final Set<String> grouped = new HashSet<>();
    private final List<String> texts = new ArrayList<>();
    private int next;
    private int depth;

    Reader(List<String> tokens, String expression) {
      this.tokens = tokens;
      this.expression = expression;
    }

    PromQl read() {
      while (next < tokens.size()) {
        String token = take();
        if (token.equals("by") || token.equals("on")) {
          labels();
        } else if (token.equals("offset")) {
          take("[0-9]+[smhd]");
        } else if (token.startsWith("[")) {
          check(RANGE.matcher(token).matches(), token);
        } else if (token.startsWith("\"")) {
          texts.add(text(token));
        } else if (token.matches("[a-zA-Z_].*")) {
          name(token);
        } else {
          depth += token.equals("(") ? 1 : token.equals(")") ? -1 : 0;
          check(depth >= 0 && !token.matches("[{}]"), token);
        }
      }
      check(depth == 0 && texts.size() % 4 == 0, "the end");
      Set<String> made = new HashSet<>();
      for (int i = 0; i < texts.size(); i += 4) {
        made.add(texts.get(i));
        grouped.add(texts.get(i + 2));
      }
      return new PromQl(selectors, grouped, made);
    }

    private void name(String token) {
      String after = next < tokens.size() ? tokens.get(next) : "";
      if (FUNCTIONS.contains(token)) {
        check(after.equals("(") || after.equals("by"), token);
      } else if (!OPERATORS.contains(token)) {
        check(!after.equals("("), token);
        selectors.add(new Selector(token, after.equals("{") ? matchers() : Map.of()));
      }
    }

    private void labels() {
      take("\\(");
      do {
        grouped.add(take("[a-z_]+"));
      } while (take("[,)]").equals(","));
    }

    private Map<String, Predicate<String>> matchers() {
      Map<String, Predicate<String>> matchers = new HashMap<>();
      take("\\{");
      do {
        String label = take("[a-z_]+");
        String how = take("=|!=|=~|!~");
        // A variable of the dashboard may be any value.
        String value = text(take("\".*\"")).replace("$job_name", ".*");
        Predicate<String> is =
            how.endsWith("~") ? Pattern.compile(value).asMatchPredicate() : value::equals;
        matchers.merge(label, how.startsWith("!") ? is.negate() : is, Predicate::and);
      } while (take("[,}]").equals(","));
      return matchers;
    }

    private static String text(String token) {
      return token.substring(1, token.length() - 1);
    }

    private String take(String pattern) {
      String token = take();
      check(token.matches(pattern), token);
      return token;
    }

    private String take() {
      check(next < tokens.size(), "the end");
      return tokens.get(next++);
    }

    private void check(boolean understood, String at) {
      if (!understood) {
        throw new IllegalArgumentException("not understood at " + at + ": " + expression);
      }
    }
  }
}
