// SPDX-License-Identifier: Apache-2.0
package io.fenceline.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Tries inputs, tells the maker of inputs what each led to, and says at the end what there was. */
public final class FuzzRun {
  private final Mutations mutations;
  private final FuzzReport report;

  private FuzzRun(Mutations mutations, FuzzReport report) {
    this.mutations = mutations;
    this.report = report;
  }

  /**
   * A run of work that is done in the thread of the test.
   *
   * @param what the inputs are, for the report
   * @param most bytes of memory that an input may take whatever its length
   * @param mostPerByte and for each byte of it
   */
  public static FuzzRun of(String what, Mutations mutations, long most, double mostPerByte) {
    return new FuzzRun(mutations, FuzzReport.ofThread(what, most, mostPerByte));
  }

  /** A run of work that other threads do. */
  public static FuzzRun ofThreads(String what, Mutations mutations) {
    return new FuzzRun(mutations, FuzzReport.ofProcess(what));
  }

  /**
   * Tries inputs.
   *
   * @param work what is tried and measured
   * @param check what must hold of its result, and what that is
   * @throws AssertionError with the input, if something is thrown or does not hold
   */
  public <T> FuzzRun run(
      long inputs, Function<byte[], T> work, BiFunction<byte[], T, Outcome> check) {
    for (long i = 0; i < inputs; i++) {
      byte[] input = mutations.next();
      Outcome outcome =
          report.run(input, () -> work.apply(input), result -> check.apply(input, result));
      mutations.led(input, outcome.isTaken(), outcome.kind() + outcome.detail());
    }
    System.out.println(report.line() + ", outcomes " + mutations.outcomes());
    return this;
  }

  /**
   * That the run was worth its time: some inputs were taken, some not, in different ways.
   *
   * @param least share of inputs taken, 0 to 1
   * @param most share of inputs taken
   * @param outcomes least number of different outcomes
   */
  public FuzzRun reaches(double least, double most, int outcomes) {
    assertThat(report.acceptedShare()).as("share of inputs taken").isBetween(least, most);
    assertThat(mutations.outcomes()).as("different outcomes").isGreaterThan(outcomes);
    return this;
  }

  /** That there were outcomes of each of these kinds. */
  public FuzzRun reaches(Set<String> kinds) {
    assertThat(kinds).allSatisfy(kind -> assertThat(report.of(kind)).as(kind).isPositive());
    return this;
  }
}
