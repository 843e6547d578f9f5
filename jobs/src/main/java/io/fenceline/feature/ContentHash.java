// SPDX-License-Identifier: Apache-2.0
package io.fenceline.feature;

import io.fenceline.model.InferenceEvent;
import io.fenceline.model.Prediction;
import java.util.Arrays;

/** A hash over what a request sent and what it was answered: equal for a replay. */
public final class ContentHash {
  private ContentHash() {}

  /**
   * The answer belongs to it: an attack's step is often too small for quantised hashes and rounded
   * statistics, but moves the confidence. Records without statistics and fingerprint are never
   * replays, as nothing is known of their input.
   */
  public static long of(InferenceEvent event) {
    return of(event, InputVector.of(event.input()));
  }

  /** The same, where the {@link InputVector} is known already. */
  public static long of(InferenceEvent event, float[] vector) {
    Prediction answer = event.prediction();
    double perplexity = event.input().perplexity();
    if (vector.length == 0 && event.fingerprint().length == 0 && Double.isNaN(perplexity)) {
      return event.id().high() ^ event.id().low();
    }
    long hash = StableHash.of(answer.predictedClass());
    hash = StableHash.mix(hash ^ Arrays.hashCode(vector));
    hash = StableHash.mix(hash ^ Double.hashCode(perplexity));
    hash = StableHash.mix(hash ^ Double.hashCode(event.input().hiddenCharCount()));
    hash = StableHash.mix(hash ^ Double.hashCode(answer.confidence()));
    hash = StableHash.mix(hash ^ Double.hashCode(answer.entropy()));
    for (long each : event.fingerprint()) {
      hash = StableHash.mix(hash ^ each);
    }
    return hash;
  }
}
