// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import io.fenceline.feature.StableHash;
import java.util.Arrays;

/**
 * Counts requests and clients by hash, without an object for each: an open hash table with linear
 * probing, at most half full.
 */
final class HashCounts {
  private static final int FIRST_SLOTS = 1024;

  private long[] hashes = new long[FIRST_SLOTS];
  private long[] lastClients = new long[FIRST_SLOTS];
  private int[] clients = new int[FIRST_SLOTS];
  private int[] requests = new int[FIRST_SLOTS];
  private int used;

  /** Counts a request; those of one client come one after another. */
  void add(long hash, long client) {
    int slot = slot(hash);
    if (requests[slot] == 0) {
      if (2 * used >= hashes.length) {
        grow();
        slot = slot(hash);
      }
      used++;
      hashes[slot] = hash;
    }
    if (requests[slot] == 0 || lastClients[slot] != client) {
      lastClients[slot] = client;
      clients[slot]++;
    }
    requests[slot]++;
  }

  /** The hashes with more requests and more clients than this, sorted. */
  long[] above(double enoughRequests, double enoughClients) {
    long[] found = new long[used];
    int size = 0;
    for (int slot = 0; slot < hashes.length; slot++) {
      if (requests[slot] > enoughRequests && clients[slot] > enoughClients) {
        found[size] = hashes[slot];
        size++;
      }
    }
    long[] sorted = Arrays.copyOf(found, size);
    Arrays.sort(sorted);
    return sorted;
  }

  /** Where the hash is, or where it belongs. */
  private int slot(long hash) {
    int mask = hashes.length - 1;
    int slot = (int) StableHash.mix(hash) & mask;
    while (requests[slot] > 0 && hashes[slot] != hash) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldHashes = hashes;
    long[] oldLast = lastClients;
    int[] oldClients = clients;
    int[] oldRequests = requests;
    hashes = new long[2 * oldHashes.length];
    lastClients = new long[hashes.length];
    clients = new int[hashes.length];
    requests = new int[hashes.length];
    for (int old = 0; old < oldHashes.length; old++) {
      if (oldRequests[old] > 0) {
        int slot = slot(oldHashes[old]);
        hashes[slot] = oldHashes[old];
        lastClients[slot] = oldLast[old];
        clients[slot] = oldClients[old];
        requests[slot] = oldRequests[old];
      }
    }
  }
}
