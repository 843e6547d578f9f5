// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import io.fenceline.feature.Cusum;
import io.fenceline.model.Deviation;
import io.fenceline.model.EnrichedEvent;
import io.fenceline.model.Enrichment;
import io.fenceline.model.InferenceEvent;
import io.fenceline.model.Likeness;
import io.fenceline.model.Pace;
import java.util.Optional;

/** Judges one request against its client's past and the model's reference. */
final class RequestJudge {
  private final SimilarityGrouper grouper;
  private final NormalScores normal = new NormalScores();
  private final int burstRequests;

  RequestJudge(BaselineSettings settings) {
    grouper = new SimilarityGrouper(settings);
    burstRequests = settings.burstRequests();
  }

  /**
   * Judges the next request of a client, of which its state learns.
   *
   * @param reference what is normal for the model at that time
   */
  EnrichedEvent judge(InferenceEvent event, Optional<ModelReference> reference, ClientState state) {
    Likeness likeness = grouper.judge(event, reference, state);
    int perMinute = RequestRate.count(state, event.timestamp());
    boolean burst = RequestRate.beginsBurst(state, burstRequests);
    boolean steady = Cadence.beginsSteadyPace(state, event.timestamp());
    ModelScores scores = ModelScores.of(event, reference, normal);
    double entropy = state.entropy.adjust(scores.entropy());
    double oovRate = state.oovRate.adjust(scores.oovRate());
    double latency = state.latency.adjust(scores.latency());
    double rate = state.rate.score(perMinute);
    if (!likeness.nearDuplicate() && !likeness.replay()) {
      // What looks like an attack, or repeats itself, must not become the client's own norm.
      state.entropy = state.entropy.with(scores.entropy());
      state.oovRate = state.oovRate.with(scores.oovRate());
      state.latency = state.latency.with(scores.latency());
      state.rate = state.rate.with(perMinute);
      state.entropyCusum = drifted(state.entropyCusum, entropy, Deviation.ENTROPY_ALLOWANCE);
      state.oovCusum = drifted(state.oovCusum, oovRate, Deviation.OOV_ALLOWANCE);
    }
    return new EnrichedEvent(
        event,
        new Enrichment(
            false,
            likeness,
            new Deviation(
                entropy,
                oovRate,
                latency,
                rate,
                Double.isNaN(entropy) ? Double.NaN : state.entropyCusum,
                Double.isNaN(oovRate) ? Double.NaN : state.oovCusum,
                scores.baselineSize()),
            scores.standing(),
            new Pace(perMinute, burst, steady, state.regularity),
            state.habits.judge(event)));
  }

  private static double drifted(double sum, double score, double allowance) {
    return Double.isNaN(score)
        ? sum
        : Math.min(Deviation.MOST_DRIFT, Cusum.with(sum, score, allowance));
  }
}
