// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fenceline.dashboard.Axis;
import io.fenceline.dashboard.Chart;
import io.fenceline.dashboard.Dashboard;
import io.fenceline.dashboard.Grid;
import io.fenceline.dashboard.Listing;
import io.fenceline.dashboard.Measure;
import io.fenceline.dashboard.Note;
import io.fenceline.dashboard.Panel;
import io.fenceline.dashboard.PanelData;
import java.util.List;
import java.util.Locale;

/**
 * Writes views for the page that draws them: of each view its panels once, then their data, first
 * of everything, then of each subject, in the order of the panels. All text is safe to show.
 */
final class ViewJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ViewJson() {}

  static ArrayNode of(ViewReader.Views views) {
    ArrayNode all = JSON.createArrayNode();
    for (Dashboard dashboard : views.dashboards()) {
      ObjectNode view = all.addObject();
      view.put("id", shortId(dashboard.id()));
      view.put("title", dashboard.title().replaceFirst("^\\[[^]]*\\] ", ""));
      view.put("description", dashboard.description());
      ArrayNode panels = view.putArray("panels");
      dashboard.panels().forEach(panel -> panel(panels.addObject(), panel));
      view.set("data", data(dashboard, views.data(), PanelDataJson.ROWS));
      subjects(view, dashboard, views);
    }
    return all;
  }

  private static void subjects(ObjectNode view, Dashboard dashboard, ViewReader.Views views) {
    views
        .subjects()
        .forEach(
            (subject, list) -> {
              if (!subject.view().equals(dashboard.id())) {
                return;
              }
              ArrayNode subjects = view.putArray("subjects");
              for (ViewReader.Picked picked : list) {
                ObjectNode node = subjects.addObject();
                node.put("name", PanelDataJson.label(picked.name()));
                node.put("worst", picked.standing().worst());
                node.put("alerts", picked.standing().alerts());
                node.set("data", data(dashboard, picked.data(), PanelDataJson.SUBJECT_ROWS));
              }
            });
  }

  private static ArrayNode data(Dashboard dashboard, PanelData data, int rows) {
    ArrayNode all = JSON.createArrayNode();
    for (Panel panel : dashboard.panels()) {
      if (panel instanceof Chart chart) {
        all.add(PanelDataJson.of(chart, data.of(chart), data.spans().get(chart.dataset())));
      } else if (panel instanceof Listing listing) {
        all.add(PanelDataJson.of(data.of(listing), rows));
      } else {
        all.addNull();
      }
    }
    return all;
  }

  private static void panel(ObjectNode node, Panel panel) {
    if (panel instanceof Note note) {
      node.put("kind", "note");
      node.put("markdown", note.markdown());
    } else if (panel instanceof Chart chart) {
      chart(node, chart);
    } else if (panel instanceof Listing listing) {
      node.put("kind", "listing");
      node.put("title", listing.title());
      node.put("hint", listing.hint());
      node.put("empty", listing.empty());
      node.put("dataset", listing.dataset().word());
      ArrayNode columns = node.putArray("columns");
      listing.columns().forEach(column -> columns.add(column.label()));
    }
    Grid grid = panel.grid();
    node.putArray("grid").add(grid.x()).add(grid.y()).add(grid.w()).add(grid.h());
  }

  private static void chart(ObjectNode node, Chart chart) {
    node.put("kind", word(chart.shape()));
    node.put("title", chart.title());
    node.put("hint", chart.hint());
    node.put("empty", chart.empty());
    node.put("dataset", chart.dataset().word());
    ArrayNode measures = node.putArray("measures");
    for (Measure measure : chart.measures()) {
      measures
          .addObject()
          .put("label", measure.label())
          .put("format", word(measure.format()))
          .put("of", measure.of().kind().word());
    }
    if (chart.x() instanceof Axis.Terms terms) {
      node.put("x", terms.label());
    }
    node.put("time", chart.x() instanceof Axis.Time);
    chart.split().ifPresent(split -> node.put("split", split.label()));
    ArrayNode limits = node.putArray("limits");
    List<Chart.Limit> lines = chart.limits();
    lines.forEach(
        limit -> limits.addObject().put("label", limit.label()).put("value", limit.value()));
    node.put("drill", shortId(chart.drill()));
  }

  /** The id of a dashboard as the page's address has it. */
  private static String shortId(String id) {
    return id.replaceFirst("^fenceline-", "");
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
