// SPDX-License-Identifier: Apache-2.0
package io.fenceline.metric;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The dashboard about the job itself. */
public final class GrafanaDashboard {
  static final Pattern LABEL = Pattern.compile("\\{\\{([a-z_]+)}}");
  private static final Path FILE = Path.of("../deploy/grafana/fenceline.json");

  private GrafanaDashboard() {}

  static JsonNode read() throws IOException {
    return new ObjectMapper().readTree(FILE.toFile());
  }

  static List<JsonNode> panels() throws IOException {
    List<JsonNode> panels = new ArrayList<>();
    read().path("panels").forEach(panels::add);
    return panels;
  }

  /** What each panel asks for. */
  public static List<Asked> asked() throws IOException {
    List<Asked> all = new ArrayList<>();
    for (JsonNode panel : panels()) {
      for (JsonNode target : panel.path("targets")) {
        all.add(
            new Asked(
                panel.path("title").asText() + " " + target.path("refId").asText(),
                target.path("expr").asText(),
                Asked.labels(LABEL, target.path("legendFormat").asText())));
      }
    }
    return all;
  }
}
