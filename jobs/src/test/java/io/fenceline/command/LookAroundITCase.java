// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fenceline.command.LookAround.Question;
import io.fenceline.command.local.LocalElasticsearch;
import io.fenceline.command.local.ServiceArtifacts;
import io.fenceline.command.setup.ElasticsearchTemplates;
import io.fenceline.sink.Document;
import io.fenceline.sink.DocumentSamples;
import io.fenceline.sink.DocumentStamp;
import io.fenceline.sink.DocumentStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.http.HttpHost;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The lines that a demo prints are run as they are printed. */
class LookAroundITCase {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern LINE =
      Pattern.compile("curl -s '([^']+)' -H 'Content-Type: application/json' -d '([^']+)'");

  private static LocalElasticsearch server;

  @BeforeAll
  static void indexEverything() throws Exception {
    server = LocalElasticsearch.with(ServiceArtifacts.installed()).brief().start();
    try (RestClient client = RestClient.builder(HttpHost.create(server.url())).build()) {
      new ElasticsearchTemplates(client).install();
    }
    for (Document document : DocumentSamples.everything()) {
      store(document.stream(), document.id(), json(document));
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void everyLineIsAQueryThatFindsSomething() throws Exception {
    List<Question> questions = new LookAround(server.url()).questions();

    assertThat(questions).hasSize(7);
    for (Question question : questions) {
      JsonNode answer = run(question.command());
      assertThat(answer.has("error")).as(question + " " + answer).isFalse();
      assertThat(answer.at("/hits/total/value").asInt()).as(question.about()).isPositive();
      answer
          .path("aggregations")
          .forEach(one -> assertThat(one.path("buckets")).as(question.about()).isNotEmpty());
      answer
          .at("/hits/hits")
          .forEach(hit -> assertThat(hit.path("_source")).as(question.about()).isNotEmpty());
    }
  }

  @Test
  void anIdentityThatAShellCouldObeyGetsNoLine() throws Exception {
    String hostile = "key:x'; echo pwned; '";
    store(
        DocumentStream.ALERTS,
        "hostile",
        "{\"@timestamp\":\"2020-01-01T00:00:00Z\",\"event\":{\"severity\":99},\"fenceline\":"
            + "{\"entity\":"
            + JSON.writeValueAsString(hostile)
            + "}}");

    List<Question> questions = new LookAround(server.url()).questions();

    assertThat(questions)
        .hasSize(7)
        .allSatisfy(question -> assertThat(question.command()).matches(LINE));
  }

  @Test
  void aServerWithoutDocumentsIsNoFailure() throws Exception {
    try (LocalElasticsearch empty =
        LocalElasticsearch.with(ServiceArtifacts.installed()).brief().start()) {
      List<Question> questions = new LookAround(empty.url()).questions();

      assertThat(questions).hasSize(5);
      for (Question question : questions) {
        assertThat(run(question.command()).has("error")).as(question.about()).isFalse();
      }
    }
  }

  private static String json(Document document) {
    return new String(new DocumentStamp().map(document).json(), UTF_8);
  }

  private static void store(DocumentStream stream, String id, String json) throws Exception {
    String day = stream == DocumentStream.ALERTS ? "-2026.03.03" : "";
    String index = stream.type() + "-" + stream.dataset() + "-default" + day;
    send("/" + index + "/_create/" + id + "?refresh=true", "PUT", json);
  }

  private static JsonNode run(String command) throws Exception {
    Matcher line = LINE.matcher(command);
    assertThat(line.matches()).as(command).isTrue();
    return request(URI.create(line.group(1)), "POST", line.group(2));
  }

  private static JsonNode send(String path, String method, String body) throws Exception {
    return request(URI.create(server.url() + path), method, body);
  }

  private static JsonNode request(URI uri, String method, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .method(method, BodyPublishers.ofString(body))
            .header("Content-Type", "application/json")
            .build();
    return JSON.readTree(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());
  }
}
