// SPDX-License-Identifier: Apache-2.0
package io.fenceline.browser;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Speaks Chrome's DevTools protocol: numbered calls, their answers, and events in between. */
final class DevTools implements WebSocket.Listener, AutoCloseable {
  static final ObjectMapper JSON = new ObjectMapper();

  private final Map<Integer, CompletableFuture<JsonNode>> open = new ConcurrentHashMap<>();
  private final Map<String, Consumer<JsonNode>> sessions = new ConcurrentHashMap<>();
  private final AtomicInteger lastCall = new AtomicInteger();
  private final StringBuilder message = new StringBuilder();
  private final WebSocket socket;
  private CompletableFuture<?> sent = CompletableFuture.completedFuture(null);

  /** Connects to the address that the browser printed. */
  DevTools(URI address) {
    socket = HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(address, this).join();
  }

  /** What happens in a session goes there, on a thread of the connection: it must not wait. */
  void listen(String session, Consumer<JsonNode> events) {
    sessions.put(session, events);
  }

  /** Calls a method and does not wait for its answer. */
  CompletableFuture<JsonNode> call(String session, String method, JsonNode parameters) {
    int id = lastCall.incrementAndGet();
    ObjectNode call = JSON.createObjectNode().put("id", id).put("method", method);
    call.set("params", parameters);
    if (!session.isEmpty()) {
      call.put("sessionId", session);
    }
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    open.put(id, answer);
    synchronized (this) {
      // A WebSocket takes the next message only when the one before is out.
      sent = sent.thenCompose(before -> socket.sendText(call.toString(), true));
    }
    return answer;
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    message.append(data);
    if (last) {
      String whole = message.toString();
      message.setLength(0);
      received(whole);
    }
    from.request(1);
    return null;
  }

  private void received(String text) {
    JsonNode received;
    try {
      received = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      fail(e);
      return;
    }
    if (!received.has("id")) {
      sessions.getOrDefault(received.path("sessionId").asText(), event -> {}).accept(received);
      return;
    }
    CompletableFuture<JsonNode> answer = open.remove(received.path("id").asInt());
    if (received.has("error")) {
      answer.completeExceptionally(new IllegalStateException(received.path("error").toString()));
    } else {
      answer.complete(received.path("result"));
    }
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    fail(new IllegalStateException("The browser closed the connection: " + code + " " + reason));
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    fail(error);
  }

  private void fail(Throwable error) {
    open.values().forEach(answer -> answer.completeExceptionally(error));
  }

  @Override
  public void close() {
    socket.abort();
  }
}
