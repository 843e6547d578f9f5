// SPDX-License-Identifier: Apache-2.0
package io.fenceline.model;

import io.fenceline.model.serializer.InferenceEventType;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * One request to a model and its answer, as the producer logged it (DESIGN: inference event in).
 *
 * @param id identity of the record's content
 * @param timestamp event time in epoch milliseconds
 * @param requestId the producer's id of the request; chosen by a client in some deployments, so
 *     neither unique nor trusted
 * @param client who asked
 * @param model which model answered
 * @param input statistics of the input
 * @param prediction the answer
 * @param latencyMillis time to answer in milliseconds, NaN if not logged
 * @param fingerprint the input's similarity hashes, distinct, in the producer's order; empty if not
 *     logged
 * @param activations statistics by layer
 * @param context what else the contract knows of the request
 * @param extra fields outside the contract that the privacy policy asked for, by dotted path;
 *     values are JSON text until the policy is applied
 * @param privateFields how many fields outside the contract were left behind because nothing
 *     declares them public
 * @param origin where the record was read
 * @param clientKey key of all per-client stages: one client on one model. It follows from {@code
 *     model} and {@code client}, and is kept because every stage asks for it
 */
@TypeInfo(InferenceEventType.class)
public record InferenceEvent(
    EventId id,
    long timestamp,
    String requestId,
    Client client,
    Model model,
    InputStats input,
    Prediction prediction,
    double latencyMillis,
    long[] fingerprint,
    Map<String, LayerStats> activations,
    RequestContext context,
    Map<String, String> extra,
    int privateFields,
    Origin origin,
    String clientKey) {

  /** The event of what a log says. */
  public InferenceEvent(
      EventId id,
      long timestamp,
      String requestId,
      Client client,
      Model model,
      InputStats input,
      Prediction prediction,
      double latencyMillis,
      long[] fingerprint,
      Map<String, LayerStats> activations,
      RequestContext context,
      Map<String, String> extra,
      int privateFields,
      Origin origin) {
    this(
        id,
        timestamp,
        requestId,
        client,
        model,
        input,
        prediction,
        latencyMillis,
        fingerprint,
        activations,
        context,
        extra,
        privateFields,
        origin,
        model.keyOf(client));
  }

  /**
   * The fingerprint as text: each hash as 8 lower-case hexadecimal digits, or 16 if it needs more.
   */
  public List<String> hashes() {
    HexFormat format = HexFormat.of();
    return Arrays.stream(fingerprint)
        .mapToObj(
            hash ->
                hash >>> Integer.SIZE == 0
                    ? format.toHexDigits((int) hash)
                    : format.toHexDigits(hash))
        .toList();
  }
}
