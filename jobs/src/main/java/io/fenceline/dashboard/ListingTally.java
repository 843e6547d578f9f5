// SPDX-License-Identifier: Apache-2.0
package io.fenceline.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.Collectors;

/** Keeps the first documents of one listing. */
final class ListingTally {
  /** Rows that are kept. */
  static final int ROWS = 100;

  private static final FieldPath ID = FieldPath.of("event.id");

  private final Listing listing;
  private final List<FieldPath> fields = new ArrayList<>();
  private final FieldPath sort;
  private final Comparator<Line> order;
  private final PriorityQueue<Line> lines;
  private long documents;

  /** A document's texts, and what puts it in its place. */
  private record Line(double number, String text, String id, List<String> texts) {}

  ListingTally(Listing listing) {
    this.listing = listing;
    fields.add(FieldPath.of(Dataset.TIME_FIELD));
    listing.columns().forEach(column -> fields.add(FieldPath.of(column.field())));
    sort = FieldPath.of(listing.sort());
    Comparator<Line> rising = Comparator.comparingDouble(Line::number).thenComparing(Line::text);
    order = (listing.descending() ? rising.reversed() : rising).thenComparing(Line::id);
    lines = new PriorityQueue<>(order.reversed());
  }

  Listing listing() {
    return listing;
  }

  void add(JsonNode document) {
    if (!listing.where().matches(document)) {
      return;
    }
    documents++;
    List<JsonNode> key = sort.values(document);
    boolean number = !key.isEmpty() && key.get(0).isNumber();
    Line line =
        new Line(
            number ? key.get(0).asDouble() : 0,
            number || key.isEmpty() ? "" : key.get(0).asText(),
            text(ID, document),
            fields.stream().map(field -> text(field, document)).toList());
    lines.add(line);
    if (lines.size() > ROWS) {
      lines.poll();
    }
  }

  PanelData.ListingData finish() {
    return new PanelData.ListingData(
        documents, lines.stream().sorted(order).map(Line::texts).toList());
  }

  private static String text(FieldPath field, JsonNode document) {
    return field.values(document).stream().map(JsonNode::asText).collect(Collectors.joining(", "));
  }
}
