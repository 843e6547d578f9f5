// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.setup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

/** What setup keeps in the cluster itself, and how Elasticsearch takes and shows it. */
enum ClusterObjectKind {
  LIFECYCLE_POLICY(
      "lifecycle policy",
      "/_ilm/policy/",
      "/%s/policy",
      "_meta",
      "policy",
      "manage_ilm",
      ".*\\.min_age=0ms|.*\\.delete_searchable_snapshot=true"),
  COMPONENT_TEMPLATE(
      "component template",
      "/_component_template/",
      "/component_templates/0/component_template",
      "_meta",
      "",
      "manage_index_templates",
      "template\\.lifecycle\\.enabled=true|deprecated=false|(created|modified)_date.*"),
  INDEX_TEMPLATE(
      "index template",
      "/_index_template/",
      "/index_templates/0/index_template",
      "_meta",
      "",
      "manage_index_templates",
      "template\\.lifecycle\\.enabled=true|data_stream\\..*=false|deprecated=false"
          + "|(created|modified)_date.*"),
  ROLE(
      "role",
      "/_security/role/",
      "/%s",
      "metadata",
      "",
      "manage_security",
      "(.*\\.)?allow_restricted_indices=false|transient_metadata\\.enabled=true");

  private static final String HASH = "content_hash";

  private final String label;
  private final String endpoint;
  private final String shownAt;
  private final String meta;
  private final String wrapper;
  private final String privilege;
  private final Fingerprint fingerprint;

  ClusterObjectKind(
      String label,
      String endpoint,
      String shownAt,
      String meta,
      String wrapper,
      String privilege,
      String serverAdds) {
    this.label = label;
    this.endpoint = endpoint;
    this.shownAt = shownAt;
    this.meta = meta;
    this.wrapper = wrapper;
    this.privilege = privilege;
    Pattern added = Pattern.compile(serverAdds);
    BiPredicate<String, String> ignored =
        (path, value) ->
            added.matcher(path + "=" + value).matches() || path.equals(meta + "." + HASH);
    this.fingerprint = new Fingerprint(ignored, label.equals("role"));
  }

  /** In words. */
  String label() {
    return label;
  }

  /** In words, many of them. */
  String plural() {
    return label.replaceFirst("y$", "ie") + "s";
  }

  /** Cluster privilege that installing one needs. */
  String privilege() {
    return privilege;
  }

  String path(String name) {
    return endpoint + name;
  }

  /** The object in the server's answer about it. */
  JsonNode shown(JsonNode answer, String name) {
    return answer.at(shownAt.formatted(name));
  }

  /** The request that installs the object, with the mark by which it is known later. */
  JsonNode request(ObjectNode content) {
    ObjectNode marked = content.deepCopy();
    marked.withObjectProperty(meta).put(HASH, fingerprint.of(content));
    return wrapper.isEmpty() ? marked : content.objectNode().set(wrapper, marked);
  }

  /** How an installed object stands to {@code content}. */
  Standing standing(JsonNode installed, ObjectNode content) {
    if (!installed.isObject()) {
      return Standing.MISSING;
    }
    String now = fingerprint.of(installed);
    String recorded = installed.path(meta).path(HASH).asText();
    if (recorded.isEmpty()
        || !installed.path(meta).path("managed_by").asText().equals("fenceline")) {
      return now.equals(fingerprint.of(content)) ? Standing.OUTDATED : Standing.FOREIGN;
    }
    if (now.equals(fingerprint.of(content))) {
      return Standing.SAME;
    }
    if (!now.equals(recorded)) {
      return Standing.CHANGED;
    }
    return installed.path("version").asInt() > content.path("version").asInt()
        ? Standing.NEWER
        : Standing.OUTDATED;
  }
}
