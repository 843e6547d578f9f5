// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import io.fenceline.model.serializer.ImageReader;
import io.fenceline.model.serializer.ImageWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * How far one score of one client has drifted.
 *
 * @param sum the CUSUM, 0 to the threshold
 * @param requests requests since it left 0
 * @param evidence the newest of them, at most {@link io.fenceline.model.Detection#MAX_EVIDENCE}
 */
record DriftState(double sum, int requests, List<Sighting> evidence) implements ClientRecord {

  /**
   * One request in numbers; few are ever put into words.
   *
   * @param requestId the request
   * @param timestamp its event time
   * @param value what is logged
   * @param score in standard deviations above the baseline
   */
  record Sighting(String requestId, long timestamp, double value, double score) {}

  static final DriftState NONE = new DriftState(0, 0, List.of());

  /** Mean of the scores since the sum left 0, in standard deviations. */
  double mean(double allowance) {
    return sum / requests + allowance;
  }

  @Override
  public void write(ImageWriter out) {
    out.putDouble(sum);
    out.putSize(requests);
    out.putSize(evidence.size());
    for (Sighting each : evidence) {
      EvidenceImages.writeRequestId(each.requestId, out);
      out.putLong(each.timestamp);
      out.putDouble(each.value);
      out.putDouble(each.score);
    }
  }

  static DriftState read(ImageReader in) {
    double sum = in.takeDouble();
    int requests = in.takeSize();
    int size = in.takeSize();
    List<Sighting> evidence = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      evidence.add(
          new Sighting(
              EvidenceImages.readRequestId(in), in.takeLong(), in.takeDouble(), in.takeDouble()));
    }
    return new DriftState(sum, requests, evidence);
  }
}
