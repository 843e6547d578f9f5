// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import io.fenceline.model.Detection;
import io.fenceline.model.EnrichedEvent;
import io.fenceline.model.Enrichment;
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
 * Finds a client whose texts keep the model busy for long, although none of them is oversized
 * enough for {@link LongTextDetector}: a CUSUM (Page 1954) of the latency's normal score over the
 * client's longest texts.
 *
 * <p>Two signals must be unusual in the same request, the latency and the length. Latency alone
 * says nothing of a client: in a slow hour of the model it is high for everybody. Each request of
 * ordinary length lowers the sum, so that a client with few long texts is left alone. Low, because
 * both signals have honest causes.
 *
 * <p>State per client and model: {@link CostlySpell}, under 3 kB, for most clients none.
 */
final class CostlySpellDetector extends ClientDetector<CostlySpell> {
  /** Allowance and limit as for {@code detect.oov}: texts of one client resemble each other. */
  private static final double ALLOWANCE = 0.75;

  private static final double THRESHOLD = 15;

  /** One request, however slow, is no spell. */
  private static final double MAX_SCORE = 3;

  /** Longer than 99 % of the model's texts. */
  private static final double LONG = 1;

  private static final int MAX_ALARMS = 16;
  private static final long serialVersionUID = 1L;

  /** See {@link ClientDetector}. */
  private static final int SLOT = 5;

  CostlySpellDetector(long idleMillis) {
    super(SLOT, CostlySpell.class, idleMillis);
  }

  @Override
  CostlySpell none() {
    return CostlySpell.NONE;
  }

  @Override
  CostlySpell read(ImageReader in) {
    return CostlySpell.read(in);
  }

  @Override
  boolean concerns(EnrichedEvent request) {
    Enrichment known = request.enrichment();
    return !Double.isNaN(known.deviation().latency())
        && !Double.isNaN(known.standing().lengthRatio())
        && !known.likeness().replay();
  }

  @Override
  CostlySpell judge(CostlySpell known, EnrichedEvent request, Findings out) {
    double score = Math.min(request.enrichment().deviation().latency(), MAX_SCORE);
    boolean counts = request.enrichment().standing().lengthRatio() > LONG;
    double sum = known.sum() + (counts ? score : 0) - ALLOWANCE;
    if (sum <= 0) {
      return new CostlySpell(0, 0, known.alarms(), List.of());
    }
    CostlySpell spell =
        new CostlySpell(
            sum,
            known.requests() + 1,
            known.alarms(),
            counts ? evidence(known, request) : known.evidence());
    double threshold = THRESHOLD * (1 << known.alarms());
    if (sum < threshold) {
      return spell;
    }
    out.collect(detection(request, spell, threshold));
    return new CostlySpell(0, 0, Math.min(MAX_ALARMS, known.alarms() + 1), List.of());
  }

  private static List<Evidence> evidence(CostlySpell known, EnrichedEvent request) {
    InferenceEvent event = request.event();
    List<Evidence> evidence = new ArrayList<>(known.evidence());
    if (evidence.size() == Detection.MAX_EVIDENCE) {
      evidence.remove(0);
    }
    evidence.add(
        new Evidence(
            event.requestId(),
            event.timestamp(),
            String.format(
                Locale.ROOT,
                "%.0f characters took %.1f ms, %.1f standard deviations above the baseline",
                event.input().textLength(),
                event.latencyMillis(),
                request.enrichment().deviation().latency())));
    return evidence;
  }

  private static Detection detection(EnrichedEvent request, CostlySpell spell, double threshold) {
    InferenceEvent event = request.event();
    return new Detection(
        ConsumptionRule.RULE,
        Severity.LOW,
        event.clientKey(),
        Subject.of(event.client(), event.model()),
        event.timestamp(),
        String.format(
            Locale.ROOT,
            "long texts among the last %d requests take far longer than usual, at last %.1f ms",
            spell.requests(),
            event.latencyMillis()),
        new Measure(
            "CUSUM of the normal score of the latency of long texts",
            spell.sum(),
            threshold,
            request.enrichment().deviation().baselineSize()),
        spell.evidence());
  }
}
