// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs one command after the other, each in a process of its own, so that none warms another. */
@Command(
    name = "all",
    mixinStandardHelpOptions = true,
    description = "Writes the whole page: all commands that have a part of it, about an hour.")
final class AllCommand implements Callable<Integer> {
  /** A command and the heap of its process. */
  private enum Part {
    SCALING("4g"),
    MEMORY("4g"),
    LATENCY("4g"),
    SINK("3g"),
    PEERS("4g"),
    OPERATORS("4g");

    private final String heap;

    Part(String heap) {
      this.heap = heap;
    }

    String command() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "COMMAND",
      description = "These alone, of ${COMPLETION-CANDIDATES}.")
  private List<Part> only = List.of(Part.values());

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<String> failed = new ArrayList<>();
    for (Part part : only) {
      System.out.println("== " + part.command());
      if (run(part) != 0) {
        failed.add(part.command());
      }
    }
    if (!failed.isEmpty()) {
      System.err.println("Failed: " + failed + "; what they say above tells why.");
    }
    return failed.isEmpty() ? 0 : 1;
  }

  private static int run(Part part) throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String jar = System.getProperty("java.class.path");
    java.lang.Process process =
        new ProcessBuilder(java, "-Xmx" + part.heap, "-jar", jar, part.command())
            .inheritIO()
            .start();
    try {
      return process.waitFor();
    } finally {
      process.destroy();
    }
  }
}
