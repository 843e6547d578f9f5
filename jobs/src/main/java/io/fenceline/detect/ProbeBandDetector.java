// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import io.fenceline.feature.ContentHash;
import io.fenceline.model.EnrichedEvent;
import io.fenceline.model.InferenceEvent;
import io.fenceline.model.Likeness;
import io.fenceline.model.serializer.ImageReader;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.OutputTag;

/**
 * Sends near-duplicates on under their bands. A request that is not like an earlier one of its own
 * client goes nowhere, so ordinary traffic costs nothing here.
 *
 * <p>What one client can cause is bounded by {@link MinuteCount}: 128 near-duplicates of a minute
 * and some 64 for each doubling, less than 1,000 of a million, each under four bands.
 *
 * <p>State per client and model: one {@link MinuteCount}, of no use when the next minute is over.
 */
final class ProbeBandDetector extends ClientDetector<MinuteCount> {
  static final OutputTag<BandedProbe> BANDS =
      new OutputTag<>("banded-probes", TypeInformation.of(BandedProbe.class));

  private static final long serialVersionUID = 1L;

  /** See {@link ClientDetector}. */
  private static final int SLOT = 0;

  private static final long MINUTE = Duration.ofMinutes(1).toMillis();

  ProbeBandDetector() {
    super(SLOT, MinuteCount.class, 2 * MINUTE);
  }

  @Override
  MinuteCount none() {
    return MinuteCount.NONE;
  }

  @Override
  MinuteCount read(ImageReader in) {
    return MinuteCount.read(in);
  }

  @Override
  boolean concerns(EnrichedEvent request) {
    return request.enrichment().likeness().telling().length > 0;
  }

  @Override
  MinuteCount judge(MinuteCount known, EnrichedEvent request, Findings out) {
    MinuteCount count = known.next(Math.floorDiv(request.event().timestamp(), MINUTE));
    Probe probe = probe(request, out.judged());
    if (count.isLookedAt(probe.content())) {
      int[] telling = request.enrichment().likeness().telling();
      for (int band : BandedProbe.bands(telling)) {
        out.collect(BANDS, new BandedProbe(band, telling, probe));
      }
    }
    return count;
  }

  private static Probe probe(EnrichedEvent enriched, long judged) {
    InferenceEvent event = enriched.event();
    Likeness found = enriched.enrichment().likeness();
    return new Probe(
        event.id(),
        event.timestamp(),
        judged,
        event.requestId(),
        event.client(),
        event.model(),
        found.group().id(),
        event.prediction().predictedClass(),
        found.classSwitch(),
        ContentHash.of(event));
  }
}
