// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.setup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fenceline.command.CommandFailure;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What setup asks of Kibana: its public, documented interfaces for export and import. */
final class KibanaInterface {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RULES = "/api/detection_engine/rules";

  private final HttpService kibana;

  KibanaInterface(HttpService kibana) {
    this.kibana = kibana;
  }

  /**
   * Its version, if it will do.
   *
   * @throws CommandFailure if it is not ready, too old, or no Kibana
   */
  String version() {
    HttpAnswer answer = kibana.get("/api/status");
    if (answer.status() == 401 || answer.status() == 403) {
      throw refused("says nothing to these credentials", answer);
    }
    JsonNode body = answer.json();
    if (answer.status() == 503 || answer.text().contains("not ready")) {
      throw new CommandFailure(
          "Kibana at " + kibana.address() + " is not ready yet; try again in a minute.");
    }
    if (!answer.isSuccess() || !body.isObject()) {
      throw new CommandFailure(
          "What answers at "
              + kibana.address()
              + " is not Kibana ("
              + answer.reason()
              + "); check the URL, with server.basePath if there is one.");
    }
    return ServerVersion.sufficient("Kibana", kibana, body.at("/version/number").asText());
  }

  /** What the object that is there would be remembered by now; empty if none is there. */
  Optional<KibanaMark> installed(KibanaObject object) {
    return object.isRule() ? rule(object).map(rule -> mark(object, rule)) : savedObject(object);
  }

  private static KibanaMark mark(KibanaObject object, JsonNode rule) {
    return new KibanaMark(object.shipped(), rule.path("revision").asText(), "");
  }

  private Optional<JsonNode> rule(KibanaObject object) {
    HttpAnswer answer =
        kibana.get(RULES + "?rule_id=" + URLEncoder.encode(object.id(), StandardCharsets.UTF_8));
    // The interface says which rule is missing; a Kibana without it has a page that is not there.
    if (answer.status() == 404 && answer.json().has("status_code")) {
      return Optional.empty();
    }
    if (answer.status() == 404) {
      throw new CommandFailure(
          "Kibana at "
              + kibana.address()
              + " has no detection engine in this space (404): the Security app is turned off."
              + " Turn it on for the space, or leave the rule out with --no-rules.");
    }
    if (!answer.isSuccess()) {
      throw refused("does not show the rule " + object.id(), answer);
    }
    return Optional.of(answer.json());
  }

  private Optional<KibanaMark> savedObject(KibanaObject object) {
    ObjectNode request = JSON.createObjectNode().put("excludeExportDetails", true);
    request.put("includeReferencesDeep", false);
    request.putArray("objects").addObject().put("type", object.type()).put("id", object.id());
    HttpAnswer answer = kibana.post("/api/saved_objects/_export", request);
    if (answer.status() == 400 && isMissing(answer.json())) {
      return Optional.empty();
    }
    if (!answer.isSuccess()) {
      throw refused("does not export " + object.key(), answer);
    }
    JsonNode exported = new HttpAnswer(200, "", answer.text().strip()).json();
    if (!exported.isObject()) {
      return Optional.empty();
    }
    return Optional.of(
        new KibanaMark(
            object.shipped(),
            exported.path("updated_at").asText(),
            KibanaObject.content(exported)));
  }

  private static boolean isMissing(JsonNode answer) {
    JsonNode objects = answer.at("/attributes/objects");
    return !objects.isEmpty() && objects.get(0).at("/error/statusCode").asInt() == 404;
  }

  /**
   * Imports saved objects over whatever is there, all in one, so that they find each other.
   *
   * @return Kibana's account, for {@link #imported} and {@link #failOnRefusals}
   * @throws CommandFailure if Kibana takes none of them
   */
  JsonNode importObjects(List<KibanaObject> objects) {
    String lines =
        objects.stream().map(object -> object.line().toString()).collect(Collectors.joining("\n"));
    HttpAnswer answer =
        kibana.upload(
            "/api/saved_objects/_import?overwrite=true", "fenceline.ndjson", lines + "\n");
    if (!answer.isSuccess()) {
      throw refused("does not import saved objects", answer);
    }
    return answer.json();
  }

  /** Whether an account says that an object was imported. */
  static boolean imported(JsonNode account, KibanaObject object) {
    for (JsonNode result : account.path("successResults")) {
      if (result.path("type").asText().equals(object.type())
          && result.path("id").asText().equals(object.id())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Makes what Kibana did not do as told a failure.
   *
   * @throws CommandFailure naming each object
   */
  static void failOnRefusals(JsonNode account) {
    failOn(account.path("errors"));
    for (JsonNode result : account.path("successResults")) {
      String id = result.path("id").asText();
      if (!result.path("destinationId").asText(id).equals(id)) {
        throw new CommandFailure(
            "Kibana imported "
                + result.path("type").asText()
                + " "
                + id
                + " under another id, since another space has it already. Remove the copies, and"
                + " share or copy the objects to this space in Stack Management.");
      }
    }
  }

  /**
   * Imports a detection rule over the one that is there, which stays on or off as it is.
   *
   * @throws CommandFailure if Kibana refuses it
   */
  void importRule(KibanaObject object) {
    ObjectNode line = object.line().deepCopy();
    rule(object).ifPresent(there -> line.set("enabled", there.path("enabled")));
    HttpAnswer answer =
        kibana.upload(RULES + "/_import?overwrite=true", "rule.ndjson", line + "\n");
    if (!answer.isSuccess()) {
      throw refused("does not import detection rules", answer);
    }
    failOn(answer.json().path("errors"));
  }

  private static void failOn(JsonNode errors) {
    if (errors.isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder("Kibana refused");
    for (JsonNode error : errors) {
      JsonNode why = error.path("error");
      text.append(' ')
          .append(error.path("type").asText("rule"))
          .append(' ')
          .append(error.path("id").asText(error.path("rule_id").asText()))
          .append(" (")
          .append(why.path("message").asText(why.path("type").asText("no reason given")));
      for (JsonNode reference : why.path("references")) {
        text.append(' ').append(reference.path("type").asText());
        text.append(':').append(reference.path("id").asText());
      }
      text.append(");");
    }
    text.append(" what stands before it is installed. See Kibana's log.");
    throw new CommandFailure(text.toString());
  }

  private CommandFailure refused(String what, HttpAnswer answer) {
    String wayOut =
        switch (answer.status()) {
          case 401 -> SetupConnection.WAYS_TO_GIVE_CREDENTIALS;
          case 403 ->
              "Give the role of this user or key, in this space, the Kibana privileges All for"
                  + " Dashboard, Discover, Data View Management and Saved Objects Management, and"
                  + " for Security if the rule is wanted (without it: --no-rules).";
          default -> "See Kibana's log.";
        };
    return new CommandFailure(
        "Kibana at " + kibana.address() + " " + what + " (" + answer.reason() + "). " + wayOut);
  }
}
