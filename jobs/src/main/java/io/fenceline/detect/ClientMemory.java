// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import java.util.Arrays;

/**
 * What all detectors remember of one client on one model: a slot for each of them that remembers
 * anything, with its record and when that is over.
 *
 * <p>It is changed in place, its records never are; {@link #copy} is as cheap as that allows.
 */
final class ClientMemory implements StoredMemory {
  /** Slots at most: a bit of a number for each. */
  static final int MAX_SLOTS = 32;

  private static final int GROWTH = 2;

  /** In bytes on the heap: a record with its evidence, most of which have little. */
  private static final int RECORD = 300;

  /** Bits of the slots in use; these have the places below, in their order. */
  private int used;

  private ClientRecord[] records;
  private long[] overs;

  /** Nothing remembered. */
  ClientMemory() {
    this(new ClientRecord[GROWTH], new long[GROWTH]);
  }

  private ClientMemory(ClientRecord[] records, long[] overs) {
    this.records = records;
    this.overs = overs;
  }

  /** Another memory of the same records. */
  ClientMemory copy() {
    ClientMemory copy = new ClientMemory(records.clone(), overs.clone());
    copy.used = used;
    return copy;
  }

  @Override
  public int heapBytes() {
    return records.length * RECORD;
  }

  boolean isEmpty() {
    return used == 0;
  }

  boolean has(int slot) {
    return (used & 1 << slot) != 0;
  }

  /** The record in a slot, null if nothing is remembered there. */
  ClientRecord get(int slot) {
    return has(slot) ? records[place(slot)] : null;
  }

  /** Event time from which the record in a slot in use is over. */
  long over(int slot) {
    return overs[place(slot)];
  }

  /** True if a record can be cleaned up by now. */
  boolean isAnyOver(ClientDetector<?>[] bySlot, long now) {
    for (int slot = 0; slot < MAX_SLOTS; slot++) {
      if (has(slot) && bySlot[slot].idle().cleanUpAfter(over(slot)) <= now) {
        return true;
      }
    }
    return false;
  }

  void put(int slot, ClientRecord record, long over) {
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
