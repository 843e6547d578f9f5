// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.setup;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenceline.command.CommandFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/**
 * The HTTP interface of Elasticsearch or Kibana. Every failure to reach it is a sentence with the
 * way out; every answer, whatever its status, is an answer.
 */
final class HttpService {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(60);

  /** For a cluster that says that it cannot answer yet. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration PAUSE = Duration.ofMillis(500);

  private final String name;
  private final URI base;
  private final Map<String, String> headers;
  private final HttpClient client;

  /**
   * @param name of the service, in messages
   * @param base address, with or without a path
   * @param headers sent with every request
   * @param trust whose certificates are trusted; those of the JVM if empty
   */
  HttpService(String name, URI base, Map<String, String> headers, Optional<SSLContext> trust) {
    this.name = name;
    this.base = base;
    this.headers = Map.copyOf(headers);
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            // A login page behind a redirect is no answer, and no place for credentials.
            .followRedirects(HttpClient.Redirect.NEVER);
    trust.ifPresent(builder::sslContext);
    this.client = builder.build();
  }

  /** Where it is, for messages; holds no secret. */
  URI address() {
    return base;
  }

  HttpAnswer get(String path) {
    return send(request(path).GET());
  }

  HttpAnswer put(String path, JsonNode body) {
    return send(json(request(path)).PUT(BodyPublishers.ofString(body.toString())));
  }

  HttpAnswer post(String path, JsonNode body) {
    return send(json(request(path)).POST(BodyPublishers.ofString(body.toString())));
  }

  /** Posts a file as a form, as a browser does. */
  HttpAnswer upload(String path, String fileName, String content) {
    String boundary = "fenceline-" + UUID.randomUUID();
    String form =
        "--"
            + boundary
            + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
            + fileName
            + "\"\r\nContent-Type: application/ndjson\r\n\r\n"
            + content
            + "\r\n--"
            + boundary
            + "--\r\n";
    return send(
        request(path)
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .POST(BodyPublishers.ofString(form)));
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base.toString() + path)).timeout(ANSWER);
    headers.forEach(request::header);
    return request;
  }

  private static HttpRequest.Builder json(HttpRequest.Builder request) {
    return request.header("Content-Type", "application/json");
  }

  private HttpAnswer send(HttpRequest.Builder request) {
    try {
      HttpAnswer answer = ask(request.build());
      long begun = System.nanoTime();
      while (answer.isPassing() && System.nanoTime() - begun < PATIENCE.toNanos()) {
        TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        answer = ask(request.build());
      }
      return answer;
    } catch (IOException e) {
      throw new CommandFailure(Unreachable.sentence(name, base, e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("Interrupted while " + name + " was asked.", e);
    }
  }

  private HttpAnswer ask(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
    return new HttpAnswer(
        response.statusCode(),
        response.headers().firstValue("X-Elastic-Product").orElse(""),
        response.body());
  }
}
