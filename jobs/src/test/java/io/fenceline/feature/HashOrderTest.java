// SPDX-License-Identifier: Apache-2.0
package io.fenceline.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class HashOrderTest {

  @Property
  void anyNumbersAreSortedAsTheLibrarySortsThem(@ForAll @Size(max = 100) int[] numbers) {
    int[] sorted = numbers.clone();

    HashOrder.sort(sorted, sorted.length);

    Arrays.sort(numbers);
    assertThat(sorted).isEqualTo(numbers);
  }

  @Property
  void whatLiesBehindThemStays(
      @ForAll @Size(min = 20, max = 80) int[] numbers, @ForAll @IntRange(max = 20) int size) {
    int[] sorted = numbers.clone();

    HashOrder.sort(sorted, size);

    Arrays.sort(numbers, 0, size);
    assertThat(sorted).isEqualTo(numbers);
  }
}
