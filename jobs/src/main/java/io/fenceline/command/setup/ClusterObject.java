// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.setup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fenceline.command.CommandFailure;

/**
 * One object as this version brings it.
 *
 * @param kind what it is
 * @param name under which Elasticsearch knows it
 * @param content as the API takes it
 */
record ClusterObject(ClusterObjectKind kind, String name, ObjectNode content) {

  /**
   * How the installed one stands to this one.
   *
   * @throws CommandFailure if Elasticsearch does not tell
   */
  Standing standing(HttpService elasticsearch) {
    HttpAnswer answer = elasticsearch.get(kind.path(name));
    if (answer.status() == 404) {
      return Standing.MISSING;
    }
    if (!answer.isSuccess()) {
      throw refused("be read", answer);
    }
    return kind.standing(kind.shown(answer.json(), name), content);
  }

  /**
   * Installs this one over whatever is there.
   *
   * @throws CommandFailure if Elasticsearch refuses
   */
  void install(HttpService elasticsearch) {
    HttpAnswer answer = elasticsearch.put(kind.path(name), kind.request(content));
    if (!answer.isSuccess()) {
      throw refused("be installed", answer);
    }
  }

  private CommandFailure refused(String what, HttpAnswer answer) {
    String wayOut =
        switch (answer.status()) {
          case 401 -> SetupConnection.WAYS_TO_GIVE_CREDENTIALS;
          case 403 ->
              "It needs the cluster privilege " + kind.privilege() + ". " + Privileges.WAY_OUT;
          default ->
              answer.status() == 405 || answer.reason().contains("no handler found")
                  ? "This server does not know " + kind.plural() + "."
                  : "See the server's log.";
        };
    return new CommandFailure(
        "The "
            + kind.label()
            + " "
            + name
            + " cannot "
            + what
            + " ("
            + answer.reason()
            + "). "
            + wayOut);
  }
}
