// SPDX-License-Identifier: Apache-2.0
package io.fenceline.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromQlTest {
  @Test
  void tellsMetricsAndLabels() {
    PromQl asked =
        PromQl.parse(
            "max by (a, b) (deriv((sum by (c) (x))[10m:1m])) / y{d!=\"1\", e=~\"2|3\"} offset 1h > 0"
                + " and on (f) label_replace(rate(z[$__range]), \"g\", \"$1\", \"h\", \"(.*)\")");

    assertThat(asked.selectors())
        .extracting(PromQl.Selector::metric)
        .containsExactly("x", "y", "z");
    assertThat(asked.grouped()).containsExactlyInAnyOrder("a", "b", "c", "f", "h");
    assertThat(asked.made()).containsExactly("g");
    PromQl.Selector y = asked.selectors().get(1);
    assertThat(y.matches(new Scrape.Sample("y", Map.of("d", "0", "e", "3"), 1))).isTrue();
    assertThat(y.matches(new Scrape.Sample("y", Map.of("d", "1", "e", "3"), 1))).isFalse();
    assertThat(y.matches(new Scrape.Sample("y", Map.of("d", "0", "e", "23"), 1))).isFalse();
    assertThat(y.matches(new Scrape.Sample("y", Map.of("d", "0"), 1))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sum(x",
        "sum(x))",
        "topk(3, x)",
        "x{a}",
        "x{a=1}",
        "rate(x[5])",
        "x offset",
        "sum without (a) (x)",
        "x # why"
      })
  void whatIsNotUnderstoodIsRefused(String expression) {
    assertThatThrownBy(() -> PromQl.parse(expression))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not understood");
  }
}
