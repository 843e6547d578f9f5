// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.trial;

import java.util.List;

/**
 * A stretch of event time in which one variant runs, or what decides whether it says anything.
 *
 * @param arrivals the events
 * @param begin of the case, epoch milliseconds
 * @param end of the stretch, before which everything is over
 */
record Run(Variant variant, boolean isProbe, List<Arrival> arrivals, long begin, long end) {}
