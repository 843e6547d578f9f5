// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

/**
 * A client that asked once, as most of a flood do, in a quarter of the memory.
 *
 * @param image {@link ClientImages}, never changed
 */
record PackedClient(byte[] image) implements StoredClient {
  @Override
  public int heapBytes() {
    return image.length;
  }
}
