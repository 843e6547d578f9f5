// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import io.fenceline.feature.InputVector;
import io.fenceline.feature.StableHash;
import io.fenceline.model.InferenceEvent;
import io.fenceline.model.WindowMetric;

/**
 * What a model baseline keeps of one request.
 *
 * @param priority pseudo-random number drawn from the event's id: the smallest are kept, so which
 *     requests stand for the rest does not depend on the order of arrival
 * @param client hash of the client's identity
 * @param artefact version and digest that answered
 * @param predictedClass its class
 * @param entropy nats, NaN if unknown
 * @param confidence 0 to 1, NaN if unknown
 * @param oovRate 0 to 1, NaN if unknown
 * @param latencyMillis milliseconds, NaN if unknown
 * @param textLength characters, NaN if it was no text
 * @param perplexity from 1, NaN if unknown
 * @param vector {@link InputVector}, may be empty
 * @param fingerprint hashes, may be empty
 */
public record Sample(
    long priority,
    long client,
    String artefact,
    String predictedClass,
    float entropy,
    float confidence,
    float oovRate,
    float latencyMillis,
    float textLength,
    float perplexity,
    float[] vector,
    long[] fingerprint) {

  static long priority(InferenceEvent event) {
    return StableHash.mix(event.id().low());
  }

  /**
   * Hash of the client's identity, with which the key ends: the identity need not be put together.
   */
  static long client(InferenceEvent event) {
    return StableHash.of(event.clientKey(), event.model().key().length() + 1);
  }

  static Sample of(InferenceEvent event) {
    return of(event, client(event));
  }

  /** The same, where the hash of the client is known already. */
  static Sample of(InferenceEvent event, long client) {
    return new Sample(
        priority(event),
        client,
        event.model().artefact(),
        event.prediction().predictedClass(),
        (float) event.prediction().entropy(),
        (float) event.prediction().confidence(),
        (float) event.input().oovRate(),
        (float) event.latencyMillis(),
        (float) event.input().textLength(),
        (float) event.input().perplexity(),
        InputVector.of(event.input()),
        event.fingerprint());
  }

  /** A number of this request, NaN if unknown. */
  double value(WindowMetric metric) {
    return switch (metric) {
      case ENTROPY -> entropy;
      case CONFIDENCE -> confidence;
      case OOV_RATE -> oovRate;
      case TEXT_LENGTH -> textLength;
      case LATENCY -> latencyMillis;
    };
  }

  /** Without vector and fingerprint, which take most of the memory. */
  Sample withoutInput() {
    return new Sample(
        priority,
        client,
        artefact,
        predictedClass,
        entropy,
        confidence,
        oovRate,
        latencyMillis,
        textLength,
        perplexity,
        new float[0],
        new long[0]);
  }
}
