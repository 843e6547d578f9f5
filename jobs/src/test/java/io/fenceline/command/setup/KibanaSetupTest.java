// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fenceline.command.CommandFailure;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KibanaSetupTest {
  private static final String DASHBOARD = "dashboard:fenceline-overview";

  private FakeElasticsearch elasticsearch;
  private FakeKibana kibana;

  @BeforeEach
  void start() throws IOException {
    elasticsearch = new FakeElasticsearch();
    kibana = new FakeKibana();
  }

  @AfterEach
  void stop() {
    kibana.close();
    elasticsearch.close();
  }

  private SetupRun run(int version) {
    return new SetupRun(elasticsearch.url())
        .kibana(kibana.url())
        .shipped(ShippedSamples.version(version));
  }

  /** What was said of Kibana's objects. */
  private static List<String> said(SetupRun run) {
    return run.lines().stream()
        .filter(line -> line.matches(".*(data view|dashboard|detection rule) .*"))
        .toList();
  }

  @Test
  void theSecondRunChangesNothing() {
    assertThat(said(run(1)))
        .containsExactly(
            "created data view Alerts",
            "created dashboard Overview",
            "created detection rule Promotion");
    kibana.asked.clear();
    elasticsearch.asked.clear();

    assertThat(said(run(1)))
        .containsExactly(
            "unchanged data view Alerts",
            "unchanged dashboard Overview",
            "unchanged detection rule Promotion");
    assertThat(kibana.changes()).isEmpty();
    assertThat(elasticsearch.changes()).isEmpty();
  }

  @Test
  void aDryRunImportsAndRemembersNothing() {
    assertThat(said(run(1).dryRun())).contains("create dashboard Overview");

    assertThat(kibana.changes()).isEmpty();
    assertThat(elasticsearch.objects).isEmpty();
  }

  @Test
  void aDashboardThatSomebodyChangedIsKeptUntilSetupIsToldToReplaceIt() {
    said(run(1));
    kibana.edit(DASHBOARD);

    assertThat(said(run(2)))
        .contains(
            "unchanged data view Alerts",
            "kept dashboard Overview (changed since setup installed it; --overwrite replaces it)",
            "upgraded detection rule Promotion");
    assertThat(kibana.saved.get(DASHBOARD).toString()).contains("my own title");

    assertThat(said(run(2).overwrite()))
        .contains("replaced dashboard Overview (changed since setup installed it)");
    assertThat(kibana.saved.get(DASHBOARD).toString()).doesNotContain("my own title");
    assertThat(said(run(2))).contains("unchanged dashboard Overview");
  }

  @Test
  void savingWithoutAChangeAndAnUpgradeOfKibanaAreNoChangesByUsers() {
    said(run(1));
    kibana.touch(DASHBOARD);
    assertThat(said(run(2))).contains("upgraded dashboard Overview");

    kibana.migrate();
    assertThat(said(run(1))).contains("upgraded dashboard Overview");
  }

  @Test
  void lookingAtFieldsOfADataViewChangesNothingAndNamingThemDoes() {
    said(run(1));
    kibana.look("index-pattern:fenceline-alerts", "{\"rule.name\":{\"count\":3}}");
    assertThat(said(run(1))).contains("unchanged data view Alerts");

    kibana.look("index-pattern:fenceline-alerts", "{\"rule.name\":{\"customLabel\":\"Rule\"}}");
    assertThat(said(run(1)))
        .contains(
            "kept data view Alerts (changed since setup installed it; --overwrite replaces it)");
  }

  @Test
  void whatWasDeletedComesBack() {
    said(run(1));
    kibana.saved.remove(DASHBOARD);
    kibana.asked.clear();

    assertThat(said(run(1))).contains("created dashboard Overview", "unchanged data view Alerts");
    assertThat(kibana.saved).containsKey(DASHBOARD);
  }

  @Test
  void anObjectOfSomebodyElseWithOurIdIsKept() throws IOException {
    kibana.saved.put(
        DASHBOARD,
        (ObjectNode)
            FakeServer.JSON.readTree(
                "{\"type\":\"dashboard\",\"id\":\"fenceline-overview\",\"attributes\":{}}"));

    assertThat(said(run(1)))
        .contains("kept dashboard Overview (not installed by setup; --overwrite replaces it)");
  }

  @Test
  void aRuleStaysOnOrOffWhenItIsUpgradedAndIsKeptWhenItWasChanged() {
    said(run(1));
    kibana.rules.get("fenceline-promotion").put("enabled", true);

    assertThat(said(run(2))).contains("upgraded detection rule Promotion");
    assertThat(kibana.rules.get("fenceline-promotion").path("enabled").asBoolean()).isTrue();
    assertThat(kibana.rules.get("fenceline-promotion").path("version").asInt()).isEqualTo(2);

    kibana.rules.get("fenceline-promotion").put("revision", 7);
    assertThat(said(run(1)))
        .contains(
            "kept detection rule Promotion (changed since setup installed it; --overwrite replaces"
                + " it)");
  }

  @Test
  void spacesAreRememberedApart() {
    said(run(1));
    kibana.saved.clear();
    kibana.rules.clear();

    SetupRun other = run(1).kibana(kibana.url() + "/s/soc/");
    assertThat(said(other)).contains("created dashboard Overview");
    assertThat(said(other)).contains("unchanged dashboard Overview");
    assertThat(kibana.asked).anyMatch(one -> one.path().startsWith("/s/soc/api/saved_objects/"));
    assertThat(
            elasticsearch
                .objects
                .get("/_component_template/" + KibanaMarks.TEMPLATE)
                .at("/_meta/kibana")
                .size())
        .isEqualTo(2);
  }

  @Test
  void oneRefusedObjectIsNamedAndTheOthersAreRemembered() {
    kibana.refused.add(DASHBOARD);

    assertThatThrownBy(() -> run(1).lines())
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("Kibana refused dashboard fenceline-overview (unsupported_type)");
    kibana.refused.clear();
    assertThat(said(run(1))).contains("unchanged data view Alerts", "created dashboard Overview");
  }

  @Test
  void aKibanaThatIsNotReadyOrTooOldOrNoneIsSaidBeforeAnythingIsChanged() {
    kibana.statusCode = 503;
    assertThatThrownBy(() -> run(1).lines()).hasMessageContaining("is not ready yet");

    kibana.statusCode = 200;
    kibana.status = "{\"version\":{\"number\":\"8.17.1\"}}";
    assertThatThrownBy(() -> run(1).lines())
        .hasMessageContaining("Kibana at")
        .hasMessageContaining("is version 8.17.1, but Fenceline needs 8.19");

    kibana.status = "<html>It works!</html>";
    assertThatThrownBy(() -> run(1).lines()).hasMessageContaining("is not Kibana");
    assertThat(elasticsearch.changes()).isEmpty();
  }

  @Test
  void missingPrivilegesInKibanaAreNamed() {
    kibana.everything = 403;

    assertThatThrownBy(() -> run(1).lines())
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("Dashboard, Discover, Data View Management and Saved Objects")
        .hasMessageContaining("--no-rules");
  }

  @Test
  void aKibanaWithoutTheSecurityAppIsToldFromAMissingRule() {
    kibana.securityApp = false;

    assertThatThrownBy(() -> run(1).lines())
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("no detection engine in this space")
        .hasMessageContaining("--no-rules");
    assertThat(kibana.saved).hasSize(2);
  }

  @Test
  void bothServicesGetTheSameCredentials() {
    run(1).apiKey("abc").lines();

    assertThat(kibana.asked).allMatch(request -> "ApiKey abc".equals(request.authorization()));
    assertThat(elasticsearch.asked)
        .allMatch(request -> "ApiKey abc".equals(request.authorization()));
  }

  @Test
  void everythingThatShipsIsInstalledOnce() {
    SetupRun run = new SetupRun(elasticsearch.url()).kibana(kibana.url());
    long lines =
        ShippedObjects.ofThisVersion().kibanaFiles().values().stream()
            .flatMap(String::lines)
            .filter(line -> line.contains("\"attributes\"") || line.contains("\"rule_id\""))
            .count();

    run.lines();

    assertThat(kibana.saved.size() + kibana.rules.size()).isEqualTo((int) lines);
    assertThat(run.lines()).anyMatch(line -> line.matches("Done: [0-9]+ unchanged\\."));
  }
}
