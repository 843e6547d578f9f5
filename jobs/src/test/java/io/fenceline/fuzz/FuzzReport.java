// SPDX-License-Identifier: Apache-2.0
package io.fenceline.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What inputs cost, what became of them, and which of them fail. */
final class FuzzReport {
  private static final com.sun.management.ThreadMXBean THREAD =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private static final int BETWEEN_LINES = 50_000;

  private final String what;
  private final long most;
  private final double mostPerByte;
  private final LongSupplier cpu;
  private final Map<String, Long> kinds = new TreeMap<>();
  private long inputs;
  private long accepted;
  private long nanos;
  private long slowest;
  private long largest;

  private FuzzReport(String what, long most, double mostPerByte, LongSupplier cpu) {
    this.what = what;
    this.most = most;
    this.mostPerByte = mostPerByte;
    this.cpu = cpu;
  }

  /**
   * Of work in the thread that runs it. Memory is what the thread was given, whether or not it
   * still holds it; time is the thread's own, which other processes do not change.
   *
   * @param most bytes of memory that an input may take whatever its length
   * @param mostPerByte and for each byte of it
   */
  static FuzzReport ofThread(String what, long most, double mostPerByte) {
    return new FuzzReport(what, most, mostPerByte, THREAD::getCurrentThreadCpuTime);
  }

  /** Of work that other threads do: time is that of the process, memory is not looked at. */
  static FuzzReport ofProcess(String what) {
    return new FuzzReport(what, Long.MAX_VALUE, 0, PROCESS::getProcessCpuTime);
  }

  /**
   * Runs one input.
   *
   * @param work what is measured
   * @param check says what became of the input
   * @throws AssertionError with the input, if something is thrown or it took too much memory
   */
  <T> Outcome run(byte[] input, Supplier<T> work, Function<T, Outcome> check) {
    try {
      long time = cpu.getAsLong();
      long memory = THREAD.getCurrentThreadAllocatedBytes();
      T result = work.get();
      memory = THREAD.getCurrentThreadAllocatedBytes() - memory;
      time = cpu.getAsLong() - time;
      long allowed = (long) (most + mostPerByte * input.length);
      if (memory > allowed) {
        // The first time may have loaded classes.
        memory = THREAD.getCurrentThreadAllocatedBytes();
        result = work.get();
        memory = THREAD.getCurrentThreadAllocatedBytes() - memory;
      }
      assertThat(memory).as("bytes of memory").isLessThanOrEqualTo(allowed);
      Outcome outcome = check.apply(result);
      accepted += outcome.isTaken() ? 1 : 0;
      kinds.merge(outcome.kind(), 1L, Long::sum);
      inputs++;
      nanos += time;
      slowest = Math.max(slowest, time);
      largest = Math.max(largest, memory);
      if (inputs % BETWEEN_LINES == 0) {
        System.out.println(line());
      }
      return outcome;
    } catch (Exception | Error e) {
      throw new AssertionError(
          what + ", input " + inputs + " of seed " + Mutations.seed() + ": " + shown(input), e);
    }
  }

  /** Share of inputs that were taken, 0 to 1. */
  double acceptedShare() {
    return (double) accepted / inputs;
  }

  /** How many inputs had an outcome of a kind. */
  long of(String kind) {
    return kinds.getOrDefault(kind, 0L);
  }

  /** One line about the run. */
  String line() {
    return String.format(
        Locale.ROOT,
        "%s: %,d inputs, %.1f %% taken, %.1f CPU-s, longest %.1f ms, most memory %,d kB, %s",
        what,
        inputs,
        100 * acceptedShare(),
        nanos / 1e9,
        slowest / 1e6,
        largest / 1024,
        kinds);
  }

  private static String shown(byte[] input) {
    return input.length
        + " bytes, "
        + HexFormat.of().formatHex(Arrays.copyOf(input, Math.min(input.length, 4_096)));
  }
}
