// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReasonTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|0",
        "3|3",
        "0.5|0.5",
        "0.123456|0.123",
        "12.3456|12.3",
        "123.456|123",
        "999.9|1,000",
        "1234.5|1,235",
        "1000000|1,000,000",
        "0.000123456|0.000123",
        "1e-9|below 0.000001",
        "-1e-9|above -0.000001",
        "-0.25|-0.25",
        "NaN|unknown",
        "Infinity|unlimited",
        "1e300|very many"
      })
  void numbersSayThreeDigitsAndNoPowersOfTen(double value, String text) {
    assertThat(ReasonText.of(value)).isEqualTo(text);
  }

  @Test
  void otherValuesReadAsPeopleWriteThem() {
    assertThat(ReasonText.of(null)).isEqualTo("unknown");
    assertThat(ReasonText.of(1234567L)).isEqualTo("1,234,567");
    assertThat(ReasonText.of(new BigDecimal("0.3333"))).isEqualTo("0.333");
    assertThat(ReasonText.of(Instant.parse("2026-03-03T08:00:00.123Z")))
        .isEqualTo("2026-03-03T08:00:00Z");
    assertThat(ReasonText.of(LocalDateTime.parse("2026-03-03T08:00:00")))
        .isEqualTo("2026-03-03T08:00:00Z");
    assertThat(ReasonText.of(Duration.ofMinutes(90))).isEqualTo("90 min");
    assertThat(ReasonText.of(new String[] {"a", null, "b", "c", "d", "e", "f"}))
        .isEqualTo("a, b, c, d, e and 1 more");
  }

  @Test
  void whatAStrangerWroteIsBoundedAndSteersNothing() {
    assertThat(ReasonText.of("x\u001b[31m\u202ey\nz")).isEqualTo("x\ufffd[31m\ufffdy\ufffdz");
    assertThat(ReasonText.of("\ud83d\ude00".repeat(500))).hasSize(2 * 119 + 1).endsWith("…");
    String whole = ReasonTemplate.of("{a}{b}{a}{b}{a}{b}").fill(column -> "y".repeat(1000));
    assertThat(whole).hasSize(ReasonText.LONGEST);
  }

  @Test
  void aTemplateKeepsWhatIsNoColumn() {
    assertThat(ReasonTemplate.of("{A} of {b}, {not a column} {").fill(column -> column))
        .isEqualTo("a of b, {not a column} {");
  }
}
