// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.trial;

/** What a run of events must lead to. */
enum Wanted {
  /** The alerts that the case names, and no others. */
  THE_ALERTS,
  /** As many alerts as the case names. */
  AS_MANY,
  /** At least one alert: the author said so. */
  SOME,
  /** No alert. */
  NONE,
  /** Anything: it only tells whether another run can tell something. */
  ANYTHING
}
