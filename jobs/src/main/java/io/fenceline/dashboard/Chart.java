// SPDX-License-Identifier: Apache-2.0
package io.fenceline.dashboard;

import java.util.List;
import java.util.Optional;

/**
 * Documents, counted and measured.
 *
 * @param title for people; unique on its dashboard
 * @param hint what the chart answers, one sentence
 * @param empty why there may be nothing to see, and what to do then
 * @param where which documents; {@link Condition#EVERYTHING} for all
 * @param measures what is computed of them, at least one
 * @param x what lies along the horizontal axis, or makes the rows of a table
 * @param split what makes the colours; inside {@code x} if that is terms, outside if it is time
 * @param limits reference lines
 * @param drill id of the dashboard that a click on a value leads to, empty for none
 */
public record Chart(
    String title,
    String hint,
    String empty,
    Shape shape,
    Dataset dataset,
    Condition where,
    List<Measure> measures,
    Axis x,
    Optional<Axis.Terms> split,
    List<Limit> limits,
    String drill,
    Grid grid)
    implements Panel {

  /** How a chart looks. */
  public enum Shape {
    /** One number, or one per split. */
    METRIC,
    /** A line per measure or split. */
    LINE,
    /** Stacked bars. */
    BAR,
    /** Areas stacked to 100 %. */
    AREA_SHARE,
    /** A ring. */
    DONUT,
    /** Rows. */
    TABLE,
    /** Colours in a grid of {@code x} and split. */
    HEATMAP
  }

  /**
   * A reference line.
   *
   * @param value in the unit of the measures
   */
  public record Limit(String label, double value) {}
}
