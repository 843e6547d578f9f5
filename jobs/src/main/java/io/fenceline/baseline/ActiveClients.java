// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

/**
 * How many different clients, each per model, were judged within the last whole window of event
 * time; before there is one, within the one that has begun. Like a watch and unlike a state it
 * begins anew after a restart.
 */
final class ActiveClients {
  private final long windowMillis;
  private final DistinctKeys running = new DistinctKeys();
  private long window = Long.MIN_VALUE;

  /** Of the last whole window; negative before there is one. Read by the reporter's thread. */
  private volatile long whole = -1;

  ActiveClients(long windowMillis) {
    this.windowMillis = windowMillis;
  }

  /** Notes a client; times never go back by more than the window that they began. */
  void seen(String clientKey, long time) {
    long at = Math.floorDiv(time, windowMillis);
    if (at > window) {
      if (window != Long.MIN_VALUE) {
        whole = at == window + 1 ? running.estimate() : 0;
      }
      window = at;
      running.clear();
    }
    running.add(clientKey);
  }

  long count() {
    long last = whole;
    return last < 0 ? running.estimate() : last;
  }
}
