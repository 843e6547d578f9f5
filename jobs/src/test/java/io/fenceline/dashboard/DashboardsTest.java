// SPDX-License-Identifier: Apache-2.0
package io.fenceline.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DashboardsTest {

  static List<Dashboard> shipped() {
    return Dashboards.shipped();
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void everyDashboardBeginsWithWhatToDo(Dashboard dashboard) {
    assertThat(dashboard.panels().get(0)).isInstanceOf(Note.class);
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void everyPanelSaysWhatItShowsAndWhyItMayBeEmpty(Dashboard dashboard) {
    assertThat(dashboard.charts())
        .allSatisfy(
            chart -> {
              assertThat(chart.measures()).isNotEmpty();
              assertThat(chart.hint()).endsWith(".");
              assertThat(chart.empty()).endsWith(".");
            });
    assertThat(dashboard.charts()).extracting(Chart::title).doesNotHaveDuplicates();
    assertThat(dashboard.listings())
        .allSatisfy(
            listing -> {
              assertThat(listing.columns()).isNotEmpty();
              assertThat(listing.hint()).endsWith(".");
              assertThat(listing.empty()).endsWith(".");
            });
  }
}
