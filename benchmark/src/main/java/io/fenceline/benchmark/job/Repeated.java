// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.job;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;

/** Runs of the same job in one JVM, after one that warms it up; they found the same. */
record Repeated(List<Run> runs) {

  /**
   * Runs a job.
   *
   * @param times how often, after one run to warm up
   * @throws IllegalStateException if a run found not what the others found
   */
  static Repeated of(Callable<Run> job, int times) throws Exception {
    Run first = job.call();
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      runs.add(job.call());
    }
    for (Run run : runs) {
      if (run.found() != first.found() || run.events() != first.events()) {
        throw new IllegalStateException("runs differ: " + first + ", " + run);
      }
    }
    return new Repeated(List.copyOf(runs));
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
    List<Double> sorted = runs.stream().map(figure::applyAsDouble).sorted().toList();
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
