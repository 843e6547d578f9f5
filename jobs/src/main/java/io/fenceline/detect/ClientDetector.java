// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import io.fenceline.model.EnrichedEvent;
import io.fenceline.model.serializer.ImageReader;
import java.io.Serializable;

/**
 * A detector that judges each request of a client by one record it keeps of that client on that
 * model. {@link ClientDetectors} runs it and keeps the record, which is over after the idle time,
 * judged by the next request's own time.
 *
 * @param <S> the record
 */
abstract class ClientDetector<S extends ClientRecord> implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int slot;
  private final Class<S> type;
  private final IdleTime idle;

  /**
   * Makes the detector.
   *
   * @param slot of its records in savepoints, 0 to 31; never to be changed, nor used again for
   *     records that are written otherwise
   * @param idleMillis event time without a request of concern after which a record is over
   */
  ClientDetector(int slot, Class<S> type, long idleMillis) {
    this.slot = slot;
    this.type = type;
    this.idle = new IdleTime(idleMillis);
  }

  final int slot() {
    return slot;
  }

  final Class<S> type() {
    return type;
  }

  final IdleTime idle() {
    return idle;
  }

  /** What is known of a client of whom nothing is remembered. */
  abstract S none();

  /** False for a request that can neither be evidence nor change what is remembered. */
  abstract boolean concerns(EnrichedEvent request);

  /** The same once something is remembered, for detectors that then look at more requests. */
  boolean concerns(S known, EnrichedEvent request) {
    return concerns(request);
  }

  /** What is known of the client after this request; {@link #none()} keeps no state. */
  abstract S judge(S known, EnrichedEvent request, Findings out);

  /** Reads a record as it wrote itself. */
  abstract S read(ImageReader in);
}
