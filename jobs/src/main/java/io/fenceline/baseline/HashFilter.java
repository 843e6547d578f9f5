// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import io.fenceline.feature.Fingerprint;

/**
 * One set of telling hashes, to be compared with many. Sets of unrelated requests share none, which
 * a table of the possible remainders of a hash tells without a look at this set; only where it does
 * not are both sets gone through.
 */
final class HashFilter {
  /** Half of a processor's nearest memory; with fewer, unrelated sets too often seem to share. */
  private static final int REMAINDERS = 1 << 14;

  /** 1 for those of this set: a byte is read sooner than a bit. */
  private final byte[] marks = new byte[REMAINDERS];

  private int[] telling = {};

  /** Compares with this set from now on. */
  void set(int[] hashes) {
    for (int hash : telling) {
      marks[hash & (REMAINDERS - 1)] = 0;
    }
    telling = hashes;
    for (int hash : hashes) {
      marks[hash & (REMAINDERS - 1)] = 1;
    }
  }

  /**
   * {@link Fingerprint#share} with a part of {@code all}, if it is above {@code best}; else any
   * number up to that.
   *
   * @param best NaN if every share is above it
   */
  double share(int[] all, int from, int length, double best) {
    int hits = 0;
    for (int i = from; i < from + length; i++) {
      // By the length of the array itself the compiler sees that no index is outside of it.
      hits += marks[all[i] & (marks.length - 1)];
    }
    // At most so many are shared.
    if (hits == 0 || (double) hits / Math.min(length, telling.length) <= best) {
      return 0;
    }
    return Fingerprint.share(telling, all, from, length);
  }
}
