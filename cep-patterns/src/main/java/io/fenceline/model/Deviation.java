// SPDX-License-Identifier: Apache-2.0
package io.fenceline.model;

/**
 * How far a request lies from what is normal for model and client, in standard deviations (normal
 * scores); NaN while warming up or if the producer does not log the value.
 *
 * <p>The two CUSUMs tell how far the client has drifted up to this request, this one included: the
 * sum of its scores, each 3 at most and less an allowance, never below 0 nor above {@value
 * #MOST_DRIFT} (Page 1954, one-sided). Replays and near-duplicates leave it as it is. The
 * allowances are those that are shipped, whatever the detectors of drift are set to; and these sums
 * go on where the detectors, having raised an alarm at 15, begin anew. NaN if the request's own
 * score is.
 *
 * @param entropy of the answer, in the model's distribution less the client's own mean
 * @param oovRate of the input's out-of-vocabulary rate, likewise
 * @param latency of the time to answer, likewise
 * @param rate of the request rate above the client's own usual one
 * @param entropyCusum CUSUM of {@code entropy} less {@value #ENTROPY_ALLOWANCE}, 0 to {@value
 *     #MOST_DRIFT}
 * @param oovCusum CUSUM of {@code oovRate} less {@value #OOV_ALLOWANCE}, likewise
 * @param baselineSize requests that the model's baseline rests on, 0 while warming up
 */
public record Deviation(
    double entropy,
    double oovRate,
    double latency,
    double rate,
    double entropyCusum,
    double oovCusum,
    int baselineSize) {
  /** Drift of the entropy that is put up with for ever, in standard deviations (CUSUM k). */
  public static final double ENTROPY_ALLOWANCE = 0.5;

  /** Drift of the out-of-vocabulary rate that is put up with for ever, likewise. */
  public static final double OOV_ALLOWANCE = 0.75;

  /**
   * Where the CUSUMs stop: far above any alarm, and so low that 200 requests at the norm lead back
   * to 0.
   */
  public static final double MOST_DRIFT = 100;

  /** Nothing is known yet. */
  public static final Deviation NONE =
      new Deviation(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0);
}
