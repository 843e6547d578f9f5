// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

/** What detectors remember of one client: open, or packed while it has hardly begun. */
sealed interface StoredMemory permits ClientMemory, PackedMemory {
  /** Bytes that it takes on the heap, about. */
  int heapBytes();
}
