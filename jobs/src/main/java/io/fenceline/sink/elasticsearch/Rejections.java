// SPDX-License-Identifier: Apache-2.0
package io.fenceline.sink.elasticsearch;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of documents that will never be in the index: counted, logged and set aside. */
final class Rejections implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Rejections.class);

  private final DeliveryMetrics metrics;
  private final RejectedDocuments.Writer aside;

  Rejections(DeliveryMetrics metrics, RejectedDocuments.Writer aside) {
    this.metrics = metrics;
    this.aside = aside;
  }

  /** Sets aside what the sink itself refuses, without having sent it. */
  void add(BulkEntry entry, String reason) {
    add(new RejectedDocument(entry.index(), entry.id(), 0, reason, entry.document()));
  }

  void add(RejectedDocument document) {
    metrics.rejected();
    // Without the reason: it may quote the document.
    LOG.warn(
        "Rejected a document for {} (status {}, {} bytes)",
        document.index(),
        document.status(),
        document.document().length);
    try {
      aside.write(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes durable what was added. */
  void flush() {
    try {
      aside.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws Exception {
    aside.close();
  }
}
