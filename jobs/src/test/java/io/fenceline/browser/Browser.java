// SPDX-License-Identifier: Apache-2.0
package io.fenceline.browser;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A headless browser in a process of its own, with a profile that nobody has used before. */
public final class Browser implements AutoCloseable {
  private static final String LISTENING = "DevTools listening on ";
  private static final long PATIENCE_SECONDS = 120;

  private final Process process;
  private final Path profile;
  private final DevTools tools;

  private Browser(Process process, Path profile, DevTools tools) {
    this.process = process;
    this.profile = profile;
    this.tools = tools;
  }

  /**
   * Starts it.
   *
   * @throws IllegalStateException if this machine has no browser, or it does not start
   */
  public static Browser start() throws IOException {
    String executable = BrowserExecutable.find().toString();
    Path profile = Files.createTempDirectory("fenceline-browser");
    List<String> command =
        List.of(
            executable,
            "--headless=new",
            // Of no use against our own pages, and refused to root, who runs builds in containers.
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-extensions",
            "--no-first-run",
            "--remote-debugging-port=0",
            "--user-data-dir=" + profile,
            "about:blank");
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    CompletableFuture<URI> address = new CompletableFuture<>();
    Thread reader = new Thread(() -> read(process, address), "browser output");
    reader.setDaemon(true);
    reader.start();
    try {
      return new Browser(
          process, profile, new DevTools(address.get(PATIENCE_SECONDS, TimeUnit.SECONDS)));
    } catch (Exception e) {
      process.destroyForcibly();
      throw new IllegalStateException(command.get(0) + " did not start: " + e.getMessage(), e);
    }
  }

  private static void read(Process process, CompletableFuture<URI> address) {
    StringBuilder said = new StringBuilder();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(LISTENING)) {
          address.complete(URI.create(line.substring(LISTENING.length()).strip()));
        } else if (!address.isDone()) {
          said.append(line).append('\n');
        }
      }
    } catch (IOException e) {
      said.append(e);
    }
    address.completeExceptionally(new IOException("it said:\n" + said));
  }

  /**
   * Opens a page and waits until it is drawn.
   *
   * @throws IllegalStateException if it cannot be opened
   */
  public BrowserPage open(Path file, Look look) {
    return BrowserPage.open(tools, file.toUri(), look);
  }

  @Override
  public void close() throws IOException {
    tools.call("", "Browser.close", DevTools.JSON.createObjectNode());
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    tools.close();
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(profile)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : deepestFirst) {
      Files.deleteIfExists(each);
    }
  }
}
