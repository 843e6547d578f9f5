// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import io.fenceline.model.Client;
import io.fenceline.model.EventId;
import io.fenceline.model.Model;
import java.util.Comparator;

/**
 * A request that varies an earlier one of its own client, as it is compared with those of others.
 *
 * @param id identity of the record
 * @param timestamp its event time in epoch milliseconds
 * @param judged event time at which the baseline stage had judged it and all before it, the end of
 *     its tick
 * @param requestId the producer's id of the request
 * @param client who sent it
 * @param model which model answered
 * @param group the client's own group of near-duplicates that it belongs to
 * @param predicted the answer
 * @param switched whether the answer differs from the one before in that group
 * @param content hash over input and answer: equal if somebody sends the very same thing
 */
public record Probe(
    EventId id,
    long timestamp,
    long judged,
    String requestId,
    Client client,
    Model model,
    int group,
    String predicted,
    boolean switched,
    long content) {

  /** By time and id, which no order of arrival can change. */
  static final Comparator<Probe> ORDER =
      Comparator.comparingLong(Probe::timestamp).thenComparing(Probe::id);

  boolean sameClient(Probe other) {
    return client.isSame(other.client);
  }
}
