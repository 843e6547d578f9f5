// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import io.fenceline.feature.StableHash;
import java.util.Arrays;

/**
 * How many different keys were seen, in {@value #REGISTERS} bytes (HyperLogLog; Flajolet, Fusy,
 * Gandouet, Meunier, "HyperLogLog: the analysis of a near-optimal cardinality estimation
 * algorithm", 2007, with its linear counting of few keys). Relative standard error 2.3 %.
 */
final class DistinctKeys {
  private static final int INDEX_BITS = 11;
  private static final int REGISTERS = 1 << INDEX_BITS;
  private static final double ALPHA = 0.7213 / (1 + 1.079 / REGISTERS);

  private final byte[] registers = new byte[REGISTERS];

  /** Notes a key by its hash code, which costs nothing where Flink has asked for it already. */
  void add(Object key) {
    long hash = StableHash.mix(key.hashCode());
    int register = (int) (hash >>> (Long.SIZE - INDEX_BITS));
    int rank = Long.numberOfLeadingZeros(hash << INDEX_BITS | 1L << (INDEX_BITS - 1)) + 1;
    if (rank > registers[register]) {
      registers[register] = (byte) rank;
    }
  }

  void clear() {
    Arrays.fill(registers, (byte) 0);
  }

  /** Rounded to a whole number. */
  long estimate() {
    double sum = 0;
    int empty = 0;
    for (byte rank : registers) {
      sum += 1.0 / (1L << rank);
      empty += rank == 0 ? 1 : 0;
    }
    double estimate = ALPHA * REGISTERS * REGISTERS / sum;
    boolean few = estimate <= 2.5 * REGISTERS && empty > 0;
    return Math.round(few ? REGISTERS * Math.log((double) REGISTERS / empty) : estimate);
  }
}
