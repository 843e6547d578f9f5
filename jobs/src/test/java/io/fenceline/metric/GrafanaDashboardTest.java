// SPDX-License-Identifier: Apache-2.0
package io.fenceline.metric;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GrafanaDashboardTest {
  private static final int COLUMNS = 24;
  private static final Set<String> UNITS = Set.of("reqps", "percentunit", "ms", "bytes", "short");

  static List<JsonNode> figures() throws IOException {
    return GrafanaDashboard.panels().stream()
        .filter(panel -> !panel.path("type").asText().equals("row"))
        .toList();
  }

  @Test
  void itKeepsItsAddressAndLeavesTheDatasourceToTheReader() throws IOException {
    JsonNode dashboard = GrafanaDashboard.read();

    assertThat(dashboard.path("uid").asText()).isEqualTo("fenceline-job");
    assertThat(dashboard.has("id")).as("an id is Grafana's to give").isFalse();
    JsonNode chosen = dashboard.at("/templating/list/0");
    assertThat(chosen.path("name").asText()).isEqualTo("datasource");
    assertThat(chosen.path("type").asText()).isEqualTo("datasource");
    assertThat(dashboard.findValues("datasource"))
        .allSatisfy(
            source -> {
              assertThat(source.path("type").asText()).isEqualTo("prometheus");
              assertThat(source.path("uid").asText()).isEqualTo("${datasource}");
            });
  }

  @Test
  void everyStageOfTheJobHasARow() throws IOException {
    assertThat(GrafanaDashboard.panels())
        .filteredOn(panel -> panel.path("type").asText().equals("row"))
        .extracting(panel -> panel.path("title").asText())
        .containsExactly("Overview", "Ingest", "Protect", "Baseline", "Detect", "Deliver", "Flink");
  }

  @Test
  void idsAreUniqueAndNoPanelCoversAnother() throws IOException {
    Set<Integer> ids = new HashSet<>();
    Set<List<Integer>> cells = new HashSet<>();
    for (JsonNode panel : GrafanaDashboard.panels()) {
      assertThat(ids.add(panel.path("id").asInt(-1))).as(panel.path("title").asText()).isTrue();
      JsonNode grid = panel.path("gridPos");
      int right = grid.path("x").asInt(-1) + grid.path("w").asInt();
      assertThat(right).isLessThanOrEqualTo(COLUMNS);
      for (int x = grid.path("x").asInt(-1); x < right; x++) {
        for (int h = 0; h < grid.path("h").asInt(); h++) {
          assertThat(x).isNotNegative();
          assertThat(cells.add(List.of(x, grid.path("y").asInt(-1) + h)))
              .as("%s at column %s", panel.path("title").asText(), x)
              .isTrue();
        }
      }
    }
    int rows = cells.stream().mapToInt(cell -> cell.get(1)).max().orElseThrow() + 1;
    assertThat(cells).as("no hole in the grid").hasSize(rows * COLUMNS);
  }

  @ParameterizedTest
  @MethodSource("figures")
  void eachPanelSaysWhatItShowsAndInWhichUnit(JsonNode panel) {
    assertThat(panel.path("type").asText()).isIn("stat", "timeseries");
    assertThat(panel.path("title").asText()).isNotBlank();
    assertThat(panel.path("description").asText()).endsWith(".");
    JsonNode defaults = panel.at("/fieldConfig/defaults");
    assertThat(UNITS).contains(defaults.path("unit").asText());
    JsonNode steps = defaults.at("/thresholds/steps");
    assertThat(steps.path(0).path("value").isNull()).as("the first step has no bound").isTrue();
    List<Double> bounds = new ArrayList<>();
    steps.forEach(step -> bounds.add(step.path("value").asDouble()));
    assertThat(bounds).isSorted();
    List<String> references = panel.path("targets").findValuesAsText("refId");
    assertThat(references).isNotEmpty().doesNotHaveDuplicates();
  }

  @Test
  void everyExpressionOfTheJobIsOfTheJobThatWasChosen() throws IOException {
    for (Asked asked : GrafanaDashboard.asked()) {
      for (PromQl.Selector selector : PromQl.parse(asked.expression()).selectors()) {
        assertThat(selector.matchers().containsKey("job_name"))
            .as("%s: %s", asked.where(), selector.metric())
            .isEqualTo(selector.metric().contains("_job_"));
      }
    }
  }

  @Test
  void aTitleStandsForOnePanel() throws IOException {
    assertThat(
            StreamSupport.stream(GrafanaDashboard.read().path("panels").spliterator(), false)
                .map(panel -> panel.path("title").asText()))
        .doesNotHaveDuplicates();
  }
}
