// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

/** What is kept of one client on one model: open, or packed while it has hardly begun. */
sealed interface StoredClient permits ClientState, PackedClient {
  /** Bytes that it takes on the heap, about. */
  int heapBytes();
}
