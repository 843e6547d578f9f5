// SPDX-License-Identifier: Apache-2.0
package io.fenceline.chaos;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits for a condition, never for a time. */
final class Await {
  /** Generous: machines that run this are slow and busy. */
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private static final long POLL_MILLIS = 100;

  private Await() {}

  /** What is waited for. */
  @FunctionalInterface
  interface Condition {
    boolean holds() throws Exception;
  }

  /**
   * Blocks until it holds.
   *
   * @return how long that took
   */
  static Duration until(String what, Condition condition) throws Exception {
    long begun = System.nanoTime();
    while (!condition.holds()) {
      if (System.nanoTime() - begun > LIMIT.toNanos()) {
        throw new AssertionError("Not within " + LIMIT.toSeconds() + " s: " + what);
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    return Duration.ofNanos(System.nanoTime() - begun);
  }
}
