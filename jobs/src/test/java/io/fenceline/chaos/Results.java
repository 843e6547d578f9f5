// SPDX-License-Identifier: Apache-2.0
package io.fenceline.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What a run delivered, without what differs between any two deliveries: their time and namespace.
 *
 * @param events hash of the content by id
 * @param alerts content of the last revision by id
 * @param windows how often each content occurs
 * @param duplicates records that came again, by the id of the document that counts them
 * @param deadLetters number by reason
 */
record Results(
    Map<String, UUID> events,
    Map<String, String> alerts,
    Map<String, Integer> windows,
    Map<String, Long> duplicates,
    Map<String, Long> deadLetters) {

  /** Reads documents, in any order but that of an alert's revisions. */
  static final class Collector {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, UUID> events = new HashMap<>();
    private final Map<String, String> alerts = new TreeMap<>();
    private final Map<String, Integer> windows = new TreeMap<>();
    private final Map<String, Long> duplicates = new TreeMap<>();
    private final Map<String, Long> deadLetters = new TreeMap<>();

    void event(byte[] json) throws IOException {
      event((ObjectNode) JSON.readTree(json));
    }

    void event(ObjectNode document) {
      String id = id(document);
      byte[] content = comparable(document).getBytes(StandardCharsets.UTF_8);
      if (events.put(id, UUID.nameUUIDFromBytes(content)) != null) {
        throw new AssertionError("Two events have the id " + id);
      }
    }

    void alert(byte[] json) throws IOException {
      alert((ObjectNode) JSON.readTree(json));
    }

    void alert(ObjectNode document) {
      alerts.put(id(document), comparable(document));
    }

    void window(byte[] json) throws IOException {
      window((ObjectNode) JSON.readTree(json));
    }

    void window(ObjectNode document) {
      windows.merge(comparable(document), 1, Integer::sum);
    }

    void duplicates(byte[] json) throws IOException {
      duplicates((ObjectNode) JSON.readTree(json));
    }

    void duplicates(ObjectNode document) {
      duplicates.put(id(document), document.at("/fenceline/duplicates/records").asLong());
    }

    void deadLetter(byte[] json) throws IOException {
      deadLetter((ObjectNode) JSON.readTree(json));
    }

    void deadLetter(ObjectNode document) {
      deadLetters.merge(document.at("/fenceline/dead_letter/reason").asText(), 1L, Long::sum);
    }

    Results results() {
      return new Results(events, alerts, windows, duplicates, deadLetters);
    }

    private static String id(JsonNode document) {
      return document.at("/event/id").asText();
    }

    private static String comparable(ObjectNode document) {
      ((ObjectNode) document.path("event")).remove("ingested");
      ((ObjectNode) document.path("fenceline")).remove("delivery");
      ((ObjectNode) document.path("data_stream")).remove("namespace");
      return document.toString();
    }
  }
}
