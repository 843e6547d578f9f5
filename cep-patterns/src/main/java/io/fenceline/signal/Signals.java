// SPDX-License-Identifier: Apache-2.0
package io.fenceline.signal;

import io.fenceline.model.EnrichedEvent;
import io.fenceline.model.InferenceEvent;
import io.fenceline.model.Likeness;
import io.fenceline.model.Pace;
import io.fenceline.model.ScoreTrend;
import io.fenceline.model.SimilarityGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The few facts of enriched events that patterns read; a pure function of the event. What an
 * attacker can count up is sent for the first few and then at each doubling, so that a group of n
 * requests gives O(log n) signals.
 */
public final class Signals {
  private static final int FIRST_RUN = 8;
  private static final int EACH_UP_TO = 16;

  private Signals() {}

  /** The facts that one event shows, in the same order always; mostly none. */
  public static List<Signal> of(EnrichedEvent enriched) {
    List<Signal> found = new ArrayList<>(0);
    each(enriched, found);
    return found;
  }

  private static void each(EnrichedEvent enriched, List<Signal> out) {
    Likeness found = enriched.enrichment().likeness();
    Pace pace = enriched.enrichment().pace();
    InferenceEvent event = enriched.event();
    if (pace.burst()) {
      out.add(
          signal(
              SignalKind.REQUEST_BURST,
              event,
              0,
              pace.requestsPerMinute(),
              pace.requestsPerMinute() + " requests within a minute"));
    }
    if (pace.steady()) {
      out.add(
          signal(
              SignalKind.REGULAR_PACE,
              event,
              0,
              pace.regularity(),
              String.format(
                  Locale.ROOT,
                  "intervals between requests are machine-like (regularity %.2f)",
                  pace.regularity())));
    }
    if (!found.nearDuplicate()) {
      return;
    }
    int group = found.group().id();
    int size = found.group().size();
    if (size >= FIRST_RUN && (isPowerOfTwo(size) || found.group().confirmed() == 1)) {
      // A group that became evidence late has passed earlier sizes in silence.
      int run = Integer.highestOneBit(size);
      out.add(
          signal(
              SignalKind.NEAR_DUPLICATE_RUN,
              event,
              group,
              run,
              run + " near-duplicate requests so far"));
    }
    if (isPowerOfTwo(found.series())) {
      out.add(
          signal(
              SignalKind.NEAR_DUPLICATE_SERIES,
              event,
              0,
              found.series(),
              found.series()
                  + " near-duplicates in a series, "
                  + found.recent()
                  + " of the last 32 requests"));
    }
    if (found.stopping() > 0) {
      out.add(
          signal(
              SignalKind.LEFT_AFTER_SWITCH,
              event,
              group,
              found.stopping(),
              "the series before this one was left right after its class had switched"));
    }
    if (found.classSwitch() && isCounted(found.group().switches())) {
      String shows =
          "class changed from "
              + found.previousClass()
              + " to "
              + event.prediction().predictedClass()
              + " on a near-duplicate";
      int number = found.group().switches();
      out.add(signal(SignalKind.CLASS_SWITCH, event, group, number, shows));
      if (isWalk(found.group())) {
        out.add(signal(SignalKind.BOUNDARY_CROSSING, event, group, number, shows));
      }
    }
    ScoreTrend trend = found.group().trend();
    if (trend.descent()) {
      out.add(
          signal(
              trend.sweep() ? SignalKind.SCORE_SWEEP : SignalKind.SCORE_DESCENT,
              event,
              group,
              trend.tau(),
              "confidence in class "
                  + trend.referenceClass()
                  + " fell from "
                  + confidence(trend.before())
                  + " to "
                  + confidence(trend.after())
                  + " over "
                  + size
                  + " near-duplicates"));
    }
    if (found.lowMargin() && isCounted(found.group().lowMargins())) {
      double confidence = event.prediction().confidence();
      out.add(
          signal(
              SignalKind.LOW_MARGIN,
              event,
              group,
              confidence,
              String.format(Locale.ROOT, "confidence %.2f on a near-duplicate", confidence)));
    }
  }

  /** With so many digits that 0.9999 and 0.9984 differ. */
  private static String confidence(double logOdds) {
    double confidence = 1 / (1 + Math.exp(-logOdds));
    boolean extreme = confidence >= 0.995 || confidence < 0.005;
    return String.format(Locale.ROOT, extreme ? "%.6f" : "%.2f", confidence);
  }

  /**
   * Every second or third step of a walk crosses between the same two classes, near both. An
   * undecided scene before a camera flickers now and then; what explanation tools cover up turns
   * into many classes.
   */
  private static boolean isWalk(SimilarityGroup group) {
    return group.switches() >= 0.1 * group.size()
        && group.topTwoShare() >= 0.9
        && group.lowMargins() >= 0.3 * group.size();
  }

  private static boolean isCounted(int number) {
    return number <= EACH_UP_TO || isPowerOfTwo(number);
  }

  private static boolean isPowerOfTwo(int number) {
    return Integer.bitCount(number) == 1;
  }

  private static Signal signal(
      SignalKind kind, InferenceEvent event, int group, double value, String shows) {
    return new Signal(
        kind,
        event.timestamp(),
        event.clientKey(),
        event.client(),
        event.model(),
        event.requestId(),
        group,
        value,
        shows);
  }
}
