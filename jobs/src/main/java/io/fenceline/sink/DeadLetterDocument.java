// SPDX-License-Identifier: Apache-2.0
package io.fenceline.sink;

import io.fenceline.model.DeadLetter;
import java.util.List;
import org.apache.flink.api.common.functions.MapFunction;

/** A dead letter as a document: why, where, how long and which hash, never its content. */
public final class DeadLetterDocument implements MapFunction<DeadLetter, Document> {
  private static final long serialVersionUID = 1L;

  private final String namespace;
  private transient DocumentWriter writer;

  /**
   * Documents for one namespace.
   *
   * @throws IllegalArgumentException if it cannot be part of an index name
   */
  public DeadLetterDocument(String namespace) {
    this.namespace = DocumentNamespace.checked(namespace);
  }

  @Override
  public Document map(DeadLetter letter) {
    String id = DocumentId.of(letter.origin().toString(), letter.sha256());
    String reason = letter.reason().code();
    if (writer == null) {
      writer = new DocumentWriter(DocumentStream.DEAD_LETTERS, namespace, "pipeline_error");
    }
    writer.start(
        letter.observedAt(),
        w -> {
          w.list("type", List.of("error"));
          w.text("id", id);
          w.text("reason", letter.detail());
        });
    writer.text("message", "Record set aside: " + reason);
    writer.object(
        "error",
        w -> {
          w.text("type", reason);
          w.text("message", letter.detail());
        });
    byte[] json =
        writer.end(
            o ->
                o.object(
                    "dead_letter",
                    w -> {
                      w.text("reason", reason);
                      w.text("source", letter.origin().source());
                      w.whole("position", letter.origin().position());
                      w.whole("length", letter.length());
                      w.text("sha256", letter.sha256());
                    }));
    return new Document(DocumentStream.DEAD_LETTERS, id, 0, letter.observedAt(), json);
  }
}
