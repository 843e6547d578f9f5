// SPDX-License-Identifier: Apache-2.0
package io.fenceline.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What inputs cost, and which of them fail. Memory is what the thread was given, whether or not it
 * still holds it; time is the thread's own, which other processes do not change.
 */
public final class FuzzReport {
  private static final com.sun.management.ThreadMXBean THREAD =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final String what;
  private final long most;
  private final double mostPerByte;
  private long inputs;
  private long accepted;
  private long nanos;
  private long slowest;
  private long largest;

  /**
   * A report of a run.
   *
   * @param most bytes of memory that an input may take whatever its length
   * @param mostPerByte and for each byte of it
   */
  public FuzzReport(String what, long most, double mostPerByte) {
    this.what = what;
    this.most = most;
    this.mostPerByte = mostPerByte;
  }

  /**
   * Runs one input.
   *
   * @param work what is measured
   * @param check says whether the input was taken
   * @throws AssertionError with the input, if something is thrown or it took too much memory
   */
  public <T> void run(byte[] input, Supplier<T> work, Predicate<T> check) {
    try {
      long time = THREAD.getCurrentThreadCpuTime();
      long memory = THREAD.getCurrentThreadAllocatedBytes();
      T result = work.get();
      memory = THREAD.getCurrentThreadAllocatedBytes() - memory;
      time = THREAD.getCurrentThreadCpuTime() - time;
      if (memory > most + mostPerByte * input.length) {
        // The first time may have loaded classes.
        memory = THREAD.getCurrentThreadAllocatedBytes();
        result = work.get();
        memory = THREAD.getCurrentThreadAllocatedBytes() - memory;
      }
      assertThat(memory)
          .as("bytes of memory")
          .isLessThanOrEqualTo((long) (most + mostPerByte * input.length));
      if (check.test(result)) {
        accepted++;
      }
      inputs++;
      nanos += time;
      slowest = Math.max(slowest, time);
      largest = Math.max(largest, memory);
      if (inputs % 100_000 == 0) {
        System.out.println(line());
      }
    } catch (Exception | Error e) {
      throw new AssertionError(
          what + ", input " + inputs + " of seed " + Mutations.seed() + ": " + shown(input), e);
    }
  }

  /** Share of inputs that were taken, 0 to 1. */
  public double acceptedShare() {
    return (double) accepted / inputs;
  }

  /** One line about the run. */
  public String line() {
    return String.format(
        Locale.ROOT,
        "%s: %,d inputs, %.1f %% taken, %.1f CPU-s, longest %.1f ms, most memory %,d kB",
        what,
        inputs,
        100 * acceptedShare(),
        nanos / 1e9,
        slowest / 1e6,
        largest / 1024);
  }

  private static String shown(byte[] input) {
    return input.length
        + " bytes, "
        + HexFormat.of().formatHex(Arrays.copyOf(input, Math.min(input.length, 4_096)));
  }
}
