// SPDX-License-Identifier: Apache-2.0
package io.fenceline.dashboard.kibana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenceline.dashboard.Chart;
import io.fenceline.dashboard.Dashboard;
import io.fenceline.dashboard.Dashboards;
import io.fenceline.dashboard.Dataset;
import io.fenceline.dashboard.Listing;
import io.fenceline.dashboard.Measure;
import io.fenceline.dashboard.Panel;
import io.fenceline.dashboard.PanelCollector;
import io.fenceline.dashboard.PanelData;
import io.fenceline.dashboard.PanelData.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares what the definitions make of documents with what Elasticsearch answers to the committed
 * panels about the same documents.
 */
public final class PanelCheck {
  /** Elasticsearch's digest of many values errs in rank: by so many percentiles at most. */
  private static final double PERCENTILES = 3;

  /** And in value, where it averages neighbours; so does our sketch. */
  private static final double SKETCH_ERROR = 0.02;

  /** Both count different values exactly up to a thousand. */
  private static final double CARDINALITY_ERROR = 0.06;

  private static final double ROUNDING = 1e-9;

  /** Panels' data with all percentiles moved by so many. */
  private record Moved(PanelData data, double percentiles) {}

  private final Moved data;
  private final Moved below;
  private final Moved above;
  private final LensQuery.Search search;

  private PanelCheck(Map<Dataset, List<JsonNode>> documents, LensQuery.Search search) {
    data = evaluate(documents, 0);
    below = evaluate(documents, -PERCENTILES);
    above = evaluate(documents, PERCENTILES);
    this.search = search;
  }

  private static Moved evaluate(Map<Dataset, List<JsonNode>> documents, double percentiles) {
    PanelCollector collector =
        new PanelCollector(
            Dashboards.shipped().stream().map(one -> moved(one, percentiles)).toList());
    documents.forEach((dataset, all) -> all.forEach(document -> collector.add(dataset, document)));
    return new Moved(collector.finish(), percentiles);
  }

  /** The dashboard with all percentiles moved. */
  private static Dashboard moved(Dashboard dashboard, double percentiles) {
    return new Dashboard(
        dashboard.id(),
        dashboard.title(),
        dashboard.description(),
        dashboard.controls(),
        dashboard.panels().stream()
            .filter(panel -> percentiles == 0 || hasPercentiles(panel))
            .map(panel -> panel instanceof Chart chart ? moved(chart, percentiles) : panel)
            .toList());
  }

  private static boolean hasPercentiles(Panel panel) {
    return panel instanceof Chart chart
        && chart.measures().stream()
            .anyMatch(measure -> measure.of().kind() == Measure.Kind.PERCENTILE);
  }

  private static Chart moved(Chart chart, double percentiles) {
    return new Chart(
        chart.title(),
        chart.hint(),
        chart.empty(),
        chart.shape(),
        chart.dataset(),
        chart.where(),
        chart.measures().stream().map(measure -> moved(measure, percentiles)).toList(),
        chart.x(),
        chart.split(),
        chart.limits(),
        chart.drill(),
        chart.grid());
  }

  private static Measure moved(Measure measure, double percentiles) {
    Measure.Function function = measure.of();
    double percent = Math.max(0, Math.min(100, function.percent() + percentiles));
    return new Measure(
        measure.label(),
        new Measure.Function(function.kind(), function.field(), percent),
        measure.where(),
        measure.per(),
        measure.format());
  }

  /**
   * Compares all panels.
   *
   * @param documents all documents that the search finds
   * @return names of the panels without any document
   */
  public static Set<String> run(Map<Dataset, List<JsonNode>> documents, LensQuery.Search search)
      throws Exception {
    return new PanelCheck(documents, search).all();
  }

  private Set<String> all() throws Exception {
    Map<String, JsonNode> lenses = ExportedObjects.lenses();
    Set<String> empty = new TreeSet<>();
    int compared = 0;
    for (Dashboard dashboard : Dashboards.shipped()) {
      for (Chart chart : dashboard.charts()) {
        String name = dashboard.id() + "/" + chart.title();
        if (chart(name, chart, lenses.get(name)) == 0) {
          empty.add(name);
        }
        compared++;
      }
      for (Listing listing : dashboard.listings()) {
        if (listing(listing) == 0) {
          empty.add(dashboard.id() + "/" + listing.title());
        }
      }
    }
    assertThat(compared).isEqualTo(lenses.size());
    return empty;
  }

  private long chart(String name, Chart chart, JsonNode lens) throws Exception {
    Dataset dataset = LensQuery.dataset(lens);
    LensQuery query = new LensQuery(lens, data.data().spans().get(dataset).interval(), search);
    PanelData.ChartData ours = data.data().of(moved(chart, 0));
    assertThat(query.documents()).as(name).isEqualTo(ours.documents());
    if (ours.documents() == 0) {
      return 0;
    }
    List<Row> theirs = query.rows();
    assertThat(keys(theirs)).as(name).isEqualTo(keys(ours.rows())).isNotEmpty();
    for (int i = 0; i < theirs.size(); i++) {
      Row row = theirs.get(i);
      for (int m = 0; m < chart.measures().size(); m++) {
        Measure measure = chart.measures().get(m);
        String what = name + " " + measure.label() + " at " + row.x() + " " + row.split();
        double value = row.values().get(m);
        boolean some = !Double.isNaN(at(data, chart, i, m));
        if (measure.of().kind() == Measure.Kind.PERCENTILE && some) {
          double low = at(below, chart, i, m);
          double high = at(above, chart, i, m);
          assertThat(value)
              .as(what + ": " + at(data, chart, i, m))
              .isGreaterThanOrEqualTo(low - SKETCH_ERROR * Math.abs(low))
              .isLessThanOrEqualTo(high + SKETCH_ERROR * Math.abs(high));
        } else {
          assertClose(what, measure, at(data, chart, i, m), value);
        }
      }
    }
    return ours.documents();
  }

  private static double at(Moved data, Chart chart, int row, int measure) {
    return data.data().of(moved(chart, data.percentiles())).rows().get(row).values().get(measure);
  }

  private static void assertClose(String what, Measure measure, double ours, double theirs) {
    assertThat(Double.isNaN(ours))
        .as(what + ": " + ours + ", " + theirs)
        .isEqualTo(Double.isNaN(theirs));
    if (!Double.isNaN(ours)) {
      double error =
          switch (measure.of().kind()) {
            case UNIQUE_COUNT -> theirs > 1000 ? CARDINALITY_ERROR : 0;
            default -> ROUNDING;
          };
      assertThat(Math.abs(ours - theirs))
          .as(what + ": " + ours + ", " + theirs)
          .isLessThanOrEqualTo(error * Math.max(Math.abs(ours), Math.abs(theirs)));
    }
  }

  private long listing(Listing listing) throws Exception {
    JsonNode saved = ExportedObjects.searches().get(listing.id());
    JsonNode source =
        ExportedObjects.parse(
            saved.at("/attributes/kibanaSavedObjectMeta/searchSourceJSON").asText());
    JsonNode sort = saved.at("/attributes/sort/0");
    JsonNode body =
        Json.object(
            "size",
            1,
            "track_total_hits",
            true,
            "query",
            KqlQuery.of(source.at("/query/query").asText()),
            "sort",
            List.of(Json.object(sort.get(0).asText(), sort.get(1))));
    JsonNode answer =
        search.of(ExportedObjects.dataset(saved.at("/references/0/id").asText()), body);
    PanelData.ListingData ours = data.data().of(listing);
    assertThat(answer.at("/hits/total/value").asLong())
        .as(listing.title())
        .isEqualTo(ours.documents());
    if (ours.documents() > 0 && listing.sort().equals(Dataset.TIME_FIELD)) {
      assertThat(answer.at("/hits/hits/0/_source/@timestamp").asText())
          .isEqualTo(ours.rows().get(0).get(0));
    }
    return ours.documents();
  }

  private static List<String> keys(List<Row> rows) {
    List<String> keys = new ArrayList<>();
    rows.forEach(row -> keys.add(row.x() + " | " + row.split()));
    return keys;
  }
}
