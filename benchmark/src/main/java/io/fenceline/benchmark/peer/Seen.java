// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.peer;

/** The last class of a client and the times of its last switches. Mutable, for one owner. */
public final class Seen {
  private static final int NONE = -1;

  private int label = NONE;
  private long lastTime;
  private final long[] times = new long[Question.SWITCHES_NEEDED];
  private int count;
  private int next;

  /** Takes the class; whether it is another than the last. */
  boolean switched(Request request) {
    boolean switched = label != NONE && label != request.label();
    label = request.label();
    lastTime = request.time();
    return switched;
  }

  /** The time of the last request. */
  long lastTime() {
    return lastTime;
  }

  /** Adds a time; how far it is from the oldest of eight, "for ever" while there are fewer. */
  long add(long time) {
    times[next] = time;
    next = (next + 1) % times.length;
    count = Math.min(count + 1, times.length);
    return count < times.length ? Long.MAX_VALUE : time - oldest();
  }

  /** The oldest of eight. */
  long oldest() {
    return times[next];
  }

  /** Forgets the switches. */
  void forgetTimes() {
    count = 0;
  }

  /** Forgets all. */
  void forget() {
    count = 0;
    label = NONE;
  }
}
