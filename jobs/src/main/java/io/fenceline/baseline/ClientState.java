// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import io.fenceline.model.InferenceEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * What is kept of one client on one model. Mutable, changed in place within one tick.
 *
 * <p>Bound: 64 requests, as many groups and event ids, 64 intervals, 60 counters, 51 habits: 16 kB
 * at most, 1 kB of it scores of the groups used last. Grows on demand; a client with one request is
 * packed, into some 200 bytes. Swept out after the idle time.
 */
final class ClientState implements StoredClient {
  static final int[] NO_NUMBERS = {};

  /** In bytes on the heap: what every client has, habits among it, rounded up. */
  private static final int OBJECTS = 800;

  /** In bytes on the heap: a group, some of which have scores. */
  private static final int GROUP = 120;

  static final int RING = 64;
  static final int GROUPS = RING;

  /** Groups that keep their scores. */
  static final int SCORED_GROUPS = 8;

  /** Newest judged event time. */
  long lastSeen = Long.MIN_VALUE;

  /** The newest events. */
  EventIds recentIds = new EventIds();

  /** The newest requests that were no replays, oldest first. */
  Ring ring = new Ring();

  /** Groups, least recently used first. */
  List<Group> groups = new ArrayList<>(1);

  /** Number of the last group opened. */
  int lastGroup;

  /** Evidence that neighbours by input statistics are nearer than chance. */
  double evidence;

  /**
   * For each of the last 32 requests that were no replays whether it was near another, newest
   * lowest.
   */
  int recentNear;

  /** Near-duplicates in the current series of them, 0 outside of one. */
  int series;

  /** Evidence that groups are left right after their class has switched. */
  double stopping;

  /** Requests per second of the last minute, newest last; empty before the first. */
  int[] perSecond = NO_NUMBERS;

  /** The second that the last counter stands for. */
  long second;

  /** True until the rate of a burst has fallen to half of the limit. */
  boolean inBurst;

  /** Milliseconds between the last requests that differ in time, newest last, at most 64. */
  int[] intervals = NO_NUMBERS;

  /** Time of the newest request counted there. */
  long lastAt = Long.MIN_VALUE;

  /** Intervals since the regularity was computed last. */
  int sinceLook;

  /** How machine-like the intervals are, 0 to 1; NaN while there are too few. */
  float regularity = Float.NaN;

  /** True until a machine-like pace has become uneven. */
  boolean inSteadyPace;

  /** How far the entropy of its answers has drifted; see {@link io.fenceline.model.Deviation}. */
  double entropyCusum;

  /** How far the out-of-vocabulary rate of its inputs has drifted, likewise. */
  double oovCusum;

  Habits habits = new Habits();
  RollingScore entropy = RollingScore.NEW;
  RollingScore oovRate = RollingScore.NEW;
  RollingScore latency = RollingScore.NEW;
  RollingRate rate = RollingRate.NEW;

  /**
   * True if this very event was judged before; remembers it if not. What comes again has the time
   * that it had, so none of the known ids is that of a newer event.
   */
  boolean isDuplicate(InferenceEvent event) {
    if (event.timestamp() <= lastSeen && recentIds.contains(event.id().low())) {
      return true;
    }
    lastSeen = Math.max(lastSeen, event.timestamp());
    recentIds.add(event.id().low());
    return false;
  }

  @Override
  public int heapBytes() {
    return OBJECTS
        + ring.heapBytes()
        + groups.size() * GROUP
        + recentIds.size() * Long.BYTES
        + (perSecond.length + intervals.length) * Integer.BYTES;
  }

  /** A copy that shares nothing that changes. */
  ClientState copy() {
    ClientState copy = new ClientState();
    copy.lastSeen = lastSeen;
    copy.recentIds = recentIds.copy();
    copy.ring = ring.copy();
    copy.groups = new ArrayList<>(groups);
    copy.lastGroup = lastGroup;
    copy.evidence = evidence;
    copy.recentNear = recentNear;
    copy.series = series;
    copy.stopping = stopping;
    copy.perSecond = perSecond.clone();
    copy.second = second;
    copy.inBurst = inBurst;
    copy.intervals = intervals.clone();
    copy.lastAt = lastAt;
    copy.sinceLook = sinceLook;
    copy.regularity = regularity;
    copy.inSteadyPace = inSteadyPace;
    copy.entropyCusum = entropyCusum;
    copy.oovCusum = oovCusum;
    copy.habits = habits.copy();
    copy.entropy = entropy;
    copy.oovRate = oovRate;
    copy.latency = latency;
    copy.rate = rate;
    return copy;
  }
}
