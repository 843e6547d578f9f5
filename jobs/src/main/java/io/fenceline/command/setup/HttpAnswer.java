// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.setup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;

/**
 * What a service said.
 *
 * @param status of HTTP
 * @param product value of the header {@code X-Elastic-Product}, or empty
 * @param text body, as it came
 */
record HttpAnswer(int status, String product, String text) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_REASON = 400;

  boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /**
   * Whether Elasticsearch cannot answer just now, as when the index of its users, which the first
   * role or key brings about, is not open yet.
   */
  boolean isPassing() {
    return status == 503 && product.equals("Elasticsearch");
  }

  /** The body as JSON; a missing node if it is none. */
  JsonNode json() {
    try {
      return JSON.readTree(text);
    } catch (IOException notJson) {
      return MissingNode.getInstance();
    }
  }

  /** Status and the service's own reason, as Elasticsearch or Kibana writes it, on one line. */
  String reason() {
    JsonNode body = json();
    String said = body.at("/error/reason").asText(body.path("message").asText(""));
    if (said.isEmpty()) {
      said = body.path("error").isTextual() ? body.path("error").asText() : "";
    }
    String line = said.replaceAll("\\s+", " ").strip();
    if (line.length() > LONGEST_REASON) {
      line = line.substring(0, LONGEST_REASON) + " ...";
    }
    return line.isEmpty() ? Integer.toString(status) : status + ", " + line;
  }
}
