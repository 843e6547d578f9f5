// SPDX-License-Identifier: Apache-2.0
package io.fenceline.dashboard;

/** What documents are grouped by. */
public sealed interface Axis {

  /** All documents are one group. */
  record None() implements Axis {}

  /** Equal intervals of {@code @timestamp}. */
  record Time() implements Axis {}

  /**
   * The values of a field that have most of the chart's first measure that is not a ratio (of
   * documents, if all are), ties by name. A document without the field is in none.
   *
   * @param size how many values, at least 1
   * @param label what a person calls them
   * @param other true to show the rest together
   * @param type what kind of values the field has
   */
  record Terms(String field, int size, String label, boolean other, ValueType type)
      implements Axis {}

  /** Kinds of values, by Kibana's names. */
  enum ValueType {
    /** Words. */
    STRING,
    /** Numbers. */
    NUMBER,
    /** True or false. */
    BOOLEAN,
    /** Addresses. */
    IP
  }
}
