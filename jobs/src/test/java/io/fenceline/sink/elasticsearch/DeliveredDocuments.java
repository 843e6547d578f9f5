// SPDX-License-Identifier: Apache-2.0
package io.fenceline.sink.elasticsearch;

import java.util.Map;
import java.util.TreeMap;

/** What a job delivers, taken at the door: a server that says yes to every document. */
public final class DeliveredDocuments implements AutoCloseable {
  private final StubElasticsearch server =
      new StubElasticsearch(0)
          .always(StubElasticsearch.items((id, stub) -> StubElasticsearch.item(201)));

  /** Address for {@code elasticsearch.urls}. */
  public String url() {
    return "http://127.0.0.1:" + server.port();
  }

  /** Every document by its id, in its last revision. */
  public Map<String, String> byId() {
    Map<String, String> documents = new TreeMap<>();
    for (StubElasticsearch.Received request : server.requests) {
      for (int i = 0; i < request.documents().size(); i++) {
        documents.put(request.ids().get(i), request.documents().get(i));
      }
    }
    return documents;
  }

  @Override
  public void close() {
    server.close();
  }
}
