// SPDX-License-Identifier: Apache-2.0
package io.fenceline.sink;

import io.fenceline.model.DuplicateCount;
import org.apache.flink.api.common.functions.MapFunction;

/** How many records of a model came again in a window, as a document at the window's start. */
public final class DuplicateDocument implements MapFunction<DuplicateCount, Document> {
  private static final long serialVersionUID = 1L;

  private final String namespace;
  private transient DocumentWriter writer;

  /**
   * Documents for one namespace.
   *
   * @throws IllegalArgumentException if it cannot be part of an index name
   */
  public DuplicateDocument(String namespace) {
    this.namespace = DocumentNamespace.checked(namespace);
  }

  @Override
  public Document map(DuplicateCount count) {
    String id =
        DocumentId.of(
            "duplicates",
            count.model().tenant(),
            count.model().name(),
            Long.toString(count.start()),
            Long.toString(count.end()));
    if (writer == null) {
      writer = new DocumentWriter(DocumentStream.DUPLICATES, namespace, "metric");
    }
    writer.start(
        count.start(),
        w -> {
          w.text("id", id);
          w.time("start", count.start());
          w.time("end", count.end());
        });
    DocumentSubject.service(writer, count.model());
    byte[] json =
        writer.end(
            w -> {
              DocumentSubject.model(w, count.model());
              w.object("duplicates", o -> o.whole("records", count.records()));
            });
    return new Document(DocumentStream.DUPLICATES, id, 0, count.start(), count.end(), json);
  }
}
