// SPDX-License-Identifier: Apache-2.0
package io.fenceline.browser;

/** How wide the window is, and whether its reader likes it dark. */
public enum Look {
  WIDE(1280, false),
  WIDE_DARK(1280, true),
  PHONE(390, false),
  PHONE_DARK(390, true);

  private final int width;
  private final boolean dark;

  Look(int width, boolean dark) {
    this.width = width;
    this.dark = dark;
  }

  int width() {
    return width;
  }

  boolean dark() {
    return dark;
  }
}
