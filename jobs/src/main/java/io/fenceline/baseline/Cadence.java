// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import java.util.Arrays;

/**
 * How machine-like a client's pace is, after the beacon score of RITA (Active Countermeasures): the
 * mean of 1 less the Bowley skewness, and of 1 less the median absolute deviation over the median,
 * of the last {@value #INTERVALS} intervals between requests.
 *
 * <p>A log cannot show a smaller spread than its clock, so the deviation is taken to be at least
 * the clock's resolution: the largest of 1, 10, 100, 1,000 ms and a minute that divides all times
 * of the intervals. Without that, a busy client in a log of whole seconds would look like a
 * machine. Requests of the same time are one.
 */
final class Cadence {
  static final int INTERVALS = 64;

  /** From this on the pace is machine-like. */
  static final double STEADY = 0.9;

  /** Below this it is no longer. */
  private static final double UNEVEN = 0.8;

  private static final int FEWEST = 16;

  /** Sorting costs, and eight more intervals change little. */
  private static final int LOOK_EVERY = 8;

  private static final int[] RESOLUTIONS = {60_000, 1000, 100, 10};

  private Cadence() {}

  /** Counts one request, in the order of time; true for the one with which a steady pace begins. */
  static boolean beginsSteadyPace(ClientState state, long timestamp) {
    long last = state.lastAt;
    if (timestamp == last) {
      return false;
    }
    state.lastAt = timestamp;
    if (last == Long.MIN_VALUE) {
      return false;
    }
    int[] before = state.intervals;
    int kept = Math.min(before.length, INTERVALS - 1);
    int[] after = before.length == INTERVALS ? before : new int[kept + 1];
    System.arraycopy(before, before.length - kept, after, 0, kept);
    after[kept] = (int) Math.min(Integer.MAX_VALUE, timestamp - last);
    state.intervals = after;
    if (after.length < FEWEST || ++state.sinceLook < LOOK_EVERY) {
      return false;
    }
    state.sinceLook = 0;
    state.regularity = (float) regularity(after, resolution(after, timestamp));
    if (state.inSteadyPace) {
      state.inSteadyPace = state.regularity >= UNEVEN;
      return false;
    }
    state.inSteadyPace = after.length == INTERVALS && state.regularity >= STEADY;
    return state.inSteadyPace;
  }

  /** 0 (bursts of any length between any pauses) to 1 (a clock). */
  static double regularity(int[] intervals, int resolution) {
    int[] sorted = intervals.clone();
    Arrays.sort(sorted);
    double median = quantile(sorted, 0.5);
    double low = quantile(sorted, 0.25);
    double high = quantile(sorted, 0.75);
    double skewness = high == low ? 0 : (low + high - 2 * median) / (high - low);
    double spread = Math.max(resolution, medianDeviation(sorted, median));
    return (1 - Math.abs(skewness) + Math.max(0, 1 - spread / median)) / 2;
  }

  /** Of the deviations from the median, which grow from the middle outwards. */
  private static double medianDeviation(int[] sorted, double median) {
    int above = (sorted.length + 1) / 2;
    int below = above - 1;
    double before = 0;
    double newest = 0;
    for (int i = 0; i <= sorted.length / 2; i++) {
      double up = above < sorted.length ? sorted[above] - median : Double.POSITIVE_INFINITY;
      double down = below >= 0 ? median - sorted[below] : Double.POSITIVE_INFINITY;
      before = newest;
      newest = Math.min(up, down);
      if (down <= up) {
        below--;
      } else {
        above++;
      }
    }
    return sorted.length % 2 == 1 ? newest : before + 0.5 * (newest - before);
  }

  /** What all times are whole multiples of, in milliseconds. */
  static int resolution(int[] intervals, long lastTime) {
    for (int resolution : RESOLUTIONS) {
      if (lastTime % resolution == 0 && divides(intervals, resolution)) {
        return resolution;
      }
    }
    return 1;
  }

  private static boolean divides(int[] intervals, int resolution) {
    for (int interval : intervals) {
      if (interval % resolution != 0) {
        return false;
      }
    }
    return true;
  }

  /** Linear between the two nearest (Hyndman and Fan 1996, type 7). */
  private static double quantile(int[] sorted, double p) {
    double place = p * (sorted.length - 1);
    int below = (int) place;
    double next = sorted[Math.min(below + 1, sorted.length - 1)];
    return sorted[below] + (place - below) * (next - sorted[below]);
  }
}
