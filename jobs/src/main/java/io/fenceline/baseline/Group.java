// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

/**
 * A group of requests of one client that are near-duplicates of each other.
 *
 * @param id number within the client, from 1
 * @param size requests in it
 * @param confirmed how many of them counted as near-duplicates
 * @param firstClass class of its first request; empty while that is the only one, as most stay
 * @param lastClass class of its newest request
 * @param switches how often the class changed from one to the next
 * @param lowMargins how many were close to the decision boundary
 * @param moved answers of another class than the first
 * @param other class that most of those have, by majority vote (Boyer and Moore 1991); empty if
 *     none
 * @param others how many of those have it, less those that have a third class
 * @param left whether it was looked at as a group that the client has left
 * @param scores {@link ScoreSeries}, empty below its first size
 */
record Group(
    int id,
    int size,
    int confirmed,
    String firstClass,
    String lastClass,
    int switches,
    int lowMargins,
    int moved,
    String other,
    int others,
    boolean left,
    float[] scores) {

  static final float[] NO_SCORES = {};

  /** A group that nobody has joined yet. */
  static final Group NONE = new Group(0, 0, 0, "", "", 0, 0, 0, "", 0, false, NO_SCORES);

  /** The same, looked at. */
  Group asLeft() {
    return new Group(
        id,
        size,
        confirmed,
        firstClass,
        lastClass,
        switches,
        lowMargins,
        moved,
        other,
        others,
        true,
        scores);
  }

  /** The same, but what was kept of its scores. */
  Group withoutScores() {
    return new Group(
        id,
        size,
        confirmed,
        firstClass,
        lastClass,
        switches,
        lowMargins,
        moved,
        other,
        others,
        left,
        NO_SCORES);
  }

  /** Share of the answers that have the first class or the commonest other one, a lower limit. */
  double topTwoShare() {
    return size == 0 ? 1 : (size - moved + others) / (double) size;
  }
}
