// SPDX-License-Identifier: Apache-2.0
package io.fenceline.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Signals to services that this very process has started, found by their main class. */
final class Signals {
  private Signals() {}

  /** Ends it as a lost machine would, and waits until it is gone. */
  static void kill(String mainClass) {
    ProcessHandle process = find(mainClass);
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Stops it without its noticing: connections stay, answers do not come. */
  static void pause(String mainClass) throws Exception {
    send("-STOP", mainClass);
  }

  static void resume(String mainClass) throws Exception {
    send("-CONT", mainClass);
  }

  private static void send(String signal, String mainClass) throws Exception {
    FarHost.run(List.of("sh", "-c", "kill " + signal + " " + find(mainClass).pid()));
  }

  private static ProcessHandle find(String mainClass) {
    return ProcessHandle.current()
        .descendants()
        .filter(process -> words(process).contains(mainClass))
        .findFirst()
        .orElseThrow(() -> new AssertionError("No process of ours runs " + mainClass));
  }

  private static List<String> words(ProcessHandle process) {
    try {
      Path line = Path.of("/proc", Long.toString(process.pid()), "cmdline");
      return List.of(Files.readString(line, StandardCharsets.ISO_8859_1).split("\0", -1));
    } catch (IOException e) {
      if (process.isAlive()) {
        throw new UncheckedIOException(e);
      }
      return List.of();
    }
  }
}
