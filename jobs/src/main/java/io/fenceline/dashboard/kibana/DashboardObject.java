// SPDX-License-Identifier: Apache-2.0
package io.fenceline.dashboard.kibana;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fenceline.dashboard.Chart;
import io.fenceline.dashboard.Dashboard;
import io.fenceline.dashboard.Grid;
import io.fenceline.dashboard.Listing;
import io.fenceline.dashboard.Note;
import io.fenceline.dashboard.Panel;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A dashboard as a saved object: the definition's panels, below a row of links to the other
 * dashboards, which keep the time range.
 */
final class DashboardObject {
  /** Dashboards of this version are read by Kibana 8.19 and later. */
  private static final String VERSION = "10.2.0";

  private static final int LINK_ROWS = 3;
  private static final String LINKS = "links";
  private static final Pattern DASHBOARD_LINK = Pattern.compile("\\(dashboard:([a-z-]+)\\)");

  private final Dashboard dashboard;
  private final List<Dashboard> all;
  private final List<ObjectNode> panels = new ArrayList<>();
  private final List<ObjectNode> references = new ArrayList<>();

  private DashboardObject(Dashboard dashboard, List<Dashboard> all) {
    this.dashboard = dashboard;
    this.all = all;
  }

  /**
   * One of the dashboards.
   *
   * @param all the dashboards that link to each other
   */
  static ObjectNode of(Dashboard dashboard, List<Dashboard> all) {
    return new DashboardObject(dashboard, all).object();
  }

  private ObjectNode object() {
    links();
    dashboard.panels().forEach(this::panel);
    references.addAll(DashboardControls.references(dashboard.controls()));
    return SavedObject.of(
        "dashboard",
        dashboard.id(),
        VERSION,
        Json.object(
            "title",
            dashboard.title(),
            "description",
            dashboard.description(),
            "panelsJSON",
            Json.line(Json.tree(panels)),
            "optionsJSON",
            Json.line(
                Json.object(
                    "useMargins",
                    true,
                    "syncColors",
                    true,
                    "syncCursor",
                    true,
                    "syncTooltips",
                    false,
                    "hidePanelTitles",
                    false)),
            "kibanaSavedObjectMeta",
            Json.object(
                "searchSourceJSON",
                Json.line(Json.object("query", Json.kuery(""), "filter", List.of()))),
            "controlGroupInput",
            DashboardControls.of(dashboard.controls()),
            "timeRestore",
            true,
            "timeFrom",
            "now-24h",
            "timeTo",
            "now",
            "refreshInterval",
            Json.object("pause", true, "value", 60_000),
            "version",
            1),
        references);
  }

  private void panel(Panel panel) {
    if (panel instanceof Note note) {
      note(note);
    } else if (panel instanceof Listing listing) {
      listing(listing);
    } else if (panel instanceof Chart chart) {
      chart(chart);
    }
  }

  private void links() {
    List<ObjectNode> links = new ArrayList<>();
    for (Dashboard other : all) {
      String id = other.id();
      String reference = "link_" + id + "_dashboard";
      links.add(
          Json.object(
              "id",
              id,
              "order",
              links.size(),
              "type",
              "dashboardLink",
              "label",
              other.title().replace("[Fenceline] ", ""),
              "destinationRefName",
              reference,
              "options",
              Json.object(
                  "openInNewTab", false, "useCurrentDateRange", true, "useCurrentFilters", false)));
      refer(LINKS, reference, "dashboard", id);
    }
    ObjectNode attributes = Json.object("layout", "horizontal", "links", links);
    add(
        LINKS,
        "links",
        "",
        new Grid(0, 0, Grid.COLUMNS, LINK_ROWS),
        Json.object(
            "attributes", attributes, "enhancements", Json.object(), "hidePanelTitles", true));
  }

  private void note(Note note) {
    ObjectNode look =
        Json.object(
            "title",
            "",
            "description",
            "",
            "type",
            "markdown",
            "params",
            Json.object(
                "fontSize",
                12,
                "openLinksInNewTab",
                false,
                "markdown",
                DASHBOARD_LINK.matcher(note.markdown()).replaceAll("(#/view/$1)")),
            "uiState",
            Json.object(),
            "data",
            Json.object(
                "aggs",
                List.of(),
                "searchSource",
                Json.object("query", Json.kuery(""), "filter", List.of())));
    add(
        "note-" + panels.size(),
        "visualization",
        "",
        lowered(note.grid()),
        Json.object("savedVis", look, "enhancements", Json.object(), "hidePanelTitles", true));
  }

  private void listing(Listing listing) {
    String id = Slug.of(listing.title());
    refer(id, "panel_" + id, "search", listing.id());
    add(
            id,
            "search",
            listing.title(),
            lowered(listing.grid()),
            Json.object("enhancements", Json.object()))
        .put("panelRefName", "panel_" + id);
  }

  private void chart(Chart chart) {
    String id = Slug.of(chart.title());
    LensPanel.references(chart)
        .forEach(
            reference ->
                refer(
                    id,
                    reference.path("name").asText(),
                    "index-pattern",
                    reference.path("id").asText()));
    add(
        id,
        "lens",
        chart.title(),
        lowered(chart.grid()),
        Json.object(
            "attributes",
            LensPanel.attributes(chart, dashboard.narrows(chart.dataset())),
            "enhancements",
            drilldown(chart, id),
            "hidePanelTitles",
            false));
  }

  /** The clicked value goes along, other filters do not: the target shows all that it did. */
  private ObjectNode drilldown(Chart chart, String panel) {
    if (chart.drill().isEmpty()) {
      return Json.object();
    }
    String event = "to-" + chart.drill();
    refer(
        panel,
        "drilldown:DASHBOARD_TO_DASHBOARD_DRILLDOWN:" + event + ":dashboardId",
        "dashboard",
        chart.drill());
    ObjectNode action =
        Json.object(
            "factoryId",
            "DASHBOARD_TO_DASHBOARD_DRILLDOWN",
            "name",
            "Look into it",
            "config",
            Json.object(
                "openInNewTab", false, "useCurrentDateRange", true, "useCurrentFilters", false));
    return Json.object(
        "dynamicActions",
        Json.object(
            "events",
            List.of(
                Json.object(
                    "eventId", event, "triggers", List.of("FILTER_TRIGGER"), "action", action))));
  }

  private ObjectNode add(String id, String type, String title, Grid grid, ObjectNode config) {
    ObjectNode place =
        Json.object("x", grid.x(), "y", grid.y(), "w", grid.w(), "h", grid.h(), "i", id);
    ObjectNode panel =
        Json.object(
            "type",
            type,
            "panelIndex",
            id,
            "gridData",
            place,
            "title",
            title,
            "embeddableConfig",
            config);
    panels.add(panel);
    return panel;
  }

  private void refer(String panel, String name, String type, String id) {
    references.add(SavedObject.reference(panel + ":" + name, type, id));
  }

  private static Grid lowered(Grid grid) {
    return new Grid(grid.x(), grid.y() + LINK_ROWS, grid.w(), grid.h());
  }
}
