// SPDX-License-Identifier: Apache-2.0
package io.fenceline.chaos;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A proxy on loopback in front of an HTTP server, which treats requests as a bad network or a
 * server under pressure does. The seed decides which request meets what.
 */
final class FaultProxy implements AutoCloseable {
  /** What may happen to a request. */
  enum Fault {
    /** Handed on. */
    NONE,
    /** Handed on after a while. */
    SLOW,
    /** Refused with 429. */
    TOO_MANY,
    /** Refused with 503. */
    UNAVAILABLE,
    /** The connection ends before the request reaches the server. */
    CUT_BEFORE,
    /** The server does the work, and the connection ends before the answer. */
    CUT_AFTER,
    /** The server does the work, and half of the answer arrives. */
    HALF_AN_ANSWER
  }

  private static final Duration SLOWNESS = Duration.ofMillis(1_500);

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI target;
  private final Random random;
  private final Map<Fault, Long> made = new EnumMap<>(Fault.class);
  private volatile List<Fault> faults = List.of(Fault.NONE);

  private FaultProxy(String target, long seed) throws IOException {
    this.target = URI.create(target);
    this.random = new Random(seed);
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
  }

  static FaultProxy start(String target, long seed) throws IOException {
    FaultProxy proxy = new FaultProxy(target, seed);
    proxy.server.start();
    return proxy;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** From now on each request meets one of these, all equally likely. */
  void meet(Fault... any) {
    faults = List.copyOf(Arrays.asList(any));
  }

  /** How many requests met what so far. */
  synchronized Map<Fault, Long> made() {
    return new EnumMap<>(made);
  }

  private synchronized Fault next() {
    Fault fault = faults.get(random.nextInt(faults.size()));
    made.merge(fault, 1L, Long::sum);
    return fault;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] request = exchange.getRequestBody().readAllBytes();
      Fault fault = next();
      switch (fault) {
        case TOO_MANY -> refuse(exchange, 429);
        case UNAVAILABLE -> refuse(exchange, 503);
        case CUT_BEFORE -> exchange.getResponseBody().close();
        case SLOW -> {
          TimeUnit.MILLISECONDS.sleep(SLOWNESS.toMillis());
          answer(exchange, forward(exchange, request), false);
        }
        case CUT_AFTER -> forward(exchange, request);
        case HALF_AN_ANSWER -> answer(exchange, forward(exchange, request), true);
        case NONE -> answer(exchange, forward(exchange, request), false);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A server that is away is, to whom asks through us, a connection that ends. */
  private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target.resolve(exchange.getRequestURI().toString()))
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    for (String header : List.of("Content-Type", "Accept", "Authorization", "Content-Encoding")) {
      String value = exchange.getRequestHeaders().getFirst(header);
      if (value != null) {
        request.header(header, value);
      }
    }
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static void answer(HttpExchange exchange, HttpResponse<byte[]> from, boolean half)
      throws IOException {
    from.headers()
        .firstValue("Content-Type")
        .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
    from.headers()
        .firstValue("X-elastic-product")
        .ifPresent(product -> exchange.getResponseHeaders().set("X-elastic-product", product));
    byte[] body = from.body();
    exchange.sendResponseHeaders(from.statusCode(), body.length == 0 ? -1 : body.length);
    OutputStream out = exchange.getResponseBody();
    out.write(body, 0, half ? body.length / 2 : body.length);
    out.flush();
  }

  private static void refuse(HttpExchange exchange, int status) throws IOException {
    byte[] body =
        ("{\"error\":{\"type\":\"es_rejected_execution_exception\"},\"status\":" + status + "}")
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
