// SPDX-License-Identifier: Apache-2.0
package io.fenceline.dashboard;

/**
 * A panel's place on a dashboard of {@value #COLUMNS} columns; rows have no end.
 *
 * @param x first column, from 0
 * @param y first row, from 0
 * @param w columns, at least 1
 * @param h rows, at least 1
 */
public record Grid(int x, int y, int w, int h) {
  /** Columns of every dashboard. */
  public static final int COLUMNS = 48;

  /**
   * Checks that it lies on the dashboard.
   *
   * @throws IllegalArgumentException if it does not
   */
  public Grid {
    if (x < 0 || y < 0 || w < 1 || h < 1 || x + w > COLUMNS) {
      throw new IllegalArgumentException(
          "[%d, %d, %d, %d] does not lie in the %d columns".formatted(x, y, w, h, COLUMNS));
    }
  }

  /** True if the two cover a cell in common. */
  public boolean overlaps(Grid other) {
    return x < other.x + other.w && other.x < x + w && y < other.y + other.h && other.y < y + h;
  }
}
