// SPDX-License-Identifier: Apache-2.0
package io.fenceline.fuzz;

/**
 * What became of an input.
 *
 * @param isTaken whether it was found valid
 * @param kind one of few words, by which inputs are counted
 * @param detail what tells it from others: an input whose detail is new is kept and changed further
 */
public record Outcome(boolean isTaken, String kind, String detail) {
  /** A valid input. */
  public static Outcome taken(String detail) {
    return new Outcome(true, "taken", detail);
  }

  /** One that was refused with a message. */
  public static Outcome refused(String kind, String detail) {
    return new Outcome(false, kind, detail);
  }
}
