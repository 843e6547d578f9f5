// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import io.fenceline.feature.StableHash;
import io.fenceline.model.Model;
import java.util.Arrays;

/**
 * A probe under one of its bands. Bands are the smallest hashes after a mix: of two sets that share
 * a share {@code s} of their union, each of these is the same with probability {@code s} (min-wise
 * hashing, Broder 1997), so near-duplicates meet under at least one of four nearly always.
 *
 * @param band the hash
 * @param telling {@link io.fenceline.feature.Fingerprint#telling}
 * @param probe the request
 */
public record BandedProbe(int band, int[] telling, Probe probe) {
  /** Bands of one probe at most. */
  static final int BANDS = 4;

  /** Sets a band's order apart from the order of the hashes, which the producer chose by size. */
  private static final long SEED = 0x9e3779b97f4a7c15L;

  /** The bands of a set of hashes. */
  static int[] bands(int[] telling) {
    return Arrays.stream(telling)
        .mapToLong(hash -> StableHash.mix(hash ^ SEED) & 0xffffffff00000000L | hash & 0xffffffffL)
        .sorted()
        .limit(BANDS)
        .mapToInt(mixed -> (int) mixed)
        .toArray();
  }

  /** One model's requests under one band, on no other model's way. */
  String key() {
    return probe.model().key() + Model.SEPARATOR + band;
  }
}
