// SPDX-License-Identifier: Apache-2.0
package io.fenceline.dashboard.kibana;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fenceline.dashboard.Dataset;
import java.util.Arrays;
import java.util.List;

/** The data views that everything else refers to. */
final class DataViews {
  private static final String VERSION = "8.0.0";

  private DataViews() {}

  static List<ObjectNode> all() {
    return Arrays.stream(Dataset.values()).map(DataViews::of).toList();
  }

  /** {@code allowNoIndex}: a fresh cluster has no dead letters, and that is no error. */
  private static ObjectNode of(Dataset dataset) {
    return SavedObject.of(
        "index-pattern",
        dataset.dataView(),
        VERSION,
        Json.object(
            "title",
            dataset.pattern(),
            "name",
            dataset.title(),
            "timeFieldName",
            Dataset.TIME_FIELD,
            "allowNoIndex",
            true,
            "fields",
            "[]",
            "fieldAttrs",
            "{}",
            "fieldFormatMap",
            "{}",
            "runtimeFieldMap",
            "{}",
            "sourceFilters",
            "[]"),
        List.of());
  }
}
