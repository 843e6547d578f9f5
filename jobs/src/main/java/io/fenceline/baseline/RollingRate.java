// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

/**
 * A client's own usual request rate: exponentially weighted mean and variance (West 1979) of the
 * logarithm of the requests per minute that each request sees, with outliers clipped.
 *
 * @param count rates taken in, a million at most
 * @param mean mean of the logarithm
 * @param variance its variance
 */
record RollingRate(int count, float mean, float variance) {
  static final RollingRate NEW = new RollingRate(0, 0, 0);

  /** Below this many requests nothing is usual. */
  private static final int WARM = 50;

  private static final double CLIP = 3;
  private static final double MEMORY = 500;

  /** From here on one more changes nothing. */
  private static final int MOST_COUNTED = 1_000_000;

  /** Half an order of e: a steady client that doubles its rate is no outlier. */
  private static final double LEAST_DEVIATION = 0.5;

  /**
   * Standard deviations above the client's usual rate, NaN while warming up.
   *
   * @param perMinute requests in the last minute, at least 1
   */
  double score(int perMinute) {
    return count < WARM ? Double.NaN : (Math.log(perMinute) - mean) / deviation();
  }

  /** With one more rate. */
  RollingRate with(int perMinute) {
    double reach = CLIP * deviation();
    double value = Math.log(perMinute);
    double clipped = count < WARM ? value : Math.max(mean - reach, Math.min(mean + reach, value));
    double rate = 1 / Math.min(count + 1d, MEMORY);
    double difference = clipped - mean;
    return new RollingRate(
        Math.min(count + 1, MOST_COUNTED),
        (float) (mean + rate * difference),
        (float) ((1 - rate) * (variance + rate * difference * difference)));
  }

  private double deviation() {
    return Math.max(LEAST_DEVIATION, Math.sqrt(variance));
  }
}
