// SPDX-License-Identifier: Apache-2.0
package io.fenceline.dashboard.kibana;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Colours of values: Kibana's palette for the colour-blind, and for severities a fixed order from
 * pale to dark, so that they can be told apart by lightness alone.
 */
final class LensColours {
  private LensColours() {}

  static ObjectNode of(String field) {
    List<ObjectNode> assignments = new ArrayList<>();
    if (field.equals("fenceline.severity")) {
      severities()
          .forEach(
              (severity, colour) ->
                  assignments.add(
                      Json.object(
                          "rule",
                          Json.object("type", "matchExactly", "values", List.of(severity)),
                          "color",
                          Json.object("type", "colorCode", "colorCode", colour),
                          "touched",
                          true)));
    }
    return Json.object(
        "assignments",
        assignments,
        "specialAssignments",
        List.of(
            Json.object(
                "rule",
                Json.object("type", "other"),
                "color",
                Json.object("type", "loop"),
                "touched",
                false)),
        "paletteId",
        "eui_amsterdam_color_blind",
        "colorMode",
        Json.object("type", "categorical"));
  }

  private static Map<String, String> severities() {
    Map<String, String> colours = new LinkedHashMap<>();
    colours.put("critical", "#7A1B12");
    colours.put("high", "#CC5642");
    colours.put("medium", "#E5A13D");
    colours.put("low", "#A8C6DF");
    return colours;
  }
}
