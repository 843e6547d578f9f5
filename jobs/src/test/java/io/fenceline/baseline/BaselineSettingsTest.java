// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

class BaselineSettingsTest {

  @Test
  void theShippedSettingsAreThoseOfAnEmptyConfiguration() {
    assertThat(BaselineSettings.defaults())
        .isEqualTo(new BaselineSettings(300_000, 86_400_000, 250, 0.5, 25, 0.9, 100));
  }

  @Test
  void aValueOutsideItsRangeIsRefusedByName() {
    Configuration share = new Configuration();
    share.set(BaselineOptions.FINGERPRINT_SHARE, 50.0);
    assertThatThrownBy(() -> BaselineSettings.from(share))
        .hasMessage(
            "baseline.similarity.fingerprint-share: expected a number from 0.05 to 1.0, found"
                + " 50.0");

    Configuration window = new Configuration();
    window.set(BaselineOptions.WINDOW, Duration.ZERO);
    assertThatThrownBy(() -> BaselineSettings.from(window))
        .hasMessage("baseline.window: expected a duration above zero, such as 5 min, found 0 ms");

    Configuration margin = new Configuration();
    margin.set(BaselineOptions.LOW_MARGIN, Double.NaN);
    assertThatThrownBy(() -> BaselineSettings.from(margin))
        .hasMessageStartingWith("baseline.low-margin-confidence: ");
  }
}
