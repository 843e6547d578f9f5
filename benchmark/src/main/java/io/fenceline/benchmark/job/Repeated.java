// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.job;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Runs of the same job in one JVM, after one that warms it up; they found the same. */
record Repeated(List<Run> runs) {

  /**
   * Runs a job.
   *
   * @param times how often, after one run to warm up
   * @throws IllegalStateException if a run found not what the others found
   */
  static Repeated of(Callable<Run> job, int times) throws Exception {
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i <= times; i++) {
      runs.add(job.call());
    }
    return warmedUpByFirst(runs);
  }

  /**
   * All but the first, which warmed up.
   *
   * @throws IllegalStateException if a run found not what the others found
   */
  static Repeated warmedUpByFirst(List<Run> runs) {
    Run first = runs.get(0);
    for (Run run : runs) {
      if (run.found() != first.found() || run.events() != first.events()) {
        throw new IllegalStateException("runs differ: " + first + ", " + run);
      }
    }
    return new Repeated(List.copyOf(runs.subList(1, runs.size())));
  }

  /**
   * The same, if they found anything.
   *
   * @throws IllegalStateException if not: what was measured is not detection
   */
  Repeated thatFound() {
    if (last().found() == 0) {
      throw new IllegalStateException("nothing was found in " + last());
    }
    return this;
  }

  /** The middle of a figure. */
  double median(ToDoubleFunction<Run> figure) {
    return middle(runs.stream().map(figure::applyAsDouble).sorted().toList());
  }

  /** The middle of how many times the processor time of the other's run in the same round. */
  double times(Repeated other) {
    return middle(
        IntStream.range(0, runs.size())
            .mapToObj(i -> runs.get(i).cpuPerMillion() / other.runs.get(i).cpuPerMillion())
            .sorted()
            .toList());
  }

  private static double middle(List<Double> sorted) {
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  /** Least and most processor time. */
  String range() {
    return String.format(
        Locale.ROOT,
        "%.2f to %.2f",
        runs.stream().mapToDouble(Run::cpuPerMillion).min().orElse(Double.NaN),
        runs.stream()
            .max(Comparator.comparingDouble(Run::cpuPerMillion))
            .map(Run::cpuPerMillion)
            .orElse(Double.NaN));
  }

  Run last() {
    return runs.get(runs.size() - 1);
  }
}
