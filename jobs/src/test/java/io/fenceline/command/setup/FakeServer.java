// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.setup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server on loopback that remembers what it was asked; what it answers is up to its kind. */
public abstract class FakeServer implements AutoCloseable {
  static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What comes in.
   *
   * @param path with the query
   */
  public record Asked(String method, String path, String xsrf, String authorization, String body) {
    JsonNode json() throws IOException {
      return JSON.readTree(body);
    }
  }

  /** What goes out. */
  record Said(int status, String body) {}

  public final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  FakeServer(HttpServer server) {
    this.server = server;
    server.createContext("/", this::exchange);
    server.start();
  }

  static HttpServer plain() throws IOException {
    return HttpServer.create(loopback(), 0);
  }

  static InetSocketAddress loopback() throws IOException {
    return new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0);
  }

  int port() {
    return server.getAddress().getPort();
  }

  public String url() {
    return "http://127.0.0.1:" + port();
  }

  abstract Said answer(Asked request) throws IOException;

  /** Requests that may change something. */
  public List<String> changes() {
    return asked.stream()
        .filter(request -> !request.method().equals("GET"))
        .filter(request -> !request.path().contains("_has_privileges"))
        .filter(request -> !request.path().contains("_export"))
        .map(request -> request.method() + " " + request.path())
        .toList();
  }

  private synchronized void exchange(HttpExchange exchange) throws IOException {
    try (exchange) {
      Asked request =
          new Asked(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              exchange.getRequestHeaders().getFirst("kbn-xsrf"),
              exchange.getRequestHeaders().getFirst("Authorization"),
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      asked.add(request);
      Said said = answer(request);
      byte[] bytes = said.body().getBytes(StandardCharsets.UTF_8);
      headers(exchange);
      exchange.sendResponseHeaders(said.status(), bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  void headers(HttpExchange exchange) {
    exchange.getResponseHeaders().add("Content-Type", "application/json");
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
