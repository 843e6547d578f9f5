// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import java.io.Serializable;

/**
 * When what is known of a key that fell silent is over.
 *
 * <p>The next element decides by its own event time, not by whether it was cleaned up: a replay may
 * bring it together with the watermark that would have done so, and its result must be the same.
 * Timers and sweeps only clean up, one grain later.
 *
 * @param millis event time without an element after which a key is forgotten
 */
record IdleTime(long millis) implements Serializable {

  /** Event time from which what was known at a time is over; the same for all of a grain. */
  long overAfter(long timestamp) {
    return (Math.floorDiv(timestamp + millis, grain()) + 1) * grain();
  }

  /** When what was over by then can be cleaned up, by a timer or a sweep. */
  long cleanUpAfter(long over) {
    return over + grain();
  }

  /** At most one timer per key and sixteenth of the idle time. */
  private long grain() {
    return Math.max(1, millis / 16);
  }
}
