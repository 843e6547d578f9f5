// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.job;

import java.util.List;

/**
 * How late alerts were.
 *
 * @param sorted milliseconds beyond the out-of-orderness, ascending
 * @param busy processor seconds per second of the clock
 */
record Latency(List<Long> sorted, double busy) {
  int alerts() {
    return sorted.size();
  }

  /** What so large a share of all stays within, by nearest rank. */
  long share(double share) {
    return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
  }
}
