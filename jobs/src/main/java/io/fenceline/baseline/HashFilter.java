// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import io.fenceline.feature.Fingerprint;

/**
 * One set of telling hashes, to be compared with many. Sets of unrelated requests share none, which
 * a bit for each possible remainder of a hash tells without a look at this set; only where it does
 * not are both sets gone through.
 */
final class HashFilter {
  private static final int BITS = 1 << 13;

  private final long[] bits = new long[BITS / Long.SIZE];
  private int[] telling = {};

  /** Compares with this set from now on. */
  void set(int[] hashes) {
    for (int hash : telling) {
      bits[word(hash)] = 0;
    }
    telling = hashes;
    for (int hash : hashes) {
      bits[word(hash)] |= 1L << hash;
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
      hits += (int) (bits[word(all[i])] >>> all[i]) & 1;
    }
    // At most so many are shared.
    if (hits == 0 || (double) hits / Math.min(length, telling.length) <= best) {
      return 0;
    }
    return Fingerprint.share(telling, all, from, length);
  }

  private static int word(int hash) {
    return (hash & (BITS - 1)) / Long.SIZE;
  }
}
