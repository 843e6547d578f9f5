// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenceline.dashboard.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a view may be about: one model or one client, which its reader picks. */
enum ViewSubject {
  /** A model by the name it serves under. */
  MODEL(
      "fenceline-model",
      12,
      Map.of(
          Dataset.ALERTS, "/service/name",
          Dataset.EVENTS, "/service/name",
          Dataset.WINDOWS, "/service/name")),

  /** Whom an alert is about; an event is its client's. */
  ENTITY(
      "fenceline-entity",
      20,
      Map.of(
          Dataset.ALERTS, "/fenceline/subject/entity",
          Dataset.EVENTS, "/fenceline/entity"));

  private final String view;
  private final int most;
  private final Map<Dataset, String> fields;

  ViewSubject(String view, int most, Map<Dataset, String> fields) {
    this.view = view;
    this.most = most;
    this.fields = fields;
  }

  /** The id of the dashboard. */
  String view() {
    return view;
  }

  /** How many subjects a report has: each repeats all panels of the view. */
  int most() {
    return most;
  }

  /** Whom or what a document is about, nothing if that is not said. */
  List<String> of(Dataset dataset, JsonNode document) {
    String field = fields.get(dataset);
    if (field == null) {
      return List.of();
    }
    JsonNode value = document.at(field);
    if (value.isArray()) {
      List<String> values = new ArrayList<>();
      value.forEach(each -> values.add(each.asText()));
      return values;
    }
    return value.isTextual() ? List.of(value.textValue()) : List.of();
  }
}
