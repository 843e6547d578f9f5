// SPDX-License-Identifier: Apache-2.0
package io.fenceline.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Evaluates dashboards over documents, given one by one in any order. Memory does not grow with
 * them: a chart keeps at most {@value ChartTally#MOST_TERMS} values of a field and {@value
 * ChartTally#MOST_CELLS} points, and counts what is beyond as {@link PanelData#OTHER}.
 */
public final class PanelCollector {
  private final Map<Chart, ChartTally> charts = new LinkedHashMap<>();
  private final Map<Listing, ListingTally> listings = new LinkedHashMap<>();
  private final Map<Dataset, TimeBuckets> buckets = new EnumMap<>(Dataset.class);

  /** For all panels of these dashboards. */
  public PanelCollector(List<Dashboard> dashboards) {
    for (Dataset dataset : Dataset.values()) {
      buckets.put(dataset, new TimeBuckets());
    }
    for (Dashboard dashboard : dashboards) {
      dashboard.charts().forEach(chart -> charts.put(chart, new ChartTally(chart)));
      dashboard.listings().forEach(listing -> listings.put(listing, new ListingTally(listing)));
    }
  }

  /**
   * Takes a document. An alert is to be given once, in its newest revision.
   *
   * @throws IllegalArgumentException if it has no time
   */
  public void add(Dataset dataset, JsonNode document) {
    long at = time(document);
    TimeBuckets axis = buckets.get(dataset);
    extend(dataset, at);
    for (ChartTally tally : charts.values()) {
      if (tally.chart().dataset() == dataset) {
        tally.add(document, axis.bucket(at));
      }
    }
    for (ListingTally tally : listings.values()) {
      if (tally.listing().dataset() == dataset) {
        tally.add(document);
      }
    }
  }

  /**
   * Makes a dataset's charts over time cover a span, as those of another dataset do, so that both
   * have equal intervals.
   *
   * @param from epoch milliseconds
   * @param to last one of the span
   */
  public void cover(Dataset dataset, long from, long to) {
    extend(dataset, from);
    extend(dataset, to);
  }

  private void extend(Dataset dataset, long at) {
    TimeBuckets axis = buckets.get(dataset);
    if (axis.extend(at)) {
      charts.forEach(
          (chart, tally) -> {
            if (chart.dataset() == dataset) {
              tally.widen(axis);
            }
          });
    }
  }

  /** What the panels show of the documents so far. */
  public PanelData finish() {
    Map<Chart, PanelData.ChartData> chartData = new LinkedHashMap<>();
    charts.forEach((chart, tally) -> chartData.put(chart, tally.finish()));
    Map<Listing, PanelData.ListingData> listingData = new LinkedHashMap<>();
    listings.forEach((listing, tally) -> listingData.put(listing, tally.finish()));
    Map<Dataset, PanelData.Span> spans = new EnumMap<>(Dataset.class);
    buckets.forEach((dataset, axis) -> spans.put(dataset, axis.span()));
    return new PanelData(chartData, listingData, spans);
  }

  private static long time(JsonNode document) {
    JsonNode time = document.path(Dataset.TIME_FIELD);
    if (!time.isTextual()) {
      throw new IllegalArgumentException("A document has no " + Dataset.TIME_FIELD + ".");
    }
    return Instant.parse(time.textValue()).toEpochMilli();
  }
}
