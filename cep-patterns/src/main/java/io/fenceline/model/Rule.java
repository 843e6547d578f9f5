// SPDX-License-Identifier: Apache-2.0
package io.fenceline.model;

import java.io.Serializable;
import java.util.List;

/**
 * What an alert says of the rule behind it.
 *
 * @param id stable slug such as {@code boundary-attack}, never reused for something else
 * @param version rises when the rule may decide differently
 * @param family what it looks at
 * @param title the alert's headline, the same for every case
 * @param techniques the attack techniques it is evidence of, the main one first
 * @param runbook what an analyst does next, in one or two sentences
 * @param ruleset which set it is of, as alerts show it; never empty
 * @param suppressionMillis its detections about one entity that follow each other at most this
 *     closely are one alert, in event time; 0 for what is configured for all rules
 * @param onTrial whether it is still being judged itself, so that it says nothing of a client's
 *     risk
 */
public record Rule(
    String id,
    int version,
    Family family,
    String title,
    List<AtlasTechnique> techniques,
    String runbook,
    String ruleset,
    long suppressionMillis,
    boolean onTrial)
    implements Serializable {

  /** The set of the detectors that are written in Java. */
  public static final String BUILT_IN = "fenceline";

  /** A savepoint from before there were sets holds none. */
  public Rule {
    ruleset = ruleset == null ? BUILT_IN : ruleset;
  }

  /** A rule of the built-in set, suppressed as is configured for all, not on trial. */
  public Rule(
      String id,
      int version,
      Family family,
      String title,
      List<AtlasTechnique> techniques,
      String runbook) {
    this(id, version, family, title, techniques, runbook, BUILT_IN, 0, false);
  }
}
