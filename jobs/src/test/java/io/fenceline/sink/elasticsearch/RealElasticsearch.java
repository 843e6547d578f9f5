// SPDX-License-Identifier: Apache-2.0
package io.fenceline.sink.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fenceline.command.local.LocalElasticsearch;
import io.fenceline.command.local.ServiceArtifacts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.apache.flink.configuration.Configuration;

/** A real server with security and a small limit on requests, asked over HTTP without our code. */
final class RealElasticsearch implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TEMPLATE =
      """
      {"index_patterns":["logs-fenceline.inference-*"],"priority":300,"data_stream":{},
       "template":{"settings":{"number_of_replicas":0},"mappings":{"dynamic":false,"properties":{
         "@timestamp":{"type":"date"},"n":{"type":"long"}}}}}
      """;

  final LocalElasticsearch server;
  private final HttpClient client = HttpClient.newHttpClient();

  RealElasticsearch() throws IOException, InterruptedException {
    server =
        LocalElasticsearch.with(ServiceArtifacts.installed())
            .security(true)
            .setting("http.max_content_length", "200kb")
            .brief()
            .start();
    call("PUT", "/_index_template/events", TEMPLATE);
  }

  Configuration config(String namespace) {
    return new Configuration()
        .set(ElasticsearchOptions.URLS, List.of(server.url()))
        .set(ElasticsearchOptions.USERNAME, server.user())
        .set(ElasticsearchOptions.PASSWORD, server.password())
        .set(ElasticsearchOptions.NAMESPACE, namespace);
  }

  long count(String index) throws IOException, InterruptedException {
    call("POST", "/" + index + "/_refresh", "");
    return call("GET", "/" + index + "/_count", "").get("count").asLong();
  }

  JsonNode call(String method, String path, String body) throws IOException, InterruptedException {
    byte[] pair = (server.user() + ":" + server.password()).getBytes(StandardCharsets.UTF_8);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.url() + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .header("Content-Type", "application/json")
            .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair))
            .build();
    return JSON.readTree(client.send(request, BodyHandlers.ofString()).body());
  }

  @Override
  public void close() {
    server.close();
  }
}
