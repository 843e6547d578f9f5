// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalElasticsearchITCase {
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void keepsItsPortAndDataOverARestartAndLeavesNothingAfterClosing() throws Exception {
    LocalElasticsearch server =
        LocalElasticsearch.with(ServiceArtifacts.installed()).brief().start();
    String url = server.url();
    List<ProcessHandle> family = ProcessHandle.current().descendants().toList();
    try (server) {
      assertThat(send("PUT", url + "/notes/_doc/1?refresh=true", "{\"a\":1}", "")).isEqualTo(201);
      server.stop();
      assertThatThrownBy(() -> send("GET", url + "/notes/_doc/1", "", ""))
          .isInstanceOf(ConnectException.class);
      server.start();
      assertThat(server.url()).isEqualTo(url);
      assertThat(send("GET", url + "/notes/_doc/1", "", "")).isEqualTo(200);
    }
    assertThat(family).isNotEmpty().noneMatch(ProcessHandle::isAlive);
    assertThat(ProcessHandle.current().descendants()).isEmpty();
    assertThatThrownBy(() -> send("GET", url, "", "")).isInstanceOf(ConnectException.class);
  }

  @Test
  void letsOnlyItsSuperuserInWhenSecurityIsOn() throws Exception {
    try (LocalElasticsearch server =
        LocalElasticsearch.with(ServiceArtifacts.installed())
            .security(true)
            .setting("http.max_content_length", "1mb")
            .brief()
            .start()) {
      String health = server.url() + "/_cluster/health";
      String pair = server.user() + ":" + server.password();
      assertThat(send("GET", health, "", "")).isEqualTo(401);
      assertThat(send("GET", health, "", "wrong:pair")).isEqualTo(401);
      assertThat(send("GET", health, "", pair)).isEqualTo(200);
      assertThat(send("PUT", server.url() + "/notes/_doc/1", "{\"a\":1}", pair)).isEqualTo(201);
      String large = "{\"a\":\"" + "x".repeat(1_100_000) + "\"}";
      assertThat(send("PUT", server.url() + "/notes/_doc/2", large, pair)).isEqualTo(413);
    }
  }

  @Test
  void showsTheServersOwnWordsWhenItDoesNotStart() {
    LocalElasticsearch.Builder builder =
        LocalElasticsearch.with(ServiceArtifacts.installed()).setting("no.such.setting", "1");
    assertThatThrownBy(builder::start)
        .isInstanceOf(ServiceFailure.class)
        .hasMessageContaining("Elasticsearch ended before it was ready")
        .hasMessageContaining("no.such.setting");
    assertThat(ProcessHandle.current().descendants()).isEmpty();
  }

  private int send(String method, String url, String body, String credentials) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .header("Content-Type", "application/json");
    if (!credentials.isEmpty()) {
      byte[] bytes = credentials.getBytes(StandardCharsets.UTF_8);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
  }
}
