// SPDX-License-Identifier: Apache-2.0
package io.fenceline.model;

/**
 * A group of near-duplicates of one client as of its newest request.
 *
 * @param id number within the client, 0 for none
 * @param size requests in it, this one included
 * @param confirmed requests of it that counted as near-duplicates, this one included: fewer than
 *     {@code size} where likeness by statistics took a while to become evidence
 * @param switches class switches so far
 * @param lowMargins requests so far whose confidence was close to the decision boundary
 * @param topTwoShare share of its answers, 0 to 1, that have its first class or the commonest other
 *     one: a lower limit, exact if there is but one other
 * @param trend how the belief in its first class moved, {@link ScoreTrend#NONE} but at the sizes at
 *     which it is evaluated
 */
public record SimilarityGroup(
    int id,
    int size,
    int confirmed,
    int switches,
    int lowMargins,
    double topTwoShare,
    ScoreTrend trend) {

  /** No group. */
  public static final SimilarityGroup NONE = new SimilarityGroup(0, 0, 0, 0, 0, 1, ScoreTrend.NONE);

  /** Switches by the steps that could have been one, 0 to 1; NaN in a group of less than two. */
  public double flipFraction() {
    return size < 2 ? Double.NaN : (double) switches / (size - 1);
  }
}
