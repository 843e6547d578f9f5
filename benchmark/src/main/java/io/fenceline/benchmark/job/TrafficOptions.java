// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.job;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What is played to the job, and how often. */
final class TrafficOptions {
  @Option(
      names = "--input",
      paramLabel = "FILE",
      defaultValue = "deploy/local/sample/recorded-attacks.jsonl.gz",
      description = "Recording, JSON lines, gzip; played again and again.")
  private Path input;

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Events of one run.")
  private long events;

  @Option(
      names = "--clients",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Clients that send them, about.")
  private int clients;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "3",
      description = "Runs that are measured, after those to warm up.")
  private int runs;

  /** All else as usual. */
  Workload workload() {
    return Workload.of(input, events, clients);
  }

  long events() {
    return events;
  }

  int clients() {
    return clients;
  }

  int runs() {
    return runs;
  }
}
