// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fenceline.command.CommandFailure;
import io.fenceline.command.local.ApiKeyServer;
import io.fenceline.command.local.LocalElasticsearch;
import io.fenceline.command.local.ServiceArtifacts;
import io.fenceline.sink.elasticsearch.Credentials;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What a real Elasticsearch makes of what is installed into it, and what setup makes of that. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SetupITCase {
  private static LocalElasticsearch server;
  private static HttpService http;

  @BeforeAll
  static void start() {
    server = LocalElasticsearch.with(ServiceArtifacts.installed()).brief().start();
    http = new HttpService("Elasticsearch", URI.create(server.url()), Map.of(), Optional.empty());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static SetupRun run() {
    return new SetupRun(server.url());
  }

  @Test
  @Order(1)
  void whatTheServerShowsIsRecognisedAsWhatWasInstalled() {
    assertThat(run().dryRun().lines()).anyMatch(line -> line.startsWith("create index template"));
    assertThat(http.get("/_component_template/fenceline-base").status()).isEqualTo(404);

    assertThat(run().lines())
        .contains("left out role all (security is off)")
        .anyMatch(line -> line.startsWith("created index template logs-fenceline.alerts"));
    assertThat(run().lines())
        .filteredOn(line -> line.contains(" template "))
        .hasSizeGreaterThan(10)
        .allMatch(line -> line.startsWith("unchanged "));
  }

  @Test
  @Order(2)
  void anEditedTemplateIsKeptAndADeletedOneComesBack() {
    String path = "/_component_template/fenceline-alerts";
    ObjectNode edited =
        (ObjectNode) ClusterObjectKind.COMPONENT_TEMPLATE.shown(http.get(path).json(), "");
    ((ObjectNode) edited.at("/template/mappings/properties"))
        .putObject("ticket")
        .put("type", "keyword");
    assertThat(http.put(path, edited).status()).isEqualTo(200);

    assertThat(run().lines())
        .contains(
            "kept component template fenceline-alerts (changed since setup installed it;"
                + " --overwrite replaces it)");
    assertThat(fields(path).has("ticket")).isTrue();

    assertThat(run().overwrite().lines())
        .contains(
            "replaced component template fenceline-alerts (changed since setup installed it)");
    assertThat(fields(path).has("ticket")).isFalse();
  }

  @Test
  @Order(3)
  void aTemplateThatAnEarlierVersionInstalledIsUpgraded() {
    String path = "/_index_template/metrics-fenceline.window";
    ObjectNode earlier =
        (ObjectNode) ClusterObjectKind.INDEX_TEMPLATE.shown(http.get(path).json(), "");
    earlier.put("priority", 250);
    ObjectNode marked = (ObjectNode) ClusterObjectKind.INDEX_TEMPLATE.request(earlier);
    assertThat(http.put(path, marked).status()).isEqualTo(200);

    assertThat(run().lines()).contains("upgraded index template metrics-fenceline.window");
    assertThat(run().lines()).contains("unchanged index template metrics-fenceline.window");
  }

  @Test
  @Order(4)
  void aServerWithoutLifecycleManagementIsSaidToLackIt() {
    assertThatThrownBy(() -> run().shipped(ShippedSamples.version(1)).ilm().lines())
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("This server does not know lifecycle policies");
  }

  @Test
  @Order(5)
  void aServerWithSecurityTakesRolesAndKeysAndNobodyWithoutCredentials(@TempDir Path directory)
      throws Exception {
    try (LocalElasticsearch guarded =
        ApiKeyServer.start(Files.createDirectory(directory.resolve("es")))) {
      refusesStrangers(guarded);
      Path keys = directory.resolve("keys");
      assertThat(admin(guarded).keys(keys).lines())
          .contains("created role fenceline-writer", "created role fenceline-analyst")
          .anyMatch(line -> line.startsWith("created API key fenceline-writer (in "));
      assertThat(admin(guarded).keys(keys).lines())
          .filteredOn(line -> line.contains(" role ") || line.contains(" template "))
          .hasSizeGreaterThan(12)
          .allMatch(line -> line.startsWith("unchanged "));

      aRoleIsLeftAloneOnceSomebodyChangedIt(guarded);
      theKeysDoWhatTheyAreFor(guarded, keys);
    }
  }

  private static void refusesStrangers(LocalElasticsearch guarded) {
    assertThatThrownBy(() -> new SetupRun(guarded.url()).user(guarded.user(), "wrong").lines())
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("did not accept the credentials")
        .hasMessageContaining("--api-key-file");
    assertThatThrownBy(() -> new SetupRun(guarded.url()).lines())
        .hasMessageContaining("did not accept the credentials");
  }

  private static void aRoleIsLeftAloneOnceSomebodyChangedIt(LocalElasticsearch guarded) {
    HttpService http = service(guarded, basic(guarded));
    String path = "/_security/role/fenceline-analyst";
    ObjectNode role =
        (ObjectNode) ClusterObjectKind.ROLE.shown(http.get(path).json(), "fenceline-analyst");
    role.remove("transient_metadata");
    role.withArrayProperty("cluster").add("monitor");
    assertThat(http.put(path, role).status()).isEqualTo(200);

    assertThat(admin(guarded).lines())
        .contains(
            "kept role fenceline-analyst (changed since setup installed it; --overwrite replaces"
                + " it)");
  }

  private static void theKeysDoWhatTheyAreFor(LocalElasticsearch guarded, Path keys)
      throws IOException {
    HttpService writer = service(guarded, key(keys, "fenceline-writer"));
    HttpService analyst = service(guarded, key(keys, "fenceline-analyst"));
    ObjectNode event =
        FakeServer.JSON.createObjectNode().put("@timestamp", "2026-03-03T08:00:00.000Z");
    String create = "/logs-fenceline.inference-production/_create/1?refresh=true";
    String search = "/logs-fenceline.inference-production/_search";
    String alert = "/logs-fenceline.alerts-production-2026.03.03/_doc/1";

    assertThat(writer.put(create, event).status()).isEqualTo(201);
    assertThat(writer.put(alert, event).status()).isEqualTo(201);
    assertThat(writer.get(search).status()).isEqualTo(403);
    assertThat(writer.put(create.replace("production", "other"), event).status()).isEqualTo(403);
    assertThat(analyst.get(search).json().at("/hits/total/value").asInt()).isEqualTo(1);
    assertThat(analyst.put(alert, event).status()).isEqualTo(403);

    assertThatThrownBy(
            () -> new SetupRun(guarded.url()).apiKey(text(keys, "fenceline-writer")).lines())
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("monitor");
  }

  private static SetupRun admin(LocalElasticsearch guarded) {
    return new SetupRun(guarded.url()).user(guarded.user(), guarded.password());
  }

  private static HttpService service(LocalElasticsearch guarded, String authorization) {
    return new HttpService(
        "Elasticsearch",
        URI.create(guarded.url()),
        Map.of("Authorization", authorization),
        Optional.empty());
  }

  private static String basic(LocalElasticsearch guarded) {
    return new Credentials("", guarded.user(), guarded.password()).authorization();
  }

  private static String key(Path keys, String name) throws IOException {
    return new Credentials(text(keys, name), "", "").authorization();
  }

  private static String text(Path keys, String name) throws IOException {
    return Files.readString(keys.resolve(name + ".key")).strip();
  }

  @Test
  @Order(6)
  void tlsWhereNoneIsSpokenIsExplained() {
    assertThatThrownBy(
            () -> new SetupRun(server.url().replace("http:", "https:")).withoutRoles().lines())
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("does not speak TLS; write the URL with http://");
  }

  @Test
  @Order(7)
  void theServerKeepsInMindWhatWasInstalledIntoKibana() throws IOException {
    try (FakeKibana kibana = new FakeKibana()) {
      assertThat(run().kibana(kibana.url()).lines())
          .anyMatch(line -> line.startsWith("created dashboard [Fenceline] "))
          .anyMatch(line -> line.startsWith("created detection rule "));
      assertThat(run().kibana(kibana.url()).lines())
          .filteredOn(line -> line.contains("[Fenceline]") || line.contains("detection rule"))
          .hasSizeGreaterThan(5)
          .allMatch(line -> line.startsWith("unchanged "));
    }
    assertThat(http.get("/_component_template/" + KibanaMarks.TEMPLATE).status()).isEqualTo(200);
  }

  private static JsonNode fields(String path) {
    return ClusterObjectKind.COMPONENT_TEMPLATE
        .shown(http.get(path).json(), "")
        .at("/template/mappings/properties");
  }
}
