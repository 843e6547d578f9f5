// SPDX-License-Identifier: Apache-2.0
package io.fenceline.model;

import java.util.List;

/**
 * What an analyst sees: one rule about one entity over one stretch of time.
 *
 * @param id deterministic: hash of rule, version, entity and first detection
 * @param revision rises with each update of the same alert, from 1
 * @param severity the highest of its detections so far, or a step above it, see {@code risk}
 * @param subject everybody who took part so far
 * @param timestamp event time at which the first evidence was complete; never changes
 * @param firstSeen event time of the oldest evidence
 * @param lastSeen event time of the newest detection
 * @param count detections so far
 * @param reason sentence of the first detection of the highest severity
 * @param measure its number
 * @param evidence its requests, at most {@link Detection#MAX_EVIDENCE}
 * @param updated event time of this revision: the last millisecond of the second in which it was
 *     known, never behind the watermark by then, so that rules over alerts may go by it; 0 if it is
 *     not published
 * @param risk why it is worse than each of its detections, {@link Risk#NONE} if it is not
 */
public record Alert(
    String id,
    long revision,
    Rule rule,
    Severity severity,
    Subject subject,
    long timestamp,
    long firstSeen,
    long lastSeen,
    long count,
    String reason,
    Measure measure,
    List<Evidence> evidence,
    long updated,
    Risk risk) {
  private static final int MOST_RISK = 100;

  /** 0 to 100. Raised alerts come before others of their severity, as many points as they have. */
  public int riskScore() {
    return Math.max(severity.score(), Math.min(MOST_RISK, risk.score()));
  }

  /** Ids of the requests that prove it, as far as they have one. */
  public List<String> requestIds() {
    return evidence.stream().map(Evidence::requestId).filter(id -> !id.isEmpty()).toList();
  }
}
