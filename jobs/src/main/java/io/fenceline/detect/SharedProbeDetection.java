// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import io.fenceline.model.Detection;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Near-duplicates go to their bands, bands link those of different clients, and links become
 * campaigns.
 */
final class SharedProbeDetection {
  private SharedProbeDetection() {}

  /**
   * Adds the operators.
   *
   * @param probes {@link ProbeBandDetector#BANDS}
   */
  static DataStream<Detection> apply(DataStream<BandedProbe> probes, DetectSettings settings) {
    return probes
        .keyBy(BandedProbe::key, Types.STRING)
        .process(
            new ProbeLinkFunction(settings.sharedProbeShare(), settings.sharedProbeMemoryMillis()),
            TypeInformation.of(ProbeLink.class))
        .uid("detect-shared-probe-links")
        .name("near-duplicates of different clients")
        .keyBy(link -> link.later().model().key(), Types.STRING)
        .process(
            new SharedProbeFunction(
                settings.sharedProbeRequests(), settings.sharedProbeMemoryMillis()),
            TypeInformation.of(Detection.class))
        .uid("detect-shared-probe")
        .name("probes shared by clients");
  }
}
