// SPDX-License-Identifier: Apache-2.0
package io.fenceline.metric;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The alert rules on the job itself. */
public final class AlertRules {
  static final Path HOME = Path.of("../deploy/prometheus");
  private static final Pattern LABEL = Pattern.compile("\\$labels\\.([a-z_]+)");

  private AlertRules() {}

  static JsonNode read(String file) throws IOException {
    return new YAMLMapper().readTree(HOME.resolve(file).toFile());
  }

  static List<JsonNode> all() throws IOException {
    List<JsonNode> rules = new ArrayList<>();
    read("alerts.yaml").path("groups").forEach(group -> group.path("rules").forEach(rules::add));
    return rules;
  }

  /** What each asks for. */
  public static List<Asked> asked() throws IOException {
    return all().stream()
        .map(
            rule ->
                new Asked(
                    rule.path("alert").asText(),
                    rule.path("expr").asText(),
                    Asked.labels(LABEL, rule.path("annotations").toString())))
        .toList();
  }
}
