// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.setup;

import java.io.IOException;
import java.util.List;
import org.apache.http.util.EntityUtils;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RestClient;

/**
 * Installs the index templates that this version's documents need into a cluster of our own, over
 * whatever is there. Without them Elasticsearch guesses types, and a stranger's log line decides
 * what it guesses. For a cluster of others there is {@link Setup}.
 */
public final class ElasticsearchTemplates {
  private final RestClient client;

  /** Installs through the given client, which the caller closes. */
  public ElasticsearchTemplates(RestClient client) {
    this.client = client;
  }

  /**
   * Installs all templates.
   *
   * @return their names, in order
   * @throws IOException if the server cannot be reached or refuses; the message names the template
   *     and the server's reason
   */
  public List<String> install() throws IOException {
    List<ClusterObject> templates = ShippedObjects.ofThisVersion().templates();
    for (ClusterObject template : templates) {
      Request request = new Request("PUT", template.kind().path(template.name()));
      request.setJsonEntity(template.kind().request(template.content()).toString());
      EntityUtils.consumeQuietly(client.performRequest(request).getEntity());
    }
    return templates.stream().map(ClusterObject::name).toList();
  }
}
