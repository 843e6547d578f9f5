// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import io.fenceline.model.serializer.ImageReader;
import io.fenceline.model.serializer.ImageWriter;
import java.util.Arrays;

/** Low halves of the ids of a client's newest events, at most {@link ClientState#RING}. */
final class EventIds {
  private static final long[] NONE = {};

  private long[] ids = NONE;
  private int size;

  /** Index of the oldest. */
  private int oldest;

  int size() {
    return size;
  }

  boolean contains(long idLow) {
    for (int i = 0; i < size; i++) {
      if (ids[i] == idLow) {
        return true;
      }
    }
    return false;
  }

  /** Adds the newest, for which the oldest makes room. */
  void add(long idLow) {
    if (size == ClientState.RING) {
      ids[oldest] = idLow;
      oldest = (oldest + 1) % ClientState.RING;
      return;
    }
    if (size == ids.length) {
      ids = Arrays.copyOf(ids, Math.min(ClientState.RING, Math.max(1, 2 * size)));
    }
    ids[size] = idLow;
    size++;
  }

  EventIds copy() {
    EventIds copy = new EventIds();
    copy.ids = ids.clone();
    copy.size = size;
    copy.oldest = oldest;
    return copy;
  }

  void write(ImageWriter out) {
    out.putByte(size);
    for (int i = 0; i < size; i++) {
      out.putLong(ids[(oldest + i) % ClientState.RING]);
    }
  }

  static EventIds read(ImageReader in) {
    EventIds read = new EventIds();
    int size = in.takeByte();
    read.ids = size == 0 ? NONE : new long[size];
    for (int i = 0; i < size; i++) {
      read.ids[i] = in.takeLong();
    }
    read.size = size;
    return read;
  }
}
