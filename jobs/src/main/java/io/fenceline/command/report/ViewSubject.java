// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenceline.dashboard.FieldPath;
import java.util.List;

/** What a view may be about: one model or one client, which its reader picks. */
enum ViewSubject {
  /** A model by the name it serves under. */
  MODEL("fenceline-model", "service.name", 12),

  /** Whom an alert is about, or whose request an event is. */
  ENTITY("fenceline-entity", "fenceline.entity", 20);

  private final String view;
  private final FieldPath field;
  private final int most;

  ViewSubject(String view, String field, int most) {
    this.view = view;
    this.field = FieldPath.of(field);
    this.most = most;
  }

  /**
   * Whether its charts cover the time of all traffic, as a model is to be seen beside others; those
   * of a client cover its own time, which may be a minute of a month.
   */
  boolean isSeenAmongOthers() {
    return this == MODEL;
  }

  /** The id of the dashboard, which has a control for the same field. */
  String view() {
    return view;
  }

  /** How many subjects a report has: each repeats all panels of the view. */
  int most() {
    return most;
  }

  /** Whom or what a document is about, nothing if that is not said. */
  List<String> of(JsonNode document) {
    return field.values(document).stream().map(JsonNode::asText).toList();
  }
}
