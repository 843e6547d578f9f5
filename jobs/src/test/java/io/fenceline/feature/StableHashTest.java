// SPDX-License-Identifier: Apache-2.0
package io.fenceline.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StableHashTest {

  @Test
  void hashesAreTheSameInEveryVersionOfTheProduct() {
    // Computed apart from this code, with arbitrary-precision integers: sampled clients of a
    // savepoint depend on these numbers.
    assertThat(StableHash.of("")).isEqualTo(-1166397803181037274L);
    assertThat(StableHash.of("a")).isEqualTo(-9033471704281723301L);
    assertThat(StableHash.of("key:k-42")).isEqualTo(1636679363215536208L);
    assertThat(StableHash.of("ключ")).isEqualTo(-1152687777266256993L);
    assertThat(StableHash.of("model/key:k-42", 6)).isEqualTo(1636679363215536208L);
    assertThat(StableHash.mix(0)).isZero();
    assertThat(StableHash.mix(1)).isEqualTo(-5451962507482445012L);
  }

  @Test
  void similarNamesSpreadEvenlyOverTheRange() {
    int[] buckets = new int[64];
    Set<Long> distinct = new HashSet<>();
    for (int i = 0; i < 64_000; i++) {
      long hash = StableHash.of("key:client-" + i);
      buckets[(int) (hash >>> 58)]++;
      distinct.add(hash);
    }
    assertThat(distinct).hasSize(64_000);
    // Mean 1000, standard deviation 31: five of them.
    assertThat(Arrays.stream(buckets).boxed())
        .allSatisfy(count -> assertThat(count).isBetween(845, 1155));
  }

  @Test
  void oneFlippedBitOfANumberFlipsAboutHalfOfTheBits() {
    for (int bit = 0; bit < 64; bit++) {
      int flipped = 0;
      for (long i = 1; i <= 1000; i++) {
        flipped += Long.bitCount(StableHash.mix(i) ^ StableHash.mix(i ^ (1L << bit)));
      }
      assertThat(flipped / 1000d).as("bit %d", bit).isBetween(30.0, 34.0);
    }
  }
}
