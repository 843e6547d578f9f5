// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fenceline.sink.Document;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Documents of events without most of their fields, as small as others measure sinks with. */
final class SmallDocuments {
  private static final Set<String> TOP = Set.of("@timestamp", "event", "source", "fenceline");
  private static final Set<String> EVENT = Set.of("id");
  private static final Set<String> OWN = Set.of("model_name", "entity", "latency_ms");

  private SmallDocuments() {}

  /** The same documents, about 290 bytes each with the stamp of delivery. */
  static List<Document> of(List<Document> documents) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<Document> small = new ArrayList<>();
    for (Document document : documents) {
      ObjectNode fields = (ObjectNode) json.readTree(document.json());
      fields.retain(TOP);
      fields.withObject("/event").retain(EVENT);
      fields.withObject("/fenceline").retain(OWN);
      small.add(
          new Document(
              document.stream(),
              document.id(),
              document.version(),
              document.timestamp(),
              json.writeValueAsBytes(fields)));
    }
    return small;
  }
}
