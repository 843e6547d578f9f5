// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

/**
 * A client's own mean of a normal score, by exponentially weighted averaging with clipping, so that
 * few outliers do not move it (Huber 1964) and a tenant with inputs of its own becomes its own
 * norm.
 *
 * <p>What raises an alarm is not learned: while the scores stay above the norm (a CUSUM of them is
 * past its limit) the mean stands still. After {@value #HOLD} such requests in a row they are the
 * new norm; by then an alert has been open for hundreds of requests.
 *
 * @param count scores taken in, a million at most
 * @param mean their mean, 0 to begin with: the model's norm
 * @param excursion CUSUM of the scores above the norm, in standard deviations
 * @param held scores in a row that were not taken in
 */
record RollingScore(int count, float mean, float excursion, int held) {
  static final RollingScore NEW = new RollingScore(0, 0, 0, 0);

  private static final double CLIP = 3;
  private static final double MEMORY = 500;

  /** After this many requests a client's own past weighs as much as the model's norm. */
  private static final double SHRINK = 200;

  /** Allowance and limit of the excursion: well before {@code detect.*.threshold}. */
  private static final double ALLOWANCE = 0.75;

  private static final double LIMIT = 5;
  private static final double MOST = 2 * LIMIT;
  private static final int HOLD = 500;

  /** From here on one more changes nothing. */
  private static final int MOST_COUNTED = 1_000_000;

  /** The score against the mix of model and own past; NaN stays NaN. */
  double adjust(double score) {
    return score - mean * count / (count + SHRINK);
  }

  /** With one more score; NaN changes nothing. */
  RollingScore with(double score) {
    if (Double.isNaN(score)) {
      return this;
    }
    double step = Math.max(-CLIP, Math.min(CLIP, adjust(score))) - ALLOWANCE;
    double above = Math.max(0, Math.min(MOST, excursion + step));
    if (above >= LIMIT && held < HOLD) {
      return new RollingScore(count, mean, (float) above, held + 1);
    }
    double clipped = Math.max(mean - CLIP, Math.min(mean + CLIP, score));
    double rate = 1 / Math.min(count + 1d, MEMORY);
    return new RollingScore(
        Math.min(count + 1, MOST_COUNTED),
        (float) (mean + rate * (clipped - mean)),
        (float) above,
        above < LIMIT ? 0 : held);
  }
}
