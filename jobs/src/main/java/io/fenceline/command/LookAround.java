// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fenceline.dashboard.Dataset;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Questions to an Elasticsearch without security that holds the documents of a run, each as one
 * line for a shell.
 */
final class LookAround {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Identities come from logs, and whoever wrote one may hope that it is pasted into a shell: only
   * those of harmless characters get a line.
   */
  private static final Pattern HARMLESS = Pattern.compile("(key|user|ip):[A-Za-z0-9._:-]{1,100}");

  /**
   * One question.
   *
   * @param about what it asks, a few words
   * @param command what to paste
   */
  record Question(String about, String command) {}

  private final String url;

  /**
   * @param url of the server, without a slash at its end
   */
  LookAround(String url) {
    this.url = url;
  }

  /** All questions; those about a client are about one with the gravest alert. */
  List<Question> questions() throws IOException, InterruptedException {
    List<Question> questions = new ArrayList<>();
    questions.add(
        new Question(
            "alerts by severity",
            search(
                Dataset.ALERTS,
                "{\"size\":0,\"aggs\":{\"severity\":" + terms("fenceline.severity") + "}}")));
    questions.add(
        new Question(
            "the gravest alerts, and why",
            search(
                Dataset.ALERTS,
                "{\"size\":5,\"sort\":[{\"event.severity\":\"desc\"},{\"@timestamp\":\"asc\"}],"
                    + "\"_source\":[\"@timestamp\",\"fenceline.severity\",\"fenceline.entity\","
                    + "\"rule.name\",\"event.reason\"]}")));
    suspect().ifPresent(entity -> questions.addAll(about(entity)));
    questions.add(
        new Question(
            "requests and clients per model and hour",
            search(
                Dataset.EVENTS,
                "{\"size\":0,\"aggs\":{\"model\":{\"terms\":{\"field\":\"fenceline.model_name\"},"
                    + "\"aggs\":{\"hour\":{\"date_histogram\":{\"field\":\"@timestamp\","
                    + "\"fixed_interval\":\"1h\"},\"aggs\":{\"clients\":{\"cardinality\":"
                    + "{\"field\":\"fenceline.entity\"}}}}}}}}")));
    questions.add(
        new Question(
            "windows in which a model drifted most",
            search(
                Dataset.WINDOWS,
                "{\"size\":5,\"sort\":[{\"fenceline.window.top_drift_effect\":{\"order\":\"desc\","
                    + "\"unmapped_type\":\"double\"}}],\"_source\":[\"@timestamp\","
                    + "\"fenceline.model_name\",\"fenceline.window.top_drift_*\"]}")));
    questions.add(
        new Question(
            "dead letters by reason, if there are any",
            search(
                Dataset.DEAD_LETTERS,
                "{\"size\":0,\"aggs\":{\"reason\":"
                    + terms("fenceline.dead_letter.reason")
                    + "}}")));
    return questions;
  }

  private List<Question> about(String entity) {
    String filter = "\"query\":{\"term\":{\"fenceline.entity\":\"" + entity + "\"}}";
    return List.of(
        new Question(
            "what that client was seen doing, by rule",
            search(
                Dataset.ALERTS,
                "{\"size\":0," + filter + ",\"aggs\":{\"rule\":" + terms("rule.name") + "}}")),
        new Question(
            "that client's timeline",
            search(
                Dataset.EVENTS,
                "{\"size\":20,"
                    + filter
                    + ",\"sort\":[{\"@timestamp\":\"asc\"}],\"_source\":[\"@timestamp\","
                    + "\"fenceline.prediction.class\",\"fenceline.prediction.confidence\","
                    + "\"fenceline.signals.kind\"]}")));
  }

  private static String terms(String field) {
    return "{\"terms\":{\"field\":\"" + field + "\"}}";
  }

  private String search(Dataset dataset, String body) {
    return "curl -s '"
        + url
        + "/"
        + dataset.pattern()
        + "/_search?pretty' -H 'Content-Type: application/json' -d '"
        + body
        + "'";
  }

  /** The client to look at first. */
  private Optional<String> suspect() throws IOException, InterruptedException {
    String query =
        "/"
            + Dataset.ALERTS.pattern()
            + "/_search?size=50&sort=event.severity:desc,@timestamp:asc&_source=fenceline.entity"
            + "&ignore_unavailable=true";
    HttpRequest request = HttpRequest.newBuilder(URI.create(url + query)).build();
    String answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    for (JsonNode hit : JSON.readTree(answer).at("/hits/hits")) {
      JsonNode entity = hit.at("/_source/fenceline/entity");
      String first = entity.isArray() ? entity.path(0).asText() : entity.asText();
      if (HARMLESS.matcher(first).matches()) {
        return Optional.of(first);
      }
    }
    return Optional.empty();
  }
}
