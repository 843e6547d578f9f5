// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistinctKeysTest {
  @ParameterizedTest
  @ValueSource(ints = {100, 1_000, 5_000, 10_000, 100_000, 1_000_000})
  void theEstimateLiesWithinFourStandardErrors(int keys) {
    DistinctKeys distinct = new DistinctKeys();
    for (int i = 0; i < keys; i++) {
      distinct.add("model\u001fip:10." + (i >> 16 & 255) + "." + (i >> 8 & 255) + "." + (i & 255));
    }
    assertThat(distinct.estimate()).isCloseTo(keys, withinPercentage(9.2));
  }

  @Test
  void repetitionsCountOnceAndFewAreExact() {
    DistinctKeys distinct = new DistinctKeys();
    assertThat(distinct.estimate()).isZero();
    for (int i = 0; i < 10_000; i++) {
      distinct.add("key:client-" + i % 10);
    }
    assertThat(distinct.estimate()).isEqualTo(10);
    distinct.clear();
    assertThat(distinct.estimate()).isZero();
  }
}
