// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import java.util.Arrays;

/**
 * Counts a client's requests per second over the last minute, in as many counters as seconds have
 * passed since the first of them: most clients need few.
 */
final class RequestRate {
  static final int SECONDS = 60;
  private static final int BURST_SECONDS = 10;

  private RequestRate() {}

  /** Counts one request and returns how many there were in the last 60 s. */
  static int count(ClientState state, long timestamp) {
    long second = Math.floorDiv(timestamp, 1000);
    long passed = second - state.second;
    int length = state.perSecond.length;
    if (length == 0 || passed >= SECONDS) {
      state.perSecond = new int[1];
      state.second = second;
    } else if (passed > 0) {
      int kept = Math.min(length, SECONDS - (int) passed);
      boolean whole = kept + passed == length;
      int[] moved = whole ? state.perSecond : new int[kept + (int) passed];
      System.arraycopy(state.perSecond, length - kept, moved, 0, kept);
      if (whole) {
        Arrays.fill(moved, kept, length, 0);
      }
      state.perSecond = moved;
      state.second = second;
    }
    state.perSecond[state.perSecond.length - 1]++;
    int sum = 0;
    for (int requests : state.perSecond) {
      sum += requests;
    }
    return sum;
  }

  /** True for the request with which the rate over 10 s reaches the limit. */
  static boolean beginsBurst(ClientState state, int limit) {
    int recent = 0;
    int length = state.perSecond.length;
    for (int i = Math.max(0, length - BURST_SECONDS); i < length; i++) {
      recent += state.perSecond[i];
    }
    if (state.inBurst) {
      state.inBurst = recent > limit / 2;
      return false;
    }
    state.inBurst = recent >= limit;
    return state.inBurst;
  }
}
