// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import io.fenceline.feature.Fingerprint;
import io.fenceline.feature.HashOrder;
import io.fenceline.feature.StableHash;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * {@link Fingerprint#telling} for many requests and few models: a bit for each remainder says of
 * nearly every hash that it is none of the model's common ones, without a search.
 */
final class TellingHashes {
  private static final int BITS = 1 << 16;

  /** References live for a window: beyond so many, old ones are over. */
  private static final int MODELS = 64;

  private final Map<long[], long[]> filters = new IdentityHashMap<>();

  int[] of(long[] fingerprint, long[] common) {
    if (fingerprint.length == 0 || common.length == 0) {
      return Fingerprint.telling(fingerprint, common);
    }
    long[] filter = filter(common);
    int[] telling = new int[fingerprint.length];
    int size = 0;
    for (long hash : fingerprint) {
      int shortened = (int) StableHash.mix(hash);
      int bit = shortened & (BITS - 1);
      if ((filter[bit / Long.SIZE] >>> bit & 1) == 0 || Arrays.binarySearch(common, hash) < 0) {
        telling[size] = shortened;
        size++;
      }
    }
    HashOrder.sort(telling, size);
    int kept = Math.min(size, Fingerprint.MOST);
    return kept == telling.length ? telling : Arrays.copyOf(telling, kept);
  }

  private long[] filter(long[] common) {
    long[] filter = filters.get(common);
    if (filter == null) {
      filter = new long[BITS / Long.SIZE];
      for (long hash : common) {
        int bit = bit(hash);
        filter[bit / Long.SIZE] |= 1L << bit;
      }
      if (filters.size() == MODELS) {
        filters.clear();
      }
      filters.put(common, filter);
    }
    return filter;
  }

  private static int bit(long hash) {
    return (int) StableHash.mix(hash) & (BITS - 1);
  }
}
