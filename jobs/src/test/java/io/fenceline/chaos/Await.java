// SPDX-License-Identifier: Apache-2.0
package io.fenceline.chaos;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits for a condition, never for a time. */
final class Await {
  /** Generous: machines that run this are slow and busy. */
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private static final long POLL_MILLIS = 100;

  /** To ask costs those who are asked: who waits for long asks seldom. */
  private static final int POLLS_OF_A_WAIT = 50;

  private static final long MOST_MILLIS = 2_000;

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
      long waited = System.nanoTime() - begun;
      if (waited > LIMIT.toNanos()) {
        throw new AssertionError("Not within " + LIMIT.toSeconds() + " s: " + what);
      }
      long share = TimeUnit.NANOSECONDS.toMillis(waited) / POLLS_OF_A_WAIT;
      TimeUnit.MILLISECONDS.sleep(Math.min(MOST_MILLIS, Math.max(POLL_MILLIS, share)));
    }
    return Duration.ofNanos(System.nanoTime() - begun);
  }
}
