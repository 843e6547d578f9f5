// SPDX-License-Identifier: Apache-2.0
package io.fenceline.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ShortestDecimalTest {
  private static final String UNCLEAR = "";

  @Test
  void numbersBesidePowersAreWrittenAsTheLibraryWritesThem() {
    for (int power = -10; power < 24; power++) {
      around(Math.scalb(1.0, power));
    }
    for (double power = ShortestDecimal.MIN; power < ShortestDecimal.MAX; power *= 10) {
      around(power);
    }
  }

  private static void around(double number) {
    double next = Math.nextDown(number);
    for (int i = 0; i < 1_000; i++, next = Math.nextDown(next)) {
      check(next);
    }
    next = number;
    for (int i = 0; i < 1_000; i++, next = Math.nextUp(next)) {
      check(next);
    }
  }

  @Test
  void nearlyAllNumbersAreClear() {
    SplittableRandom random = new SplittableRandom(1);
    int unclear = 0;
    for (int i = 0; i < 200_000; i++) {
      double number = Math.exp(random.nextDouble(Math.log(1e-3), Math.log(1e7)));
      unclear += check(number) ? 0 : 1;
      check(Math.round(number * 1e9) / 1e9);
      check(Math.nextUp((double) Math.round(number * 1e3) / 1e3));
    }
    assertThat(unclear).isLessThan(20);
  }

  /** False if it was not clear. */
  private static boolean check(double number) {
    if (number == Math.rint(number)
        || number < ShortestDecimal.MIN
        || number >= ShortestDecimal.MAX) {
      return true;
    }
    String written = written(number);
    if (!written.equals(UNCLEAR) && !written.equals(NumberOutput.toString(number, true))) {
      assertThat(written).isEqualTo(NumberOutput.toString(number, true));
    }
    return !written.equals(UNCLEAR);
  }

  private static String written(double number) {
    byte[] bytes = new byte[ShortestDecimal.LENGTH];
    int end = ShortestDecimal.write(number, bytes, 0);
    return new String(bytes, 0, end, StandardCharsets.US_ASCII);
  }
}
