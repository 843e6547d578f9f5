// SPDX-License-Identifier: Apache-2.0
package io.fenceline.dashboard.kibana;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What all saved objects have in common. */
final class SavedObject {
  /** What exports of 8.8 and later carry. */
  private static final String CORE = "8.8.0";

  private SavedObject() {}

  /**
   * One line of an import.
   *
   * @param version model version it is written in: a newer one than the server's is refused, an
   *     older one is migrated
   */
  static ObjectNode of(
      String type, String id, String version, ObjectNode attributes, List<ObjectNode> references) {
    return Json.object(
        "id",
        id,
        "type",
        type,
        "attributes",
        attributes,
        "references",
        references,
        "typeMigrationVersion",
        version,
        "coreMigrationVersion",
        CORE,
        "managed",
        false);
  }

  static ObjectNode reference(String name, String type, String id) {
    return Json.object("name", name, "type", type, "id", id);
  }
}
