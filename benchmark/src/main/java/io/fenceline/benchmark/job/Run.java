// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.job;

import io.fenceline.benchmark.Process.Spent;

/**
 * What a run of a job cost and found.
 *
 * @param events read
 * @param spent from the first record to the end of the job
 * @param found alerts, every revision, or another count that runs must agree in
 * @param deadLetters set aside; there should be none
 * @param documentBytes of all documents
 */
record Run(long events, Spent spent, long found, long deadLetters, long documentBytes) {
  private static final double NANOS = 1e9;
  private static final double MILLION = 1e6;

  /** Processor seconds of the process per million events. */
  double cpuPerMillion() {
    return spent.cpuNanos() / NANOS / (events / MILLION);
  }

  double wallSeconds() {
    return spent.wallNanos() / NANOS;
  }

  double bytesPerEvent() {
    return (double) spent.bytes() / events;
  }
}
