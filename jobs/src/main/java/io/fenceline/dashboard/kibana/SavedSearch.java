// SPDX-License-Identifier: Apache-2.0
package io.fenceline.dashboard.kibana;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fenceline.dashboard.Listing;
import java.util.List;

/** A listing as a saved search, which Discover opens, too. */
final class SavedSearch {
  private static final String VERSION = "10.2.0";
  private static final String INDEX = "kibanaSavedObjectMeta.searchSourceJSON.index";

  private SavedSearch() {}

  static ObjectNode of(Listing listing) {
    ObjectNode source =
        Json.object(
            "query", Json.kuery(listing.where().kql()), "filter", List.of(), "indexRefName", INDEX);
    return SavedObject.of(
        "search",
        listing.id(),
        VERSION,
        Json.object(
            "title",
            "[Fenceline] " + listing.title(),
            "description",
            listing.hint() + " " + listing.empty(),
            "columns",
            listing.columns().stream().map(Listing.Column::field).toList(),
            "sort",
            List.of(List.of(listing.sort(), listing.descending() ? "desc" : "asc")),
            "grid",
            Json.object(),
            "hideChart",
            true,
            "isTextBasedQuery",
            false,
            "timeRestore",
            false,
            "kibanaSavedObjectMeta",
            Json.object("searchSourceJSON", Json.line(source))),
        List.of(SavedObject.reference(INDEX, "index-pattern", listing.dataset().dataView())));
  }
}
