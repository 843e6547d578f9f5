// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.lint;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A thread for what may take for ever and cannot be stopped: the planner looks at no interrupt in
 * most of what it does, and wants to be used in the thread that it was made in. One whose time is
 * over is left to itself, and ends with the process.
 *
 * <p>What counts is the time that the thread has had of a processor, so that a busy machine refuses
 * nothing; ten times as much by the clock is the end in any case, as of work that only waits for
 * memory.
 */
final class Patience {
  private static final int BY_THE_CLOCK = 10;
  private static final long LONGEST_LOOK_MILLIS = 200;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread made = new Thread(work, "fenceline-planning");
            made.setDaemon(true);
            return made;
          });
  private final Duration longest;
  private final long id;

  /**
   * @param longest time of a processor that a piece of work may take
   */
  Patience(Duration longest) {
    this.longest = longest;
    id = await(() -> Thread.currentThread().getId());
  }

  /**
   * What work gives, however long it takes; for work that is known to end.
   *
   * @throws IllegalStateException if it failed
   */
  <T> T await(Callable<T> work) {
    try {
      return thread.submit(work).get();
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (ExecutionException e) {
      throw failed(e);
    }
  }

  /**
   * Does work; after a vain one this thread is of no more use.
   *
   * @return whether it came to its end in time
   * @throws Error what it failed with, such as a lack of memory
   */
  boolean endures(Runnable work) {
    long begun = System.nanoTime();
    long used = threads.getThreadCpuTime(id);
    Future<?> task = thread.submit(work);
    long look = Math.max(1, Math.min(LONGEST_LOOK_MILLIS, longest.toMillis()));
    while (true) {
      try {
        task.get(look, TimeUnit.MILLISECONDS);
        return true;
      } catch (TimeoutException e) {
        boolean over =
            threads.getThreadCpuTime(id) - used > longest.toNanos()
                || System.nanoTime() - begun > BY_THE_CLOCK * longest.toNanos();
        if (over) {
          thread.shutdownNow();
          return false;
        }
      } catch (InterruptedException e) {
        throw interrupted(e);
      } catch (ExecutionException e) {
        throw failed(e);
      }
    }
  }

  private IllegalStateException interrupted(InterruptedException e) {
    thread.shutdownNow();
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while a rule was planned", e);
  }

  private static IllegalStateException failed(ExecutionException e) {
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    return new IllegalStateException(e.getCause());
  }
}
