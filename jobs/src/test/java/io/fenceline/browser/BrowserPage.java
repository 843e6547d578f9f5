// SPDX-License-Identifier: Apache-2.0
package io.fenceline.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A page as it stands in a browser, and everything it did that a still page does not do. */
public final class BrowserPage implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 120;
  private static final int HEIGHT = 900;

  /** Two frames: in the first what is in sight is noticed, in the second it has been drawn. */
  private static final String DRAWN =
      "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() =>"
          + " setTimeout(done, 0))))";

  private final DevTools tools;
  private final String target;
  private final String session;
  private final URI address;
  private final Look look;
  private final List<String> incidents = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Void> loaded = new CompletableFuture<>();

  private BrowserPage(DevTools tools, String target, String session, URI address, Look look) {
    this.tools = tools;
    this.target = target;
    this.session = session;
    this.address = address;
    this.look = look;
  }

  static BrowserPage open(DevTools tools, URI address, Look look) {
    String target =
        wait(tools.call("", "Target.createTarget", object().put("url", "about:blank")))
            .path("targetId")
            .asText();
    String session =
        wait(tools.call(
                "", "Target.attachToTarget", object().put("targetId", target).put("flatten", true)))
            .path("sessionId")
            .asText();
    BrowserPage page = new BrowserPage(tools, target, session, address, look);
    page.load();
    return page;
  }

  private void load() {
    tools.listen(session, this::event);
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      call(domain + ".enable", object());
    }
    resize(HEIGHT);
    ObjectNode media = object();
    media
        .putArray("features")
        .addObject()
        .put("name", "prefers-color-scheme")
        .put("value", look.dark() ? "dark" : "light");
    call("Emulation.setEmulatedMedia", media);
    call("Page.navigate", object().put("url", address.toString()));
    wait(loaded);
    settle();
  }

  private void event(JsonNode event) {
    JsonNode parameters = event.path("params");
    switch (event.path("method").asText()) {
      case "Page.loadEventFired" -> loaded.complete(null);
      case "Page.javascriptDialogOpening" -> {
        incidents.add("dialog: " + parameters.path("message").asText());
        tools.call(session, "Page.handleJavaScriptDialog", object().put("accept", true));
      }
      case "Runtime.exceptionThrown" ->
          incidents.add("exception: " + parameters.path("exceptionDetails"));
      case "Runtime.consoleAPICalled" -> incidents.add("console: " + parameters.path("args"));
      case "Log.entryAdded" -> incidents.add("log: " + parameters.at("/entry/text").asText());
      case "Network.requestWillBeSent" -> {
        String url = parameters.at("/request/url").asText();
        if (!url.split("#", 2)[0].equals(address.toString())) {
          incidents.add("request: " + url);
        }
      }
      default -> {}
    }
  }

  /** Dialogs, errors, console lines and requests since the page was opened; none is right. */
  public List<String> incidents() {
    return List.copyOf(incidents);
  }

  /** What an expression, or the promise it is, comes to. */
  public JsonNode evaluate(String expression) {
    JsonNode answer =
        call(
            "Runtime.evaluate",
            object()
                .put("expression", expression)
                .put("awaitPromise", true)
                .put("returnByValue", true));
    if (answer.has("exceptionDetails")) {
      throw new IllegalStateException(expression + ": " + answer.path("exceptionDetails"));
    }
    return answer.at("/result/value");
  }

  /** Waits until what is in sight is drawn. */
  public void settle() {
    evaluate(DRAWN);
  }

  /** Presses a key and lets it go, as of {@code KeyboardEvent.key}. */
  public void press(String key) {
    ObjectNode stroke = object().put("key", key).put("code", key);
    if (key.equals("Enter")) {
      stroke.put("windowsVirtualKeyCode", 13).put("text", "\r");
    }
    call("Input.dispatchKeyEvent", stroke.deepCopy().put("type", "keyDown"));
    call("Input.dispatchKeyEvent", stroke.put("type", "keyUp"));
    settle();
  }

  /** Makes the window as high as the page, so that all of it is in sight. */
  public void unroll() {
    // What comes into sight is drawn and may make the page higher once more.
    for (int i = 0; i < 2; i++) {
      resize(Math.max(HEIGHT, evaluate("document.documentElement.scrollHeight").asInt()));
      settle();
    }
  }

  /** Puts a picture of the whole page into a file, for people to look at. */
  public void picture(Path file) throws IOException {
    unroll();
    String png =
        call("Page.captureScreenshot", object().put("captureBeyondViewport", true))
            .path("data")
            .asText();
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, Base64.getDecoder().decode(png));
    resize(HEIGHT);
    settle();
  }

  private void resize(int height) {
    call(
        "Emulation.setDeviceMetricsOverride",
        object()
            .put("width", look.width())
            .put("height", height)
            .put("deviceScaleFactor", 1)
            .put("mobile", false));
  }

  private JsonNode call(String method, JsonNode parameters) {
    return wait(tools.call(session, method, parameters));
  }

  private static <T> T wait(CompletableFuture<T> answer) {
    try {
      return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("The browser did not answer: " + e.getMessage(), e);
    }
  }

  private static ObjectNode object() {
    return DevTools.JSON.createObjectNode();
  }

  @Override
  public void close() {
    wait(tools.call("", "Target.closeTarget", object().put("targetId", target)));
  }
}
