// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.setup;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenceline.command.CommandFailure;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which version of a service is good enough. */
final class ServerVersion {
  private static final int MAJOR = 8;
  private static final int MINOR = 19;
  private static final Pattern NUMBER = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})\\..*");

  private ServerVersion() {}

  /**
   * What Elasticsearch says it is.
   *
   * @throws CommandFailure if it is something else, too old, or lets nobody in
   */
  static String ofElasticsearch(HttpService service) {
    HttpAnswer answer = service.get("/");
    String at = "Elasticsearch at " + service.address();
    if (answer.status() == 401) {
      throw new CommandFailure(
          at
              + " did not accept the credentials ("
              + answer.reason()
              + "). "
              + SetupConnection.WAYS_TO_GIVE_CREDENTIALS);
    }
    JsonNode body = answer.json();
    if (!body.at("/version/distribution").asText().isEmpty()) {
      throw new CommandFailure(
          "At "
              + service.address()
              + " runs "
              + body.at("/version/distribution").asText()
              + ", not Elasticsearch; Fenceline's templates are for Elasticsearch 8.19 or newer.");
    }
    if (answer.product().isEmpty() && !body.at("/version").isObject()) {
      throw new CommandFailure(
          "What answers at "
              + service.address()
              + " is not Elasticsearch ("
              + answer.status()
              + "); check the URL.");
    }
    if (body.at("/version/build_flavor").asText().equals("serverless")) {
      return "serverless";
    }
    String version = body.at("/version/number").asText();
    // The address itself needs the privilege 'monitor', and some builds do not serve it.
    return sufficient("Elasticsearch", service, version.isEmpty() ? ofNodes(service) : version);
  }

  private static String ofNodes(HttpService service) {
    HttpAnswer answer = service.get("/_nodes/_local?filter_path=nodes.*.version");
    if (answer.status() == 403) {
      throw new CommandFailure(
          "Elasticsearch at "
              + service.address()
              + " does not say its version to these credentials ("
              + answer.reason()
              + "). "
              + Privileges.WAY_OUT);
    }
    JsonNode nodes = answer.json().path("nodes");
    return nodes.isEmpty() ? "" : nodes.iterator().next().path("version").asText();
  }

  /**
   * The version, if it will do.
   *
   * @throws CommandFailure if it is too old or none
   */
  static String sufficient(String name, HttpService service, String version) {
    Matcher number = NUMBER.matcher(version);
    if (!number.matches()) {
      throw new CommandFailure(
          name + " at " + service.address() + " does not say its version; check the URL.");
    }
    int major = Integer.parseInt(number.group(1));
    int minor = Integer.parseInt(number.group(2));
    if (major < MAJOR || (major == MAJOR && minor < MINOR)) {
      throw new CommandFailure(
          name
              + " at "
              + service.address()
              + " is version "
              + version
              + ", but Fenceline needs "
              + MAJOR
              + "."
              + MINOR
              + " or newer; upgrade it first.");
    }
    return version;
  }
}
