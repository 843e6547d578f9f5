// SPDX-License-Identifier: Apache-2.0
package io.fenceline.sink.elasticsearch;

import java.util.Collection;
import java.util.List;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.RequestEntryWrapper;

/**
 * What was buffered at the checkpoint that the writer begins from. Batches may have been larger
 * then, and Flink's writer would fail on such an entry at every restart.
 */
final class RestoredEntries {

  private RestoredEntries() {}

  /** Those that a batch of so many bytes can hold. */
  static BufferedRequestState<BulkEntry> fitting(
      Collection<BufferedRequestState<BulkEntry>> states, long maxBytes) {
    return new BufferedRequestState<>(
        states.stream()
            .flatMap(state -> state.getBufferedRequestEntries().stream())
            .filter(entry -> entry.getSize() <= maxBytes)
            .toList());
  }

  /** Those that it cannot. */
  static List<BulkEntry> tooLarge(
      Collection<BufferedRequestState<BulkEntry>> states, long maxBytes) {
    return states.stream()
        .flatMap(state -> state.getBufferedRequestEntries().stream())
        .filter(entry -> entry.getSize() > maxBytes)
        .map(RequestEntryWrapper::getRequestEntry)
        .toList();
  }
}
