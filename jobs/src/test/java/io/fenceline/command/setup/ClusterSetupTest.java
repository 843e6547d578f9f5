// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fenceline.command.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterSetupTest {
  private FakeElasticsearch server;

  @TempDir private Path directory;

  @BeforeEach
  void start() throws IOException {
    server = new FakeElasticsearch();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private SetupRun run(int version) {
    return new SetupRun(server.url()).shipped(ShippedSamples.version(version));
  }

  @Test
  void theSecondRunChangesNothing() {
    assertThat(run(1).lines())
        .containsExactly(
            "Elasticsearch 8.19.3 at " + server.url(),
            "created component template fenceline-base",
            "created index template logs-fenceline.alerts",
            "created role fenceline-analyst",
            "created role fenceline-writer",
            "Done: 4 created.");
    server.asked.clear();

    assertThat(run(1).lines())
        .contains("unchanged role fenceline-writer", "Done: 4 unchanged.")
        .hasSize(6);
    assertThat(server.changes()).isEmpty();
  }

  @Test
  void aDryRunSaysTheSameAndChangesNothing() {
    assertThat(run(1).dryRun().lines())
        .contains(
            "create index template logs-fenceline.alerts",
            "Dry run, nothing was installed: 4 create.");
    assertThat(server.changes()).isEmpty();

    run(1).lines();
    assertThat(run(2).dryRun().lines()).contains("upgrade component template fenceline-base");
  }

  @Test
  void aLaterVersionUpgradesWhatNobodyChanged() {
    run(1).lines();

    assertThat(run(2).lines())
        .contains(
            "upgraded component template fenceline-base",
            "upgraded index template logs-fenceline.alerts",
            "unchanged role fenceline-analyst",
            "upgraded role fenceline-writer")
        .anyMatch(line -> line.startsWith("Indices that exist keep their old fields"));
    assertThat(server.objects.get("/_component_template/fenceline-base").toString())
        .contains("602");
  }

  @Test
  void whatSomebodyChangedIsKeptUntilSetupIsToldToReplaceIt() {
    run(1).lines();
    ObjectNode template = server.objects.get("/_index_template/logs-fenceline.alerts");
    template.put("priority", 900);

    assertThat(run(2).lines())
        .contains(
            "kept index template logs-fenceline.alerts (changed since setup installed it;"
                + " --overwrite replaces it)",
            "upgraded component template fenceline-base");
    assertThat(template.path("priority").asInt()).isEqualTo(900);

    assertThat(run(2).overwrite().lines())
        .contains(
            "replaced index template logs-fenceline.alerts (changed since setup installed it)");
    assertThat(run(2).lines()).contains("Done: 4 unchanged.");
  }

  @Test
  void whatSomebodyElseMadeIsKept() throws IOException {
    server.objects.put(
        "/_component_template/fenceline-base",
        (ObjectNode) FakeServer.JSON.readTree("{\"template\":{},\"_meta\":{\"team\":\"search\"}}"));

    assertThat(run(1).lines())
        .contains(
            "kept component template fenceline-base (not installed by setup; --overwrite replaces"
                + " it)");
  }

  @Test
  void theSameTemplateInstalledByHandIsTakenOver() throws IOException {
    String text = ShippedSamples.version(1).elasticsearch().get("component").get("fenceline-base");
    server.objects.put(
        "/_component_template/fenceline-base", (ObjectNode) FakeServer.JSON.readTree(text));

    assertThat(run(1).lines()).contains("upgraded component template fenceline-base");
    assertThat(run(1).lines()).contains("unchanged component template fenceline-base");
  }

  @Test
  void anOlderVersionDoesNotUndoANewerOne() {
    run(2).lines();

    assertThat(run(1).lines())
        .contains(
            "kept component template fenceline-base (installed by a newer Fenceline; --overwrite"
                + " replaces it)");
  }

  @Test
  void policiesAreInstalledOnlyIfAskedFor() {
    run(1).lines();
    assertThat(server.objects).doesNotContainKey("/_ilm/policy/fenceline-events");

    assertThat(run(1).ilm().lines())
        .contains(
            "created lifecycle policy fenceline-events",
            "created component template fenceline-base@ilm");
    assertThat(run(1).ilm().lines()).contains("unchanged lifecycle policy fenceline-events");
    assertThat(run(2).ilm().lines()).contains("upgraded lifecycle policy fenceline-events");
  }

  @Test
  void missingPrivilegesAreNamedAllAtOnceBeforeAnythingIsChanged() {
    server.missingPrivileges.add("manage_security");
    server.missingPrivileges.add("manage_index_templates");

    assertThatThrownBy(() -> run(1).lines())
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("Nothing was changed: somebody lacks the privileges")
        .hasMessageContaining("manage_index_templates, manage_security")
        .hasMessageContaining("PUT /_security/role/")
        .hasMessageContaining("--no-roles");
    assertThat(server.changes()).isEmpty();

    server.missingPrivileges.remove("manage_index_templates");
    assertThat(run(1).withoutRoles().lines()).contains("Done: 2 created.");
  }

  @Test
  void withoutSecurityThereAreNoRolesAndNoKeys() {
    server.security = false;

    assertThat(run(1).lines())
        .contains("left out role all (security is off)", "Done: 2 created, 1 left out.");
    assertThatThrownBy(() -> run(1).keys(directory).lines())
        .isInstanceOf(CommandFailure.class)
        .hasMessageStartingWith("Nothing was changed: API keys need Elasticsearch's security");
  }

  @Test
  void keysGoToFilesThatOnlyTheirOwnerReadsAndNowhereElse() throws IOException {
    Path keys = directory.resolve("keys");
    List<String> lines = run(1).keys(keys).user("somebody", "secret").lines();

    Path writer = keys.resolve("fenceline-writer.key");
    assertThat(Files.readString(writer)).isEqualTo(server.key + "\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(writer)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys)))
        .isEqualTo("rwx------");
    assertThat(lines)
        .contains("created API key fenceline-writer (in " + writer + ")")
        .noneMatch(line -> line.contains(server.key) || line.contains("secret"));

    server.key = "another";
    assertThat(run(1).keys(keys).lines())
        .contains("kept API key fenceline-writer (in " + writer + ")");
    assertThat(Files.readString(writer)).doesNotContain("another");
  }

  @Test
  void aKeyMayDoInOneNamespaceWhatTheRoleMayInAll() throws IOException {
    run(1).keys(directory).lines();

    FakeServer.Asked request =
        server.asked.stream()
            .filter(asked -> asked.path().equals("/_security/api_key"))
            .filter(asked -> asked.body().contains("\"name\":\"fenceline-writer\""))
            .findFirst()
            .orElseThrow();
    assertThat(request.json().at("/role_descriptors/fenceline-writer/indices").toString())
        .isEqualTo(
            "[{\"names\":[\"logs-fenceline.inference-production\"],"
                + "\"privileges\":[\"create_doc\",\"auto_configure\"]},"
                + "{\"names\":[\"logs-fenceline.alerts-production-*\"],"
                + "\"privileges\":[\"index\"]}]");
  }

  @Test
  void aDryRunMakesNoKeyAndNoDirectory() {
    Path keys = directory.resolve("keys");

    assertThat(run(1).keys(keys).dryRun().lines())
        .anyMatch(line -> line.startsWith("create API key fenceline-writer"));
    assertThat(keys).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"version\":{\"number\":\"8.18.9\"}} | is version 8.18.9, but Fenceline needs 8.19",
        "{\"version\":{\"number\":\"7.17.0\"}} | is version 7.17.0, but Fenceline needs 8.19",
        "{\"version\":{\"number\":\"2.19.1\",\"distribution\":\"opensearch\"}} | runs opensearch",
      })
  void serversThatWillNotDoAreToldApart(String root, String words) {
    server.root = root;

    assertThatThrownBy(() -> run(1).lines())
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining(words);
    assertThat(server.changes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"version\":{\"number\":\"8.19.0\"}} | Elasticsearch 8.19.0 at",
        "{\"version\":{\"number\":\"9.5.3-SNAPSHOT\"}} | Elasticsearch 9.5.3-SNAPSHOT at",
        "{\"version\":{\"number\":\"8.11.0\",\"build_flavor\":\"serverless\"}} | Elasticsearch serverless",
      })
  void newerServersWillDo(String root, String words) {
    server.root = root;

    assertThat(run(1).lines().get(0)).startsWith(words);
  }
}
