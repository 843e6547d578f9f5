// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpServiceTest {
  private final AtomicInteger asked = new AtomicInteger();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/opening", exchange -> answerFromTheSecondTimeOn(exchange, true));
    server.createContext("/proxy", exchange -> answerFromTheSecondTimeOn(exchange, false));
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void aClusterWhoseUsersAreNotOpenYetIsAskedAgain() {
    assertThat(service().get("/opening").status()).isEqualTo(200);
    assertThat(asked).hasValue(2);
  }

  @Test
  void whatAnythingElseSaysHolds() {
    assertThat(service().get("/proxy").status()).isEqualTo(503);
    assertThat(asked).hasValue(1);
  }

  private void answerFromTheSecondTimeOn(HttpExchange exchange, boolean elasticsearch)
      throws IOException {
    if (elasticsearch) {
      exchange.getResponseHeaders().add("X-Elastic-Product", "Elasticsearch");
    }
    exchange.sendResponseHeaders(asked.incrementAndGet() < 2 ? 503 : 200, -1);
    exchange.close();
  }

  private HttpService service() {
    return new HttpService(
        "A service",
        URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
        Map.of(),
        Optional.empty());
  }
}
