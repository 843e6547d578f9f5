// SPDX-License-Identifier: Apache-2.0
package io.fenceline.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which documents: a part of KQL, Kibana's query language, that means here what it means there. A
 * document without the field meets nothing but {@code not}; one with a list meets what any item
 * meets.
 */
public sealed interface Condition {
  /** Met by every document; its KQL is empty. */
  Condition EVERYTHING = new All(List.of());

  /** Met by the document. */
  boolean matches(JsonNode document);

  /** In KQL. */
  String kql();

  /** Names of the fields it reads. */
  Set<String> fields();

  /**
   * Reads KQL; blank text is {@link #EVERYTHING}.
   *
   * @throws IllegalArgumentException if it is not of the understood part of KQL; the message says
   *     where and what is understood
   */
  static Condition parse(String kql) {
    return new ConditionParser(kql).parse();
  }

  /** A field has a value: {@code field: "value"}. */
  record Match(FieldPath field, String value) implements Condition {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,9})?");

    @Override
    public boolean matches(JsonNode document) {
      return field.values(document).stream().anyMatch(this::equal);
    }

    private boolean equal(JsonNode node) {
      return node.isNumber()
          ? NUMBER.matcher(value).matches() && Double.parseDouble(value) == node.asDouble()
          : node.asText().equals(value);
    }

    @Override
    public String kql() {
      return field.name() + ": " + ConditionParser.quoted(value);
    }

    @Override
    public Set<String> fields() {
      return Set.of(field.name());
    }
  }

  /** A number compares: {@code field >= 3}. */
  record Compare(FieldPath field, Operator operator, double value) implements Condition {

    /** The comparisons of KQL. */
    public enum Operator {
      /** At least. */
      AT_LEAST(">="),
      /** At most. */
      AT_MOST("<="),
      /** More. */
      ABOVE(">"),
      /** Less. */
      BELOW("<");

      private final String sign;

      Operator(String sign) {
        this.sign = sign;
      }

      /** As KQL writes it. */
      public String sign() {
        return sign;
      }
    }

    @Override
    public boolean matches(JsonNode document) {
      return field.values(document).stream()
          .anyMatch(node -> node.isNumber() && holds(node.asDouble()));
    }

    private boolean holds(double found) {
      return switch (operator) {
        case AT_LEAST -> found >= value;
        case AT_MOST -> found <= value;
        case ABOVE -> found > value;
        case BELOW -> found < value;
      };
    }

    @Override
    public String kql() {
      return field.name() + " " + operator.sign() + " " + ConditionParser.number(value);
    }

    @Override
    public Set<String> fields() {
      return Set.of(field.name());
    }
  }

  /** A field is there: {@code field: *}. */
  record Exists(FieldPath field) implements Condition {
    @Override
    public boolean matches(JsonNode document) {
      return !field.values(document).isEmpty();
    }

    @Override
    public String kql() {
      return field.name() + ": *";
    }

    @Override
    public Set<String> fields() {
      return Set.of(field.name());
    }
  }

  /** All are met. */
  record All(List<Condition> parts) implements Condition {
    @Override
    public boolean matches(JsonNode document) {
      for (Condition part : parts) {
        if (!part.matches(document)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public String kql() {
      return parts.stream().map(Condition::inner).collect(Collectors.joining(" and "));
    }

    @Override
    public Set<String> fields() {
      return fieldsOf(parts);
    }
  }

  /** At least one is met. */
  record Any(List<Condition> parts) implements Condition {
    @Override
    public boolean matches(JsonNode document) {
      return parts.stream().anyMatch(part -> part.matches(document));
    }

    @Override
    public String kql() {
      return parts.stream().map(Condition::inner).collect(Collectors.joining(" or "));
    }

    @Override
    public Set<String> fields() {
      return fieldsOf(parts);
    }
  }

  /** It is not met. */
  record Not(Condition part) implements Condition {
    @Override
    public boolean matches(JsonNode document) {
      return !part.matches(document);
    }

    @Override
    public String kql() {
      return "not " + inner(part);
    }

    @Override
    public Set<String> fields() {
      return part.fields();
    }
  }

  private static String inner(Condition part) {
    return part instanceof All || part instanceof Any ? "(" + part.kql() + ")" : part.kql();
  }

  private static Set<String> fieldsOf(List<Condition> parts) {
    return parts.stream()
        .flatMap(part -> part.fields().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
