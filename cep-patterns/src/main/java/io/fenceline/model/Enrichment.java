// SPDX-License-Identifier: Apache-2.0
package io.fenceline.model;

/**
 * What the job knows of an event beyond its log line, judged against the same client's earlier
 * requests and the model's baseline of the windows before.
 *
 * @param late true if the event came behind the watermark: delivered, but not judged
 * @param likeness to the client's earlier requests
 * @param deviation from what is normal
 * @param standing in the model's traffic
 * @param pace of the client
 * @param novelty of where and how its credential was used
 */
public record Enrichment(
    boolean late,
    Likeness likeness,
    Deviation deviation,
    Standing standing,
    Pace pace,
    Novelty novelty) {

  /** An event that came behind the watermark. */
  public static final Enrichment LATE =
      new Enrichment(true, Likeness.NONE, Deviation.NONE, Standing.NONE, Pace.NONE, Novelty.NONE);
}
