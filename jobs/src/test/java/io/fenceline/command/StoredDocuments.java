// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fenceline.command.local.LocalElasticsearch;
import io.fenceline.sink.DocumentStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is in an Elasticsearch, asked for without our code, by its superuser if there is one.
 *
 * @param elasticsearch it runs
 * @param http trusts it
 */
record StoredDocuments(LocalElasticsearch elasticsearch, HttpClient http) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PAGE = 10_000;

  /** A stream appears with its first document. */
  private static final String MAYBE_NONE = "ignore_unavailable=true&allow_no_indices=true";

  /** How many documents Elasticsearch counts. */
  long count(DocumentStream stream, String namespace) throws Exception {
    return call("GET", "/" + indices(stream, namespace) + "/_count?" + MAYBE_NONE, "")
        .path("count")
        .asLong();
  }

  /**
   * Every document by its id, as JSON that compares equal for equal runs: without the time of
   * delivery and the namespace.
   */
  Map<String, String> documents(DocumentStream stream, String namespace) throws Exception {
    Map<String, String> documents = new TreeMap<>();
    stored(stream, namespace)
        .forEach((id, document) -> documents.put(id, Services.comparable((ObjectNode) document)));
    return documents;
  }

  /** Every document by its id, with all that is in it. */
  Map<String, JsonNode> stored(DocumentStream stream, String namespace) throws Exception {
    Map<String, JsonNode> documents = new TreeMap<>();
    String index = indices(stream, namespace);
    call("POST", "/" + index + "/_refresh?" + MAYBE_NONE, "");
    JsonNode page =
        call("GET", "/" + index + "/_search?scroll=1m&size=" + PAGE + "&" + MAYBE_NONE, "");
    while (!page.at("/hits/hits").isEmpty()) {
      for (JsonNode hit : page.at("/hits/hits")) {
        String id = hit.path("_id").asText();
        if (documents.put(id, hit.path("_source")) != null) {
          throw new AssertionError("Two documents of " + stream + " have the id " + id);
        }
      }
      String more = "{\"scroll\":\"1m\",\"scroll_id\":" + page.path("_scroll_id") + "}";
      page = call("POST", "/_search/scroll", more);
    }
    return documents;
  }

  /** What Elasticsearch answers to a search of one namespace. */
  JsonNode search(DocumentStream stream, String namespace, JsonNode body) throws Exception {
    String index = indices(stream, namespace);
    call("POST", "/" + index + "/_refresh?" + MAYBE_NONE, "");
    return call("POST", "/" + index + "/_search?" + MAYBE_NONE, body.toString());
  }

  private static String indices(DocumentStream stream, String namespace) {
    String name = stream.type() + "-" + stream.dataset() + "-" + namespace;
    return stream == DocumentStream.ALERTS ? name + "-*" : name;
  }

  /**
   * Asks.
   *
   * @throws AssertionError with the answer, if it is an error
   */
  JsonNode call(String method, String path, String body) throws Exception {
    byte[] user =
        (elasticsearch.user() + ":" + elasticsearch.password()).getBytes(StandardCharsets.UTF_8);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(elasticsearch.url() + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .header("Content-Type", "application/json");
    if (!elasticsearch.user().isEmpty()) {
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(user));
    }
    JsonNode answer = JSON.readTree(http.send(request.build(), BodyHandlers.ofString()).body());
    if (answer.has("error")) {
      throw new AssertionError(method + " " + path + ": " + answer.path("error"));
    }
    return answer;
  }
}
