// SPDX-License-Identifier: Apache-2.0
package io.fenceline.dashboard;

import java.nio.charset.StandardCharsets;
import java.util.TreeSet;

/**
 * Counts different texts in bounded memory: exact up to {@value #KEPT}, then from the {@value
 * #KEPT} smallest hashes (k minimum values; Bar-Yossef and others, "Counting distinct elements in a
 * data stream", 2002) with a relative standard error of about 3 %.
 */
final class DistinctSketch {
  static final int KEPT = 1024;

  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private final TreeSet<Long> smallest = new TreeSet<>(Long::compareUnsigned);

  void add(String text) {
    offer(hash(text));
  }

  void merge(DistinctSketch other) {
    other.smallest.forEach(this::offer);
  }

  double estimate() {
    if (smallest.size() < KEPT) {
      return smallest.size();
    }
    // The k-th smallest of n uniform hashes lies at k / (n + 1) of their range.
    double share = (smallest.last() >>> 1) / (double) Long.MAX_VALUE;
    return Math.max(KEPT, Math.rint((KEPT - 1) / share));
  }

  private void offer(long hash) {
    if (smallest.size() < KEPT) {
      smallest.add(hash);
    } else if (Long.compareUnsigned(hash, smallest.last()) < 0 && smallest.add(hash)) {
      smallest.pollLast();
    }
  }

  /** FNV-1a, then the finaliser of MurmurHash3, which spreads it over the whole range. */
  private static long hash(String text) {
    long hash = OFFSET;
    for (byte part : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (part & 0xff)) * PRIME;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return hash ^ (hash >>> 33);
  }
}
