// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/**
 * What all detectors remember of one client on one model: a slot for each of them that remembers
 * anything, with its record and when that is over.
 *
 * <p>It is changed in place, its records never are; {@link #copy} is as cheap as that allows.
 */
final class ClientMemory {
  /** Detectors at most: a bit of a number for each. */
  static final int MAX_SLOTS = 32;

  /** A timer that is none. */
  static final long NO_TIMER = Long.MAX_VALUE;

  private static final int GROWTH = 2;

  private final List<String> names;
  private long timer = NO_TIMER;

  /** Bits of the slots in use; these have the places below, in their order. */
  private int used;

  private Object[] records;
  private long[] overs;

  /**
   * Nothing remembered.
   *
   * @param names of the detectors, each the slot of its place
   */
  ClientMemory(List<String> names) {
    this(names, new Object[GROWTH], new long[GROWTH]);
  }

  private ClientMemory(List<String> names, Object[] records, long[] overs) {
    this.names = names;
    this.records = records;
    this.overs = overs;
  }

  /** Refuses more names than there may be slots, and one name twice. */
  static void checkNames(List<String> names) {
    if (names.size() > MAX_SLOTS || new HashSet<>(names).size() < names.size()) {
      throw new IllegalArgumentException(
          "expected at most "
              + MAX_SLOTS
              + " detectors of clients, each with a name of its own, found "
              + names
              + "; give the second of a name another one, or run some in an operator beside");
    }
  }

  /** The same for detectors in another order; what is of none of them is forgotten. */
  ClientMemory with(List<String> others) {
    if (names == others || names.equals(others)) {
      return this;
    }
    ClientMemory moved = new ClientMemory(others);
    moved.timer = timer;
    for (int slot = 0; slot < names.size(); slot++) {
      int to = others.indexOf(names.get(slot));
      if (to >= 0 && has(slot)) {
        moved.put(to, get(slot), over(slot));
      }
    }
    return moved;
  }

  /** Another memory of the same records. */
  ClientMemory copy() {
    ClientMemory copy = new ClientMemory(names, records.clone(), overs.clone());
    copy.used = used;
    copy.timer = timer;
    return copy;
  }

  boolean isEmpty() {
    return used == 0;
  }

  boolean has(int slot) {
    return (used & 1 << slot) != 0;
  }

  /** The record in a slot, null if nothing is remembered there. */
  Object get(int slot) {
    return has(slot) ? records[place(slot)] : null;
  }

  /** Event time from which the record in a slot in use is over. */
  long over(int slot) {
    return overs[place(slot)];
  }

  /** When the timer that cleans up is due, {@link #NO_TIMER} if there is none. */
  long timer() {
    return timer;
  }

  void timer(long due) {
    timer = due;
  }

  void put(int slot, Object record, long over) {
    int place = place(slot);
    if (!has(slot)) {
      insert(place);
      used |= 1 << slot;
    }
    records[place] = record;
    overs[place] = over;
  }

  /** True if there was something. */
  boolean remove(int slot) {
    if (!has(slot)) {
      return false;
    }
    int place = place(slot);
    int after = Integer.bitCount(used) - place - 1;
    System.arraycopy(records, place + 1, records, place, after);
    System.arraycopy(overs, place + 1, overs, place, after);
    records[place + after] = null;
    used &= ~(1 << slot);
    return true;
  }

  private int place(int slot) {
    return Integer.bitCount(used & (1 << slot) - 1);
  }

  private void insert(int place) {
    int size = Integer.bitCount(used);
    if (size == records.length) {
      records = Arrays.copyOf(records, size + GROWTH);
      overs = Arrays.copyOf(overs, size + GROWTH);
    }
    System.arraycopy(records, place, records, place + 1, size - place);
    System.arraycopy(overs, place, overs, place + 1, size - place);
  }
}
