// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A session of Flink's SQL Gateway, over its REST interface. */
public final class SqlSession {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final URI gateway;
  private final URI session;

  private SqlSession(URI gateway, URI session) {
    this.gateway = gateway;
    this.session = session;
  }

  static boolean answers(URI gateway) {
    try {
      return call(HttpRequest.newBuilder(gateway.resolve("info"))).has("version");
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  static SqlSession open(URI gateway) throws IOException {
    try {
      String body = "{\"properties\":{\"table.local-time-zone\":\"UTC\"}}";
      JsonNode opened = call(post(gateway.resolve("sessions"), body));
      return new SqlSession(
          gateway, gateway.resolve("sessions/" + text(opened, "sessionHandle") + "/"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /**
   * Runs one statement to its end.
   *
   * @return its rows, each value by the name of its column
   * @throws IOException if the gateway refuses it or it fails, with what the gateway says
   */
  public List<Map<String, JsonNode>> run(String statement)
      throws IOException, InterruptedException {
    String body = JSON.writeValueAsString(Map.of("statement", statement));
    String operation = text(call(post(session.resolve("statements"), body)), "operationHandle");
    List<Map<String, JsonNode>> rows = new ArrayList<>();
    URI next = session.resolve("operations/" + operation + "/result/0?rowFormat=JSON");
    while (true) {
      JsonNode page = call(HttpRequest.newBuilder(next));
      String type = text(page, "resultType");
      if (type.equals("EOS")) {
        return rows;
      }
      if (type.equals("NOT_READY")) {
        // The gateway answers at once, ready or not: asking again is how its protocol waits.
        TimeUnit.MILLISECONDS.sleep(50);
        continue;
      }
      page.at("/results/data").forEach(row -> rows.add(row(page.at("/results/columns"), row)));
      next = gateway.resolve(text(page, "nextResultUri"));
    }
  }

  private static Map<String, JsonNode> row(JsonNode columns, JsonNode row) {
    if (!text(row, "kind").equals("INSERT")) {
      throw new AssertionError("Not only added, but changed: " + row);
    }
    Map<String, JsonNode> values = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      values.put(text(columns.get(i), "name"), row.path("fields").get(i));
    }
    return values;
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asText();
  }

  private static HttpRequest.Builder post(URI url, String body) {
    return HttpRequest.newBuilder(url)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }

  /** Of a stack trace the cause that says why. */
  private static String innermost(String stackTrace) {
    String cause = stackTrace.substring(Math.max(0, stackTrace.lastIndexOf("Caused by: ")));
    int stack = cause.indexOf("\n\tat ");
    return stack < 0 ? cause : cause.substring(0, stack);
  }

  private static JsonNode call(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    JsonNode answer = JSON.readTree(HTTP.send(request.build(), BodyHandlers.ofString()).body());
    if (answer.has("errors")) {
      throw new IOException(innermost(answer.path("errors").path(1).asText()));
    }
    return answer;
  }
}
