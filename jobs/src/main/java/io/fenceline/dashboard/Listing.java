// SPDX-License-Identifier: Apache-2.0
package io.fenceline.dashboard;

import java.util.List;

/**
 * The newest documents (or the oldest, or those with the most of something) as a table.
 *
 * @param id of its saved search
 * @param title for people
 * @param hint what the table answers
 * @param empty why there may be nothing, and what to do then
 * @param where which documents
 * @param columns fields, at least one; the time comes before them by itself
 * @param sort field to sort by
 * @param descending largest (newest) first
 */
public record Listing(
    String id,
    String title,
    String hint,
    String empty,
    Dataset dataset,
    Condition where,
    List<Column> columns,
    String sort,
    boolean descending,
    Grid grid)
    implements Panel {

  /** A field of a document and what a person calls it. */
  public record Column(String field, String label) {}
}
