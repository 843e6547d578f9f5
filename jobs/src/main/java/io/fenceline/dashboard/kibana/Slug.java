// SPDX-License-Identifier: Apache-2.0
package io.fenceline.dashboard.kibana;

import java.util.Locale;

/** Ids inside of a dashboard: made of titles, so that they stay when panels move. */
final class Slug {
  private Slug() {}

  static String of(String title) {
    return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("-$", "");
  }
}
