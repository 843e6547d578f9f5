// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.setup;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A little of each kind; the text stands for what differs between two versions of ours. */
final class ShippedSamples {
  private ShippedSamples() {}

  static ShippedObjects version(int number) {
    return new ShippedObjects(
        Map.of(
            "component",
            files("fenceline-base", template(number)),
            "index",
            files(
                "logs-fenceline.alerts",
                "{\"index_patterns\":[\"logs-fenceline.alerts-*\"],\"priority\":300,\"version\":"
                    + number
                    + ",\"composed_of\":[\"fenceline-base\"],\"data_stream\":{},"
                    + "\"_meta\":{\"managed_by\":\"fenceline\"}}"),
            "ilm",
            files(
                "fenceline-events",
                "{\"phases\":{\"hot\":{\"actions\":{\"rollover\":{\"max_age\":\""
                    + number
                    + "d\"}}},\"delete\":{\"min_age\":\"30d\",\"actions\":{\"delete\":{}}}},"
                    + "\"_meta\":{\"managed_by\":\"fenceline\"}}"),
            "ilm-component",
            files("fenceline-base@ilm", template(number)),
            "security",
            roles(number)),
        files("objects", kibana(number)));
  }

  private static String template(int number) {
    return "{\"version\":"
        + number
        + ",\"template\":{\"settings\":{\"index\":{\"mapping\":{\"total_fields\":{\"limit\":"
        + (600 + number)
        + "}}}},\"mappings\":{\"dynamic\":false,\"properties\":{\"@timestamp\":{\"type\":\"date\"}}}},"
        + "\"_meta\":{\"managed_by\":\"fenceline\",\"description\":\"Base\"}}";
  }

  private static SortedMap<String, String> roles(int number) {
    SortedMap<String, String> roles =
        files(
            "fenceline-writer",
            "{\"description\":\"version "
                + number
                + "\",\"cluster\":[],\"indices\":[{\"names\":[\"logs-fenceline.inference-*\"],"
                + "\"privileges\":[\"create_doc\",\"auto_configure\"]},"
                + "{\"names\":[\"logs-fenceline.alerts-*\"],\"privileges\":[\"index\"]}],"
                + "\"metadata\":{\"managed_by\":\"fenceline\"}}");
    roles.put(
        "fenceline-analyst",
        "{\"indices\":[{\"names\":[\"logs-fenceline.alerts-*\"],\"privileges\":[\"read\"]}],"
            + "\"metadata\":{\"managed_by\":\"fenceline\"}}");
    return roles;
  }

  private static String kibana(int number) {
    return "{\"type\":\"index-pattern\",\"id\":\"fenceline-alerts\",\"attributes\":{\"title\":"
        + "\"logs-fenceline.alerts-*\",\"name\":\"Alerts\"},\"references\":[]}\n"
        + "{\"type\":\"dashboard\",\"id\":\"fenceline-overview\",\"attributes\":{\"title\":\"Overview\","
        + "\"description\":\""
        + number
        + "\"},\"references\":[{\"type\":\"index-pattern\",\"id\":\"fenceline-alerts\",\"name\":\"a\"}]}\n"
        + "{\"rule_id\":\"fenceline-promotion\",\"name\":\"Promotion\",\"version\":"
        + number
        + ",\"enabled\":false,\"type\":\"query\"}\n"
        + "{\"exported_count\":3}\n";
  }

  private static SortedMap<String, String> files(String name, String text) {
    SortedMap<String, String> files = new TreeMap<>();
    files.put(name, text);
    return files;
  }
}
