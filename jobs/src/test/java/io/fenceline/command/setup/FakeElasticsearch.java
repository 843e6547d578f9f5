// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.setup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The parts of Elasticsearch that the real one of the tests lacks or does not let us choose: its
 * version, policies of index lifecycle management, native roles, refusals. Objects are shown as the
 * documented API shows them, with what it adds.
 */
public final class FakeElasticsearch extends FakeServer {
  final Map<String, ObjectNode> objects = new TreeMap<>();
  final Set<String> missingPrivileges = new TreeSet<>();
  String root = "{\"version\":{\"number\":\"8.19.3\"},\"tagline\":\"You Know, for Search\"}";
  boolean security = true;
  String key = "ZmFrZTprZXk=";

  public FakeElasticsearch() throws IOException {
    this(plain());
  }

  FakeElasticsearch(HttpServer server) {
    super(server);
  }

  @Override
  void headers(HttpExchange exchange) {
    super.headers(exchange);
    exchange.getResponseHeaders().add("X-Elastic-Product", "Elasticsearch");
  }

  @Override
  Said answer(Asked request) throws IOException {
    String path = request.path();
    if (path.equals("/")) {
      return new Said(200, root);
    }
    if (path.equals("/_security/_authenticate")) {
      return security ? new Said(200, "{}") : new Said(400, "{\"error\":\"no handler found\"}");
    }
    if (path.equals("/_security/user/_has_privileges")) {
      return new Said(200, privileges(request.json()).toString());
    }
    if (path.equals("/_security/api_key")) {
      return new Said(200, "{\"id\":\"1\",\"encoded\":\"" + key + "\"}");
    }
    if (request.method().equals("PUT")) {
      objects.put(path, (ObjectNode) request.json());
      return new Said(200, "{\"acknowledged\":true}");
    }
    ObjectNode object = objects.get(path);
    return object == null
        ? new Said(404, "{\"error\":{\"reason\":\"not found\"},\"status\":404}")
        : new Said(200, shown(path, object.deepCopy()).toString());
  }

  private ObjectNode privileges(JsonNode wanted) {
    ObjectNode answer = JSON.createObjectNode().put("username", "somebody");
    ObjectNode cluster = answer.putObject("cluster");
    wanted
        .path("cluster")
        .forEach(name -> cluster.put(name.asText(), !missingPrivileges.contains(name.asText())));
    return answer;
  }

  private static ObjectNode shown(String path, ObjectNode object) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    ObjectNode answer = JSON.createObjectNode();
    if (path.startsWith("/_component_template")) {
      object.put("created_date_millis", 1).put("modified_date_millis", 2);
      answer
          .putArray("component_templates")
          .addObject()
          .put("name", name)
          .set("component_template", object);
    } else if (path.startsWith("/_index_template")) {
      if (object.has("data_stream")) {
        object.putObject("data_stream").put("hidden", false).put("allow_custom_routing", false);
      }
      answer
          .putArray("index_templates")
          .addObject()
          .put("name", name)
          .set("index_template", object);
    } else if (path.startsWith("/_ilm")) {
      object.put("version", 3);
      object
          .path("policy")
          .path("phases")
          .forEach(
              phase -> ((ObjectNode) phase).put("min_age", phase.path("min_age").asText("0ms")));
      answer.set(name, object);
    } else {
      object
          .path("indices")
          .forEach(one -> ((ObjectNode) one).put("allow_restricted_indices", false));
      object.putArray("applications");
      object.putArray("run_as");
      object.putObject("transient_metadata").put("enabled", true);
      answer.set(name, object);
    }
    return answer;
  }
}
