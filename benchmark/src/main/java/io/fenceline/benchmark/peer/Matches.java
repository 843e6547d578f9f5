// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.peer;

/**
 * Which matches were found, whatever the order: equal sets have equal sums.
 *
 * @param count how many
 * @param sum of a hash of each one's client and last time
 */
record Matches(long count, long sum) {
  private static final long MIX = 0x9E3779B97F4A7C15L;

  static final Matches NONE = new Matches(0, 0);

  Matches and(long client, long time) {
    return new Matches(count + 1, sum + hash(client, time));
  }

  /** Of one match; a plain sum would not see two that swapped their times. */
  static long hash(long client, long time) {
    long mixed = (client * MIX ^ time) * MIX;
    return mixed ^ mixed >>> 32;
  }
}
