// SPDX-License-Identifier: Apache-2.0
package io.fenceline.sink.elasticsearch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fenceline.command.local.ApiKeyServer;
import io.fenceline.command.local.LocalElasticsearch;
import io.fenceline.command.setup.ElasticsearchTemplates;
import io.fenceline.sink.Document;
import io.fenceline.sink.DocumentSamples;
import io.fenceline.sink.DocumentStamp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.Configuration;
import org.apache.http.Header;
import org.apache.http.HttpHost;
import org.apache.http.message.BasicHeader;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * API keys with the roles that we ship, on a real server: what each may, and all that it may not.
 */
class LeastPrivilegeITCase {
  private static final Path ROLES = Path.of("../deploy/elasticsearch/security");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String EVENTS = "/logs-fenceline.inference-default";
  private static final String ALERTS = "/logs-fenceline.alerts-default-2026.03.03";
  private static final String EVENT = "{\"@timestamp\":\"2026-03-03T08:00:00.000Z\"}";

  private static final String TEMPLATE =
      "PUT /_index_template/x {\"index_patterns\":[\"nothing-*\"],\"priority\":1}";

  /** What nobody of ours needs. */
  private static final String[] ADMINISTRATION = {
    "PUT /_cluster/settings {\"persistent\":{\"action.auto_create_index\":null}}",
    "PUT /_security/role/x {\"cluster\":[\"all\"]}",
    "GET /_security/user",
    "POST /_security/api_key {\"name\":\"k\"}",
    "GET /_snapshot"
  };

  @TempDir private static Path home;

  private static final Map<String, String> AUTHORIZATIONS = new HashMap<>();
  private static LocalElasticsearch server;

  @BeforeAll
  static void makeKeysAndDeliverByTheWritersOwn() throws Exception {
    server = ApiKeyServer.start(home);
    byte[] superuser = (server.user() + ":" + server.password()).getBytes(UTF_8);
    AUTHORIZATIONS.put("", "Basic " + Base64.getEncoder().encodeToString(superuser));
    for (String role : List.of("fenceline-writer", "fenceline-analyst", "fenceline-setup")) {
      AUTHORIZATIONS.put(role, "ApiKey " + key(role));
    }
    Header setup = new BasicHeader("Authorization", AUTHORIZATIONS.get("fenceline-setup"));
    try (RestClient client =
        RestClient.builder(HttpHost.create(server.url()))
            .setDefaultHeaders(new Header[] {setup})
            .build()) {
      new ElasticsearchTemplates(client).install();
    }
    assertThat(status("", "PUT", "/secrets/_doc/1?refresh=true", "{}")).isEqualTo(201);
    assertThat(delivered()).containsExactly(samples().size(), 0, 0, 0);
    assertThat(status("", "POST", "/_refresh", "")).isEqualTo(200);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void theServerTakesTheRolesAsRoles() throws Exception {
    for (String role : List.of("fenceline-writer", "fenceline-analyst", "fenceline-setup")) {
      assertThat(status("", "PUT", "/_security/role/" + role, Files.readString(file(role))))
          .isEqualTo(200);
    }
  }

  @Test
  void theJobReplaysWithItsKeyAndAddsNothing() throws Exception {
    assertThat(delivered()).containsExactly(0, samples().size(), 0, 0);
  }

  @Test
  void theJobMayAddDocumentsAndNothingElse() throws Exception {
    JsonNode hit = call("", "GET", EVENTS + "/_search", "").at("/hits/hits/0");
    String backing = "/" + hit.get("_index").asText();
    String stored = backing + "/_doc/" + hit.get("_id").asText();

    assertThat(
            allowed(
                "fenceline-writer",
                "GET " + EVENTS + "/_search",
                "GET " + ALERTS + "/_doc/a1",
                "DELETE " + ALERTS + "/_doc/a1",
                "GET " + stored,
                "DELETE " + stored,
                "PUT " + stored + "?if_seq_no=0&if_primary_term=1 " + EVENT,
                "DELETE " + ALERTS,
                "PUT " + ALERTS + "/_settings {\"refresh_interval\":\"1s\"}",
                "PUT " + backing + "/_mapping {}",
                "PUT /logs-fenceline.alerts-mine {}",
                "POST /logs-other-default/_doc " + EVENT,
                "POST /logs-fenceline.other-default/_doc " + EVENT,
                "PUT /secrets/_doc/1 {}",
                "GET /_cluster/health",
                TEMPLATE))
        .isEmpty();
    assertThat(allowed("fenceline-writer", ADMINISTRATION)).isEmpty();
  }

  @Test
  void whoMayIndexMayAlsoAddFieldsToAPlainIndexUntilTheServerStopsIt() throws Exception {
    String mapping = "PUT " + ALERTS + "/_mapping {\"properties\":{\"more\":{\"type\":\"long\"}}}";

    assertThat(allowed("fenceline-writer", mapping)).containsExactly(mapping);
  }

  @Test
  void analystsMayReadAndNothingElse() throws Exception {
    String analyst = "fenceline-analyst";
    String[] reading = {
      "GET " + EVENTS + "/_search",
      "GET " + ALERTS + "/_doc/a1",
      "GET /metrics-fenceline.window-default/_count",
      "GET /logs-fenceline.deadletter-default/_field_caps?fields=*"
    };

    assertThat(allowed(analyst, reading)).containsExactly(reading);
    assertThat(
            allowed(
                analyst,
                "GET /secrets/_search",
                "POST " + EVENTS + "/_doc " + EVENT,
                "PUT " + ALERTS + "/_doc/a1 " + EVENT,
                "DELETE " + ALERTS + "/_doc/a1",
                "DELETE " + ALERTS,
                "GET /_cluster/health",
                TEMPLATE))
        .isEmpty();
    assertThat(allowed(analyst, ADMINISTRATION)).isEmpty();
  }

  @Test
  void setupMayPutTemplatesAndTouchNoDocument() throws Exception {
    String setup = "fenceline-setup";
    String[] templates = {
      TEMPLATE, "GET /_component_template/fenceline-base", "GET /_cluster/health"
    };

    assertThat(allowed(setup, templates)).containsExactly(templates);
    assertThat(
            allowed(
                setup,
                "GET " + EVENTS + "/_search",
                "POST " + EVENTS + "/_doc " + EVENT,
                "DELETE " + ALERTS,
                "GET /secrets/_search"))
        .isEmpty();
    assertThat(allowed(setup, ADMINISTRATION)).isEmpty();
  }

  @Test
  void aJobWithTheWrongKeyFailsAndSaysWhatIsMissing() {
    try (WriterHarness harness = harness("fenceline-analyst")) {
      harness.write(samples().get(0));
      assertThatThrownBy(harness::endInput)
          .rootCause()
          .hasMessageContaining("403 security_exception")
          .hasMessageContaining("logs-fenceline.inference-default")
          .hasMessageContaining("create_doc");
    }
  }

  /** Requests that were not refused with 403: method, path and perhaps a body. */
  private static List<String> allowed(String role, String... requests) throws Exception {
    List<String> allowed = new ArrayList<>();
    for (String request : requests) {
      String[] parts = request.split(" ", 3);
      int status = status(role, parts[0], parts[1], parts.length > 2 ? parts[2] : "");
      if (status != 403) {
        allowed.add(status / 100 == 2 ? request : request + " -> " + status);
      }
    }
    return allowed;
  }

  private static List<Integer> delivered() {
    try (WriterHarness harness = harness("fenceline-writer")) {
      samples().forEach(harness::write);
      harness.endInput();
      return harness.counts().stream().map(Long::intValue).toList();
    }
  }

  private static WriterHarness harness(String role) {
    Configuration config =
        new Configuration()
            .set(ElasticsearchOptions.URLS, List.of(server.url()))
            .set(
                ElasticsearchOptions.API_KEY,
                AUTHORIZATIONS.get(role).substring("ApiKey ".length()));
    return new WriterHarness(config, List.of());
  }

  /** One document of each id. */
  private static List<Document> samples() {
    Map<String, Document> samples = new LinkedHashMap<>();
    for (Document document : DocumentSamples.everything()) {
      samples.putIfAbsent(document.id(), new DocumentStamp().map(document));
    }
    return List.copyOf(samples.values());
  }

  private static String key(String role) throws Exception {
    ObjectNode descriptor = (ObjectNode) JSON.readTree(file(role).toFile());
    descriptor.retain(Set.of("cluster", "indices"));
    ObjectNode request = JSON.createObjectNode().put("name", role);
    request.putObject("role_descriptors").set(role, descriptor);
    String encoded =
        call("", "POST", "/_security/api_key", request.toString()).path("encoded").asText();
    assertThat(encoded).isNotEmpty();
    return encoded;
  }

  private static Path file(String role) {
    return ROLES.resolve(role + ".json");
  }

  private static int status(String role, String method, String path, String body) throws Exception {
    return send(role, method, path, body).statusCode();
  }

  private static JsonNode call(String role, String method, String path, String body)
      throws Exception {
    return JSON.readTree(send(role, method, path, body).body());
  }

  private static HttpResponse<String> send(String role, String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.url() + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .header("Content-Type", "application/json")
            .header("Authorization", AUTHORIZATIONS.get(role))
            .build();
    return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
