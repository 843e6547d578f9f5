// SPDX-License-Identifier: Apache-2.0
package io.fenceline.dashboard;

import io.fenceline.dashboard.Condition.Compare;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the part of KQL that {@link Condition} is, by recursive descent. */
final class ConditionParser {
  private static final int DEEPEST = 32;
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(\"(?:[^\"\\\\]|\\\\[\"\\\\])*\"|>=|<=|[()<>:*]|[^\\s\"()<>:*\\\\{}]+)\\s*");
  private static final Pattern FIELD =
      Pattern.compile("@?[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z0-9_]+)*");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,9})?");
  private static final String UNDERSTOOD =
      "; understood are field: \"value\", field: (\"a\" or \"b\"), field: *, field >= number, and, or,"
          + " not and parentheses";

  private final String text;
  private final List<String> tokens = new ArrayList<>();
  private final List<Integer> places = new ArrayList<>();
  private int next;
  private int depth;

  ConditionParser(String text) {
    this.text = text.strip();
    Matcher matcher = TOKEN.matcher(this.text);
    int at = 0;
    while (at < this.text.length()) {
      if (!matcher.find(at) || matcher.start() != at) {
        throw fault(at, "'" + this.text.charAt(at) + "'");
      }
      tokens.add(matcher.group(1));
      places.add(matcher.start(1));
      at = matcher.end();
    }
  }

  /** {@code "value"} with its quotes and backslashes escaped; whole numbers and truth plain. */
  static String quoted(String value) {
    boolean plain =
        NUMBER.matcher(value).matches() || value.equals("true") || value.equals("false");
    return plain ? value : '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  static String number(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  Condition parse() {
    if (tokens.isEmpty()) {
      return Condition.EVERYTHING;
    }
    Condition whole = any();
    if (next < tokens.size()) {
      throw fault();
    }
    return whole;
  }

  private Condition any() {
    return joined("or", this::all, Condition.Any::new);
  }

  private Condition all() {
    return joined("and", this::one, Condition.All::new);
  }

  private static boolean isWord(String token, String word) {
    return token.toLowerCase(Locale.ROOT).equals(word);
  }

  private Condition joined(
      String word, Supplier<Condition> part, Function<List<Condition>, Condition> join) {
    List<Condition> parts = new ArrayList<>();
    parts.add(part.get());
    while (isWord(peek(), word)) {
      next++;
      parts.add(part.get());
    }
    return parts.size() == 1 ? parts.get(0) : join.apply(List.copyOf(parts));
  }

  private Condition one() {
    if (++depth > DEEPEST) {
      throw fault(places.get(Math.min(next, places.size() - 1)), "too many parentheses");
    }
    try {
      if (isWord(peek(), "not")) {
        next++;
        return new Condition.Not(one());
      }
      if (peek().equals("(")) {
        next++;
        Condition inside = any();
        expect(")");
        return inside;
      }
      return comparison();
    } finally {
      depth--;
    }
  }

  private Condition comparison() {
    String field = peek();
    if (!FIELD.matcher(field).matches() || isKeyword(field)) {
      throw fault();
    }
    next++;
    for (Compare.Operator operator : Compare.Operator.values()) {
      if (peek().equals(operator.sign())) {
        next++;
        if (!NUMBER.matcher(peek()).matches()) {
          throw fault();
        }
        return new Compare(FieldPath.of(field), operator, Double.parseDouble(tokens.get(next++)));
      }
    }
    expect(":");
    if (peek().equals("*")) {
      next++;
      return new Condition.Exists(FieldPath.of(field));
    }
    if (!peek().equals("(")) {
      return match(field);
    }
    next++;
    Condition values = joined("or", () -> match(field), Condition.Any::new);
    expect(")");
    return values;
  }

  private Condition match(String field) {
    String token = peek();
    if (token.startsWith("\"")) {
      next++;
      String inner = token.substring(1, token.length() - 1);
      return new Condition.Match(FieldPath.of(field), inner.replaceAll("\\\\(.)", "$1"));
    }
    if (token.isEmpty() || isKeyword(token) || "()<>:*>=<=".contains(token)) {
      throw fault();
    }
    next++;
    return new Condition.Match(FieldPath.of(field), token);
  }

  private static boolean isKeyword(String token) {
    return isWord(token, "and") || isWord(token, "or") || isWord(token, "not");
  }

  private void expect(String token) {
    if (!peek().equals(token)) {
      throw fault();
    }
    next++;
  }

  /** The token here, empty at the end. */
  private String peek() {
    return next < tokens.size() ? tokens.get(next) : "";
  }

  private IllegalArgumentException fault() {
    return next < tokens.size()
        ? fault(places.get(next), "'" + tokens.get(next) + "'")
        : fault(text.length(), "its end");
  }

  private IllegalArgumentException fault(int at, String found) {
    return new IllegalArgumentException(
        "the condition '"
            + text
            + "' is not understood at character "
            + (at + 1)
            + ", "
            + found
            + UNDERSTOOD);
  }
}
