// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import io.fenceline.model.Evidence;
import io.fenceline.model.serializer.ImageReader;
import io.fenceline.model.serializer.ImageWriter;
import java.util.List;

/**
 * How long a client's oversized or hurried requests have kept the model busy.
 *
 * @param sum CUSUM of their latency scores
 * @param requests requests since it left 0
 * @param alarms alarms so far; each doubles what the next one needs
 * @param evidence the newest requests that raised it, at most {@link
 *     io.fenceline.model.Detection#MAX_EVIDENCE}
 */
record CostlySpell(double sum, int requests, int alarms, List<Evidence> evidence)
    implements ClientRecord {
  static final CostlySpell NONE = new CostlySpell(0, 0, 0, List.of());

  @Override
  public void write(ImageWriter out) {
    out.putDouble(sum);
    out.putSize(requests);
    out.putSize(alarms);
    EvidenceImages.write(evidence, out);
  }

  static CostlySpell read(ImageReader in) {
    return new CostlySpell(in.takeDouble(), in.takeSize(), in.takeSize(), EvidenceImages.read(in));
  }
}
