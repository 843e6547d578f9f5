// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes {@code report.html}, a {@link StandalonePage} about a run. */
public final class ReportWriter {
  /** Alerts shown one by one; the rest is counted. */
  static final int MAX_ALERTS = 500;

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private ReportWriter() {}

  /**
   * Writes the report, replacing an older one.
   *
   * @throws IOException if an input file cannot be read or the report cannot be written
   */
  public static void write(Path reportFile, ReportInput input) throws IOException {
    page(input).write(reportFile, data(input));
  }

  /** The whole page. */
  static String html(ReportInput input) throws IOException {
    return page(input).html(data(input));
  }

  private static StandalonePage page(ReportInput input) throws IOException {
    ReportSection section = input.section();
    return new StandalonePage(
        resource("report.html"),
        css() + resource("views.css") + section.css(),
        resource("markdown.js") + resource("panels.js") + resource("report.js"),
        section.markup());
  }

  private static String data(ReportInput input) throws IOException {
    Collection<JsonNode> documents = ReportAlert.latest(input.alerts());
    List<ReportAlert> alerts = ReportAlert.sorted(documents);
    RunFacts facts = input.facts();
    Map<String, Integer> severities = new TreeMap<>();
    alerts.forEach(alert -> severities.merge(alert.severity(), 1, Integer::sum));
    ObjectNode data = JSON.createObjectNode();
    data.put("input", VisibleText.of(facts.input(), 300));
    data.put("version", facts.version());
    data.put("read", facts.read());
    data.put("delivered", facts.delivered());
    data.put("duplicates", facts.duplicates());
    data.put("durationMillis", facts.durationMillis());
    data.set("deadLetters", JSON.valueToTree(new TreeMap<>(facts.deadLetters())));
    data.put("alertCount", alerts.size());
    data.put("modelCount", alerts.stream().map(ReportAlert::model).distinct().count());
    data.set("severities", JSON.valueToTree(severities));
    data.set("alerts", JSON.valueToTree(alerts.stream().limit(MAX_ALERTS).toList()));
    data.set("views", ViewJson.of(ViewReader.read(input, documents)));
    return JSON.writeValueAsString(data);
  }

  /**
   * The style sheet, for pages that look like the report.
   *
   * @throws IOException if it is not on the class path
   */
  public static String css() throws IOException {
    return resource("report.css");
  }

  static String resource(String name) throws IOException {
    return StandalonePage.resource(ReportWriter.class, name);
  }
}
