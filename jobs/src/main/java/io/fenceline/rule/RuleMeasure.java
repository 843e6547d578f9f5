// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import java.io.Serializable;

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
}
