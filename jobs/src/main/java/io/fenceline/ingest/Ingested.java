// SPDX-License-Identifier: Apache-2.0
package io.fenceline.ingest;

import io.fenceline.model.DeadLetter;
import io.fenceline.model.InferenceEvent;

/**
 * What a source makes of one record: an event, or a dead letter. It never leaves the source's task:
 * the next function in the chain takes the two apart.
 *
 * <p>A sealed pair would be the natural type, but Flink serialises sealed types with Kryo; so this
 * is a record of which exactly one component is set, built here only.
 */
public record Ingested(InferenceEvent event, DeadLetter deadLetter) {

  /** A record that became an event. */
  public static Ingested accepted(InferenceEvent event) {
    return new Ingested(event, null);
  }

  /** A record that was set aside. */
  public static Ingested refused(DeadLetter deadLetter) {
    return new Ingested(null, deadLetter);
  }

  /** True if the record became an event. */
  public boolean isAccepted() {
    return event != null;
  }
}
