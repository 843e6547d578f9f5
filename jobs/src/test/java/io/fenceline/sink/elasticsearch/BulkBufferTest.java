// SPDX-License-Identifier: Apache-2.0
package io.fenceline.sink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.connector.base.sink.writer.RequestEntryWrapper;
import org.apache.flink.connector.base.sink.writer.strategy.RequestInfo;
import org.junit.jupiter.api.Test;

class BulkBufferTest {

  private static final RequestInfo TEN = () -> 10;

  private final BulkBuffer buffer =
      new BulkBuffer(
          new SendingPace(new BulkLimits(10, 10_000, 1000, 1, 1000), new Backoff(1, 2), () -> 0.5));

  private static BulkEntry entry(BulkOperation operation, String id, long version) {
    byte[] document = "{}".getBytes(StandardCharsets.US_ASCII);
    return new BulkEntry(operation, "i", id, version, document, 0);
  }

  private List<String> batches(BulkEntry... entries) {
    for (BulkEntry entry : entries) {
      buffer.add(new RequestEntryWrapper<>(entry, entry.sizeInBytes()), false);
    }
    List<String> batches = new ArrayList<>();
    while (!buffer.isEmpty()) {
      List<String> ids =
          buffer.createNextBatch(TEN, buffer).getBatchEntries().stream()
              .map(BulkEntry::id)
              .toList();
      batches.add(String.join("", ids));
    }
    return batches;
  }

  @Test
  void changesOfOneIdWithoutVersionsAreNeverInOneBatch() {
    assertThat(
            batches(
                entry(BulkOperation.INDEX, "a", 0),
                entry(BulkOperation.INDEX, "b", 0),
                entry(BulkOperation.DELETE, "a", 0),
                entry(BulkOperation.INDEX, "c", 0),
                entry(BulkOperation.INDEX, "a", 0)))
        .containsExactly("ab", "ac", "a");
  }

  @Test
  void revisionsAndNewDocumentsNeedNoOrder() {
    assertThat(
            batches(
                entry(BulkOperation.INDEX, "a", 1),
                entry(BulkOperation.INDEX, "a", 2),
                entry(BulkOperation.CREATE, "b", 0),
                entry(BulkOperation.CREATE, "b", 0)))
        .containsExactly("aabb");
  }
}
