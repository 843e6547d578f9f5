// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.setup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fenceline.command.CommandFailure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Asks before anything is changed whether these credentials may do all of it. */
final class Privileges {
  static final String WAY_OUT =
      "Run setup as another user, or let an administrator grant it with a role.";

  private static final ObjectMapper JSON = new ObjectMapper();

  private Privileges() {}

  /** Whether the server knows users at all. */
  static boolean securityIsOn(HttpService elasticsearch) {
    int status = elasticsearch.get("/_security/_authenticate").status();
    return status == 200 || status == 401 || status == 403;
  }

  /**
   * Asks for all privileges at once.
   *
   * @param cluster names of cluster privileges
   * @param keys API keys to be created, which can do no more than who creates them
   * @throws CommandFailure naming each that is missing, and how to grant them
   */
  static void check(
      HttpService elasticsearch, Collection<String> cluster, Collection<ObjectNode> keys) {
    ObjectNode request = JSON.createObjectNode();
    request.set("cluster", JSON.valueToTree(cluster));
    keys.forEach(
        key ->
            key.path("indices")
                .forEach(
                    indices ->
                        request
                            .withArrayProperty("index")
                            .addObject()
                            .<ObjectNode>set("names", indices.path("names"))
                            .set("privileges", indices.path("privileges"))));
    HttpAnswer answer = elasticsearch.post("/_security/user/_has_privileges", request);
    if (!answer.isSuccess()) {
      throw new CommandFailure(
          "Elasticsearch does not say what these credentials may do ("
              + answer.reason()
              + "). "
              + SetupConnection.WAYS_TO_GIVE_CREDENTIALS);
    }
    JsonNode body = answer.json();
    List<String> missing = new ArrayList<>();
    body.path("cluster").properties().forEach(entry -> collect(entry, "", missing));
    body.path("index")
        .properties()
        .forEach(
            index ->
                index
                    .getValue()
                    .properties()
                    .forEach(entry -> collect(entry, " on " + index.getKey(), missing)));
    if (!missing.isEmpty()) {
      String user = body.path("username").asText("these credentials");
      throw new CommandFailure(
          "Nothing was changed: "
              + user
              + " lacks the privileges "
              + String.join(", ", missing)
              + ". "
              + grant(cluster));
    }
  }

  private static void collect(Map.Entry<String, JsonNode> entry, String on, List<String> missing) {
    if (!entry.getValue().asBoolean()) {
      missing.add(entry.getKey() + on);
    }
  }

  private static String grant(Collection<String> cluster) {
    ObjectNode role = JSON.createObjectNode();
    role.set("cluster", JSON.valueToTree(cluster));
    return "Run setup as another user, or let an administrator grant them: PUT"
        + " /_security/role/fenceline-installer "
        + role
        + ", and give the user that role. Roles can be left out with --no-roles.";
  }
}
