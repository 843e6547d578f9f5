// SPDX-License-Identifier: Apache-2.0
package io.fenceline.signal;

import java.util.Locale;

/** The closed set of facts that patterns may put in order. */
public enum SignalKind {
  /**
   * A group of near-duplicate requests has reached a size of 8, 16, 32 … ({@link Signal#value()}).
   * Replays of the very same request do not count.
   */
  NEAR_DUPLICATE_RUN,
  /**
   * A client's series of near-duplicates of whatever groups has reached 8, 16, 32 … ({@link
   * Signal#value()}). A series begins when 8 of the last 32 requests are near-duplicates, and ends
   * when only 4 are.
   */
  NEAR_DUPLICATE_SERIES,
  /**
   * The class changed between two near-duplicate requests of one group. Sent for the first 16
   * switches of a group, then at each doubling ({@link Signal#value()} is the running number).
   */
  CLASS_SWITCH,
  /**
   * A class switch in a group that looks like a walk along a boundary: a tenth of its requests were
   * switches, nine tenths of its answers have one of two classes and three tenths a low confidence
   * ({@link Signal#value()} is the running number of the switch, sent as often).
   */
  BOUNDARY_CROSSING,
  /**
   * A near-duplicate whose confidence is close to the decision boundary. Sent for the first 16 of a
   * group, then at each doubling ({@link Signal#value()} is the confidence).
   */
  LOW_MARGIN,
  /**
   * More requests within 10 s than the configured limit, sent once until the rate has fallen to
   * half of it ({@link Signal#value()} is the number of requests within the last minute).
   */
  REQUEST_BURST,
  /**
   * The intervals between a client's last 64 requests have become as even as a machine's, sent once
   * until they are uneven again ({@link Signal#value()} is the regularity, 0 to 1).
   */
  REGULAR_PACE,
  /**
   * The model's belief in the class of a group's first request fell steadily along the group. Asked
   * at group sizes 24, 32, 48, 64, 96 … ({@link Signal#value()} is Kendall's tau).
   */
  SCORE_DESCENT,
  /**
   * A descent along inputs that changed by even steps, or with log-odds that changed smoothly, as a
   * test of brightness and a camera in motion make them ({@link Signal#value()} is Kendall's tau).
   */
  SCORE_SWEEP,
  /**
   * The client has left a group right after its class had switched ({@link Signal#value()} is the
   * evidence that this is a habit, in nats).
   */
  LEFT_AFTER_SWITCH;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** Its name in documents and tables: lower case with underscores. */
  public String word() {
    return word;
  }
}
