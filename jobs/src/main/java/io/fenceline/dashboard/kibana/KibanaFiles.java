// SPDX-License-Identifier: Apache-2.0
package io.fenceline.dashboard.kibana;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fenceline.dashboard.Dashboard;
import io.fenceline.dashboard.Listing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files that are imported into Kibana. */
public final class KibanaFiles {
  /** Data views, saved searches and dashboards, each before what refers to it. */
  public static final String OBJECTS = "fenceline-objects.ndjson";

  /** The rule that takes alerts into the Security app, which has an import of its own. */
  public static final String RULE = "fenceline-rule.ndjson";

  private KibanaFiles() {}

  /** Text by file name: one object per line. */
  public static Map<String, String> of(List<Dashboard> dashboards) {
    List<ObjectNode> objects = new ArrayList<>(DataViews.all());
    for (Dashboard dashboard : dashboards) {
      for (Listing listing : dashboard.listings()) {
        objects.add(SavedSearch.of(listing));
      }
    }
    dashboards.forEach(dashboard -> objects.add(DashboardObject.of(dashboard, dashboards)));
    Map<String, String> files = new LinkedHashMap<>();
    files.put(OBJECTS, Json.lines(objects));
    files.put(RULE, Json.lines(List.of(PromotionRule.object())));
    return files;
  }
}
