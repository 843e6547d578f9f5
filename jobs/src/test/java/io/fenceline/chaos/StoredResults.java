// SPDX-License-Identifier: Apache-2.0
package io.fenceline.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Consumer;

/** What Elasticsearch holds of one namespace, asked without our code. */
final class StoredResults {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MAYBE_NONE = "ignore_unavailable=true&allow_no_indices=true";
  private static final int PAGE = 5_000;

  private final HttpClient http = HttpClient.newHttpClient();
  private final String url;
  private final String namespace;

  StoredResults(String url, String namespace) {
    this.url = url;
    this.namespace = namespace;
  }

  /** Number of events that can be found, or -1 while the server does not answer. */
  long events() throws InterruptedException {
    return count("logs-fenceline.inference-" + namespace);
  }

  /** Number of dead letters that can be found, or -1 while the server does not answer. */
  long deadLetters() throws InterruptedException {
    return count("logs-fenceline.deadletter-" + namespace);
  }

  Results read() throws Exception {
    Results.Collector collector = new Results.Collector();
    each("logs-fenceline.inference-" + namespace, collector::event);
    each("logs-fenceline.alerts-" + namespace + "-*", collector::alert);
    each("metrics-fenceline.window-" + namespace, collector::window);
    each("metrics-fenceline.duplicates-" + namespace, collector::duplicates);
    each("logs-fenceline.deadletter-" + namespace, collector::deadLetter);
    return collector.results();
  }

  private long count(String indices) throws InterruptedException {
    try {
      call("POST", "/" + indices + "/_refresh?" + MAYBE_NONE, "");
      return call("GET", "/" + indices + "/_count?" + MAYBE_NONE, "").path("count").asLong();
    } catch (IOException e) {
      return -1;
    }
  }

  private void each(String indices, Consumer<ObjectNode> take) throws Exception {
    call("POST", "/" + indices + "/_refresh?" + MAYBE_NONE, "");
    String scroll = "_search?scroll=1m&size=" + PAGE + "&" + MAYBE_NONE;
    JsonNode page = call("GET", "/" + indices + "/" + scroll, "");
    while (!page.at("/hits/hits").isEmpty()) {
      page.at("/hits/hits").forEach(hit -> take.accept((ObjectNode) hit.path("_source")));
      String more = "{\"scroll\":\"1m\",\"scroll_id\":" + page.path("_scroll_id") + "}";
      page = call("POST", "/_search/scroll", more);
    }
  }

  private JsonNode call(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(Duration.ofSeconds(60))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .header("Content-Type", "application/json")
            .build();
    JsonNode answer = JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
    if (answer.has("error")) {
      throw new IOException(method + " " + path + ": " + answer.path("error"));
    }
    return answer;
  }
}
