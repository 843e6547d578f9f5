// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import java.util.List;

/**
 * How far one score of one client has drifted.
 *
 * @param sum the CUSUM, 0 to the threshold
 * @param requests requests since it left 0
 * @param evidence the newest of them, at most {@link io.fenceline.model.Detection#MAX_EVIDENCE}
 */
public record DriftState(double sum, int requests, List<Sighting> evidence) {

  /**
   * One request in numbers; few are ever put into words.
   *
   * @param requestId the request
   * @param timestamp its event time
   * @param value what is logged
   * @param score in standard deviations above the baseline
   */
  public record Sighting(String requestId, long timestamp, double value, double score) {}

  static final DriftState NONE = new DriftState(0, 0, List.of());

  /** Mean of the scores since the sum left 0, in standard deviations. */
  double mean(double allowance) {
    return sum / requests + allowance;
  }
}
