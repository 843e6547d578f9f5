// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.setup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fenceline.command.CommandFailure;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The marks of all objects that setup installed into one Kibana space. They are kept in
 * Elasticsearch as {@code _meta} of a component template that nothing uses: it needs no privilege
 * that setup has not anyway, and no index.
 */
final class KibanaMarks {
  /** Name of the component template. */
  static final String TEMPLATE = "fenceline-setup";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PATH = ClusterObjectKind.COMPONENT_TEMPLATE.path(TEMPLATE);

  private final HttpService elasticsearch;
  private final String space;
  private final Map<String, KibanaMark> marks = new TreeMap<>();
  private ObjectNode others = JsonNodeFactory.instance.objectNode();

  private KibanaMarks(HttpService elasticsearch, String space) {
    this.elasticsearch = elasticsearch;
    this.space = space;
  }

  /**
   * Reads what was remembered.
   *
   * @param space path of Kibana's address, which names the space
   */
  static KibanaMarks read(HttpService elasticsearch, String space) {
    KibanaMarks marks = new KibanaMarks(elasticsearch, space.isEmpty() ? "/" : space);
    HttpAnswer answer = elasticsearch.get(PATH);
    if (answer.status() == 404) {
      return marks;
    }
    if (!answer.isSuccess()) {
      throw failure("read", answer);
    }
    JsonNode kibana =
        ClusterObjectKind.COMPONENT_TEMPLATE
            .shown(answer.json(), TEMPLATE)
            .path("_meta")
            .path("kibana");
    if (kibana instanceof ObjectNode all) {
      marks.others = all;
      all.path(marks.space)
          .properties()
          .forEach(entry -> marks.marks.put(entry.getKey(), mark(entry.getValue())));
    }
    return marks;
  }

  private static KibanaMark mark(JsonNode node) {
    return new KibanaMark(
        node.path("shipped").asText(),
        node.path("edition").asText(),
        node.path("content").asText());
  }

  Optional<KibanaMark> of(String object) {
    return Optional.ofNullable(marks.get(object));
  }

  void put(String object, KibanaMark mark) {
    marks.put(object, mark);
  }

  /** Stores all marks. */
  void write() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putObject("template");
    ObjectNode meta = body.putObject("_meta");
    meta.put("managed_by", "fenceline");
    meta.put("description", "What setup installed into Kibana; nothing uses this template");
    others.set(space, JSON.valueToTree(marks));
    meta.set("kibana", others);
    HttpAnswer answer = elasticsearch.put(PATH, body);
    if (!answer.isSuccess()) {
      throw failure("written", answer);
    }
  }

  private static CommandFailure failure(String what, HttpAnswer answer) {
    return new CommandFailure(
        "What setup installed into Kibana could not be "
            + what
            + " in the component template "
            + TEMPLATE
            + " ("
            + answer.reason()
            + "); it needs the cluster privilege manage_index_templates.");
  }
}
