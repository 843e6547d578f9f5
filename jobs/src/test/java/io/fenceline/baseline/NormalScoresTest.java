// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NormalScoresTest {
  @Test
  void samplesOfAnySizeAreScoredEvenWhenTheirTablesAreMoreThanAreKept() {
    NormalScores scores = new NormalScores();
    for (int round = 0; round < 2; round++) {
      for (int size = 1; size <= 2 * ReferenceBuilder.RESERVOIR; size += 7) {
        for (int below : new int[] {0, size / 2, size}) {
          Distribution.Place place = new Distribution.Place(below, below, size);
          assertThat(scores.of(place)).isEqualTo(place.normalScore());
        }
      }
    }
  }
}
