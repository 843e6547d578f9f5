// SPDX-License-Identifier: Apache-2.0
package io.fenceline.dashboard;

import java.util.List;
import java.util.Map;

/**
 * What the panels of dashboards show of the documents that a {@link PanelCollector} was given.
 *
 * @param charts by chart
 * @param listings by listing
 * @param spans the time that each dataset's documents cover
 */
public record PanelData(
    Map<Chart, ChartData> charts, Map<Listing, ListingData> listings, Map<Dataset, Span> spans) {
  /** What the values that are not among the first are called together. */
  public static final String OTHER = "Other";

  /** Of one chart. */
  public ChartData of(Chart chart) {
    return charts.get(chart);
  }

  /** Of one listing. */
  public ListingData of(Listing listing) {
    return listings.get(listing);
  }

  /**
   * Of one chart: a row per point, in the order in which it is drawn (first value first; then
   * time).
   *
   * @param documents how many the chart is about; 0 means that it is empty and says why
   */
  public record ChartData(long documents, List<Row> rows) {}

  /**
   * A point.
   *
   * @param x a value of the chart's x; of time the start of the interval as ISO 8601 in UTC; empty
   *     if the chart has no x
   * @param split a value of the split, empty if there is none
   * @param values one per measure, NaN where there is none
   */
  public record Row(String x, String split, List<Double> values) {}

  /**
   * Of one listing.
   *
   * @param documents how many there are, of which at most {@value ListingTally#ROWS} are rows
   * @param rows the time as ISO 8601, then one text per column; lists are joined with a comma
   */
  public record ListingData(long documents, List<List<String>> rows) {}

  /**
   * A time span in whole intervals, epoch milliseconds.
   *
   * @param from start of the first interval
   * @param to end of the last
   * @param interval length of the intervals of charts over time; 0 if there were no documents
   */
  public record Span(long from, long to, long interval) {
    /** Of no documents. */
    public static final Span NONE = new Span(0, 0, 0);
  }
}
