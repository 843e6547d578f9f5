// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Which columns of a rule's query give the figure of an alert.
 *
 * @param name what is measured, with its unit
 * @param value column with the figure, empty if the rule has none
 * @param limit column with the figure's limit, or a number; empty if there is none
 */
public record RuleMeasure(String name, String value, String limit) implements Serializable {
  /** No figure. */
  public static final RuleMeasure NONE = new RuleMeasure("", "", "");

  /** The columns that it needs. */
  public List<String> columns() {
    List<String> columns = new ArrayList<>();
    if (!value.isEmpty()) {
      columns.add(value);
    }
    if (!limit.isEmpty() && fixedLimit().isEmpty()) {
      columns.add(limit);
    }
    return columns;
  }

  /** The limit, if it is a number. */
  public OptionalDouble fixedLimit() {
    try {
      return limit.isEmpty()
          ? OptionalDouble.empty()
          : OptionalDouble.of(Double.parseDouble(limit));
    } catch (NumberFormatException aColumn) {
      return OptionalDouble.empty();
    }
  }
}
