// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.setup;

import io.fenceline.model.DuplicateCount;
import io.fenceline.model.ModelWindow;
import io.fenceline.rule.table.VariedRecords;
import io.fenceline.sink.AlertDocument;
import io.fenceline.sink.DeadLetterDocument;
import io.fenceline.sink.Document;
import io.fenceline.sink.DocumentSamples;
import io.fenceline.sink.DuplicateDocument;
import io.fenceline.sink.EventDocument;
import io.fenceline.sink.WindowDocument;
import java.util.ArrayList;
import java.util.List;

/** Documents of every shape that the job can give, with every field at least once. */
final class VariedDocuments {
  private static final long SEED = 20260303;

  private VariedDocuments() {}

  /** So many of each kind, and the samples. */
  static List<Document> many(int count) {
    VariedRecords varied = new VariedRecords(SEED);
    String namespace = DocumentSamples.NAMESPACE;
    List<Document> documents = new ArrayList<>(DocumentSamples.everything());
    for (int i = 0; i < count; i++) {
      documents.add(new EventDocument(namespace).map(varied.enriched()));
      documents.add(new AlertDocument(namespace, 1 + i % 2).map(varied.alert()));
      documents.add(new WindowDocument(namespace).map(varied.window()));
      documents.add(new DuplicateDocument(namespace).map(duplicates(varied.window(), i + 1L)));
      documents.add(new DeadLetterDocument(namespace).map(varied.deadLetter()));
    }
    return documents;
  }

  private static DuplicateCount duplicates(ModelWindow window, long records) {
    return new DuplicateCount(window.model(), window.start(), window.end(), records);
  }
}
