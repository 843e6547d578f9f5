// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import io.fenceline.model.Detection;
import io.fenceline.model.EnrichedEvent;
import io.fenceline.model.Evidence;
import io.fenceline.model.InferenceEvent;
import io.fenceline.model.Measure;
import io.fenceline.model.Severity;
import io.fenceline.model.Subject;
import io.fenceline.model.serializer.ImageReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Finds a client that floods a model with oversized texts: several within ten minutes, each a
 * multiple of the length that 99 % of the model's texts keep to. Replays do not count, because a
 * client that retries one long document is honest.
 *
 * <p>A tenant whose documents are long by nature alarms once: from then on its own past is the
 * norm, and only a pane of ten minutes with more than twice as many as any before alarms again. So
 * n oversized texts give at most log2(n) detections.
 *
 * <p>State per client and model that ever sent one: {@link LongTexts}, under 2 kB.
 */
final class LongTextDetector extends ClientDetector<LongTexts> {
  static final long WINDOW = 600_000;

  private static final long serialVersionUID = 1L;

  /** See {@link ClientDetector}. */
  private static final int SLOT = 4;

  private final double ratio;
  private final int needed;

  LongTextDetector(DetectSettings settings) {
    super(SLOT, LongTexts.class, settings.idleMillis());
    ratio = settings.longTextRatio();
    needed = settings.longTexts();
  }

  @Override
  LongTexts none() {
    return LongTexts.NONE;
  }

  @Override
  LongTexts read(ImageReader in) {
    return LongTexts.read(in);
  }

  @Override
  boolean concerns(EnrichedEvent request) {
    return request.enrichment().standing().lengthRatio() >= ratio
        && !request.enrichment().likeness().replay();
  }

  @Override
  LongTexts judge(LongTexts known, EnrichedEvent request, Findings out) {
    long timestamp = request.event().timestamp();
    long pane = Math.floorDiv(timestamp, WINDOW);
    boolean samePane = pane == known.pane();
    int usual = samePane ? known.usual() : Math.max(known.usual(), known.inPane());
    int inPane = samePane ? known.inPane() + 1 : 1;
    List<Evidence> recent = recent(known, request);
    long alarmed = known.alarmed();
    if (alarmed == LongTexts.NEVER && recent.size() >= needed) {
      out.collect(detection(request, recent, recent.size(), needed));
      alarmed = pane;
    } else if (alarmed != LongTexts.NEVER && alarmed != pane && inPane >= 2L * usual + needed) {
      out.collect(detection(request, recent, inPane, 2 * usual + needed));
      alarmed = pane;
    }
    return new LongTexts(recent, pane, inPane, usual, alarmed);
  }

  private static List<Evidence> recent(LongTexts known, EnrichedEvent request) {
    InferenceEvent event = request.event();
    List<Evidence> recent = new ArrayList<>(known.recent());
    recent.removeIf(old -> old.timestamp() <= event.timestamp() - WINDOW);
    if (recent.size() == Detection.MAX_EVIDENCE) {
      recent.remove(0);
    }
    recent.add(
        new Evidence(
            event.requestId(),
            event.timestamp(),
            String.format(
                Locale.ROOT,
                "%.0f characters, %.1f times what 99 %% of the texts keep to",
                event.input().textLength(),
                request.enrichment().standing().lengthRatio())));
    return recent;
  }

  private Detection detection(
      EnrichedEvent request, List<Evidence> recent, int found, int threshold) {
    InferenceEvent event = request.event();
    return new Detection(
        ConsumptionRule.RULE,
        Severity.MEDIUM,
        event.clientKey(),
        Subject.of(event.client(), event.model()),
        event.timestamp(),
        String.format(
            Locale.ROOT,
            "%d texts within ten minutes are at least %.1f times as long as 99 %% of the model's"
                + " texts, at last %.0f characters",
            found,
            ratio,
            event.input().textLength()),
        new Measure("oversized texts within ten minutes", found, threshold, 0),
        recent);
  }
}
