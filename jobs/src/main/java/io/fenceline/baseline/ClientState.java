// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import java.util.ArrayList;
import java.util.List;

/**
 * What is kept of one client on one model. A mutable POJO, changed in place within one tick.
 *
 * <p>Bound: 64 requests, as many groups and event ids, 64 intervals, 60 counters, 51 habits: 16 kB
 * at most, 1 kB of it scores of the groups used last. Grows on demand: a client with one request
 * takes some 500 bytes. Cleared by timer after the idle time.
 */
public class ClientState {
  static final int RING = 64;
  static final int GROUPS = RING;

  /** Groups that keep their scores. */
  static final int SCORED_GROUPS = 8;

  /** Newest judged event time. */
  public long lastSeen = Long.MIN_VALUE;

  /** Low halves of the ids of the newest events, oldest first. */
  public List<Long> recentIds = new ArrayList<>(1);

  /** The newest requests that were no replays, oldest first. */
  public List<Seen> ring = new ArrayList<>(1);

  /** Groups, least recently used first. */
  public List<Group> groups = new ArrayList<>(1);

  /** Number of the last group opened. */
  public int lastGroup;

  /** Evidence that neighbours by input statistics are nearer than chance. */
  public double evidence;

  /**
   * For each of the last 32 requests that were no replays whether it was near another, newest
   * lowest.
   */
  public int recentNear;

  /** Near-duplicates in the current series of them, 0 outside of one. */
  public int series;

  /** Evidence that groups are left right after their class has switched. */
  public double stopping;

  /** Requests per second of the last minute, newest last; empty before the first. */
  public int[] perSecond = {};

  /** The second that the last counter stands for. */
  public long second;

  /** True until the rate of a burst has fallen to half of the limit. */
  public boolean inBurst;

  /** Milliseconds between the last requests that differ in time, newest last, at most 64. */
  public int[] intervals = {};

  /** Time of the newest request counted there. */
  public long lastAt = Long.MIN_VALUE;

  /** Intervals since the regularity was computed last. */
  public int sinceLook;

  /** How machine-like the intervals are, 0 to 1; NaN while there are too few. */
  public float regularity = Float.NaN;

  /** True until a machine-like pace has become uneven. */
  public boolean inSteadyPace;

  /** How far the entropy of its answers has drifted; see {@link io.fenceline.model.Deviation}. */
  public double entropyCusum;

  /** How far the out-of-vocabulary rate of its inputs has drifted, likewise. */
  public double oovCusum;

  public Habits habits = new Habits();
  public RollingScore entropy = RollingScore.NEW;
  public RollingScore oovRate = RollingScore.NEW;
  public RollingScore latency = RollingScore.NEW;
  public RollingRate rate = RollingRate.NEW;

  /** True if this very event was judged before; remembers it if not. */
  boolean isDuplicate(long idLow) {
    if (recentIds.contains(idLow)) {
      return true;
    }
    if (recentIds.size() == RING) {
      recentIds.remove(0);
    }
    recentIds.add(idLow);
    return false;
  }
}
