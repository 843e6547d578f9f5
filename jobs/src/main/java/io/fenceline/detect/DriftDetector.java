// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import io.fenceline.feature.Cusum;
import io.fenceline.model.Detection;
import io.fenceline.model.EnrichedEvent;
import io.fenceline.model.Evidence;
import io.fenceline.model.Likeness;
import io.fenceline.model.Measure;
import io.fenceline.model.Severity;
import io.fenceline.model.Subject;
import io.fenceline.model.serializer.ImageReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Finds a client whose score stays above its baseline: a one-sided CUSUM (Page 1954) of the normal
 * score less the allowance {@code k}, with an alarm at {@code h}. For independent normal scores
 * Siegmund's approximation gives {@code (exp(2k(h + 1.166)) - 2k(h + 1.166) - 1) / 2k²} requests to
 * a false alarm; {@code k = 0.5, h = 15}: about 2·10⁷.
 *
 * <p>Replays and near-duplicates are passed over: they repeat one finding instead of adding to it,
 * and a steady probe or a camera would drift by standing still.
 *
 * <p>State per client and model: one {@link DriftState}, under 2 kB with request ids of 36
 * characters, cleared when idle.
 */
final class DriftDetector extends ClientDetector<DriftState> {
  private static final long serialVersionUID = 1L;

  private final DriftMetric metric;
  private final double allowance;
  private final double threshold;

  DriftDetector(DriftMetric metric, double allowance, double threshold, long idleMillis) {
    super(metric.slot(), DriftState.class, idleMillis);
    this.metric = metric;
    this.allowance = allowance;
    this.threshold = threshold;
  }

  @Override
  DriftState none() {
    return DriftState.NONE;
  }

  @Override
  DriftState read(ImageReader in) {
    return DriftState.read(in);
  }

  @Override
  boolean concerns(EnrichedEvent event) {
    Likeness likeness = event.enrichment().likeness();
    return !Double.isNaN(metric.score(event)) && !likeness.replay() && !likeness.nearDuplicate();
  }

  @Override
  DriftState judge(DriftState before, EnrichedEvent event, Findings out) {
    double sum = Cusum.with(before.sum(), metric.score(event), allowance);
    if (sum == 0) {
      return DriftState.NONE;
    }
    DriftState after = new DriftState(sum, before.requests() + 1, evidence(before, event));
    if (sum < threshold) {
      return after;
    }
    out.collect(detection(after, event));
    return DriftState.NONE;
  }

  private List<DriftState.Sighting> evidence(DriftState before, EnrichedEvent event) {
    List<DriftState.Sighting> known = before.evidence();
    int from = known.size() == Detection.MAX_EVIDENCE ? 1 : 0;
    List<DriftState.Sighting> evidence = new ArrayList<>(known.size() - from + 1);
    for (int i = from; i < known.size(); i++) {
      evidence.add(known.get(i));
    }
    evidence.add(
        new DriftState.Sighting(
            event.event().requestId(),
            event.event().timestamp(),
            metric.value(event),
            metric.score(event)));
    return evidence;
  }

  private Evidence inWords(DriftState.Sighting seen) {
    return new Evidence(
        seen.requestId(),
        seen.timestamp(),
        String.format(
            Locale.ROOT,
            "%s %.3f, %.1f standard deviations above the baseline",
            metric.title(),
            seen.value(),
            seen.score()));
  }

  private Detection detection(DriftState state, EnrichedEvent event) {
    return new Detection(
        metric.rule(),
        state.mean(allowance) >= metric.far() ? Severity.MEDIUM : Severity.LOW,
        event.event().clientKey(),
        Subject.of(event.event().client(), event.event().model()),
        event.event().timestamp(),
        String.format(
            Locale.ROOT,
            "%s of the last %d distinct requests is far above the baseline, at last %.3f",
            metric.title(),
            state.requests(),
            metric.value(event)),
        new Measure(
            "CUSUM of the normal score of the " + metric.title(),
            state.sum(),
            threshold,
            event.enrichment().deviation().baselineSize()),
        new ArrayList<>(state.evidence().stream().map(this::inWords).toList()));
  }
}
