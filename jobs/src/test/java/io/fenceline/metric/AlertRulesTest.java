// SPDX-License-Identifier: Apache-2.0
package io.fenceline.metric;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AlertRulesTest {
  private static final Set<String> SEVERITIES = Set.of("critical", "warning", "info");

  static List<JsonNode> rules() throws IOException {
    return AlertRules.all();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void eachSaysWhatIsWrongHowBadItIsAndWhereToReadOn(JsonNode rule) throws IOException {
    assertThat(names(rule)).isSubsetOf("alert", "expr", "for", "labels", "annotations");
    String name = rule.path("alert").asText();
    assertThat(name).matches("Fenceline([A-Z][a-z]+)+");
    assertThat(rule.path("for").asText("0m")).matches("[0-9]+m");
    assertThat(names(rule.path("labels"))).containsExactly("severity");
    assertThat(SEVERITIES).contains(rule.at("/labels/severity").asText());
    assertThat(names(rule.path("annotations")))
        .containsExactlyInAnyOrder("summary", "description", "runbook");
    assertThat(rule.at("/annotations/summary").asText()).isNotBlank().doesNotContain("\n");
    assertThat(rule.at("/annotations/description").asText()).isNotBlank().doesNotContain("\n");
    assertThat(rule.at("/annotations/runbook").asText())
        .isEqualTo("deploy/prometheus/README.md#" + name.toLowerCase(Locale.ROOT));
  }

  @Test
  void eachHasOneRunbookAndNoRunbookIsLeftOver() throws IOException {
    List<String> headings =
        Files.readAllLines(AlertRules.HOME.resolve("README.md")).stream()
            .filter(line -> line.startsWith("### "))
            .map(line -> line.substring(4))
            .toList();
    assertThat(headings)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(
            rules().stream().map(rule -> rule.path("alert").asText()).toList());
  }

  @Test
  void namesOfGroupsAreUnique() throws IOException {
    List<String> groups = AlertRules.read("alerts.yaml").path("groups").findValuesAsText("name");
    assertThat(groups).isNotEmpty().doesNotHaveDuplicates();
  }

  @Test
  void eachIsTestedToComeAndToStayAway() throws IOException {
    Set<String> come = new TreeSet<>();
    Set<String> stay = new TreeSet<>();
    for (JsonNode test : AlertRules.read("alerts-test.yaml").path("tests")) {
      for (JsonNode check : test.path("alert_rule_test")) {
        (check.path("exp_alerts").isEmpty() ? stay : come).add(check.path("alertname").asText());
      }
    }
    Set<String> all = new TreeSet<>();
    rules().forEach(rule -> all.add(rule.path("alert").asText()));
    assertThat(come).isEqualTo(all);
    assertThat(stay).isEqualTo(all);
  }

  @Test
  void prometheusLoadsThem() throws IOException {
    JsonNode rules = AlertRules.read("prometheus.yaml").path("rule_files");
    assertThat(rules).hasSize(1);
    assertThat(AlertRules.HOME.resolve(rules.get(0).asText())).exists();
  }

  private static Set<String> names(JsonNode node) {
    Set<String> names = new HashSet<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
