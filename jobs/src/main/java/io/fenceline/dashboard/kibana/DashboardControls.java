// SPDX-License-Identifier: Apache-2.0
package io.fenceline.dashboard.kibana;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fenceline.dashboard.Dashboard.Control;
import java.util.List;

/** What stands above a dashboard to narrow it down by. */
final class DashboardControls {
  private DashboardControls() {}

  static ObjectNode of(List<Control> controls) {
    ObjectNode panels = Json.object();
    for (Control control : controls) {
      panels.set(Slug.of(control.label()), panel(control, panels.size()));
    }
    ObjectNode ignored =
        Json.object(
            "ignoreFilters",
            false,
            "ignoreQuery",
            false,
            "ignoreTimerange",
            false,
            "ignoreValidations",
            false);
    return Json.object(
        "chainingSystem",
        "HIERARCHICAL",
        "controlStyle",
        "oneLine",
        "ignoreParentSettingsJSON",
        Json.line(ignored),
        "panelsJSON",
        Json.line(panels),
        "showApplySelections",
        false);
  }

  /** The data view whose values each control offers. */
  static List<ObjectNode> references(List<Control> controls) {
    return controls.stream()
        .map(
            control ->
                SavedObject.reference(
                    "controlGroup_" + Slug.of(control.label()) + ":optionsListDataView",
                    "index-pattern",
                    view(control)))
        .toList();
  }

  private static ObjectNode panel(Control control, int order) {
    ObjectNode input =
        Json.object(
            "id",
            Slug.of(control.label()),
            "dataViewId",
            view(control),
            "fieldName",
            control.field(),
            "title",
            control.label(),
            "searchTechnique",
            "prefix",
            "selectedOptions",
            List.of(),
            "sort",
            Json.object("by", "_count", "direction", "desc"),
            "enhancements",
            Json.object());
    return Json.object(
        "type",
        "optionsListControl",
        "order",
        order,
        "grow",
        true,
        "width",
        "medium",
        "explicitInput",
        input);
  }

  private static String view(Control control) {
    return control.datasets().get(0).dataView();
  }
}
