// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

/**
 * The memory of a client that asked once, as most of a flood do, in a quarter of the heap. So is
 * all that was read from a savepoint, until the client asks again.
 *
 * @param image {@link MemoryImages}, never changed
 */
record PackedMemory(byte[] image) implements StoredMemory {
  @Override
  public int heapBytes() {
    return image.length;
  }
}
