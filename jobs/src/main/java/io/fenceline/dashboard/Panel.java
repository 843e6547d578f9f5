// SPDX-License-Identifier: Apache-2.0
package io.fenceline.dashboard;

/** One rectangle of a dashboard. */
public sealed interface Panel permits Note, Chart, Listing {

  /** Where it stands. */
  Grid grid();
}
