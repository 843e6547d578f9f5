// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.setup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fenceline.command.local.LocalElasticsearch;
import io.fenceline.command.local.ServiceArtifacts;
import io.fenceline.dashboard.Dataset;
import io.fenceline.dashboard.kibana.PanelCheck;
import io.fenceline.model.EnrichedEvent;
import io.fenceline.model.Enrichment;
import io.fenceline.model.InferenceEvent;
import io.fenceline.model.LayerStats;
import io.fenceline.model.Prediction;
import io.fenceline.sink.Document;
import io.fenceline.sink.DocumentSamples;
import io.fenceline.sink.DocumentStamp;
import io.fenceline.sink.DocumentStream;
import io.fenceline.sink.EventDocument;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.http.HttpHost;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TemplatesITCase {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LONG = "x".repeat(40_000);

  private static LocalElasticsearch server;
  private static RestClient client;

  @BeforeAll
  static void installTwiceAndIndexEverything() throws IOException {
    server = LocalElasticsearch.with(ServiceArtifacts.installed()).brief().start();
    client = RestClient.builder(HttpHost.create(server.url())).build();
    ElasticsearchTemplates templates = new ElasticsearchTemplates(client);
    assertThat(templates.install()).hasSize(13).isEqualTo(templates.install());
    Set<String> ids = new HashSet<>();
    for (Document document : DocumentSamples.everything()) {
      // Another document of the same alert has a place of its own, as it would replace the first.
      String namespace = ids.add(document.id()) ? "default" : "again";
      assertThat(index(new DocumentStamp().map(document), namespace)).isEqualTo(201);
    }
    client.performRequest(new Request("POST", "/_refresh"));
  }

  @AfterAll
  static void stop() throws IOException {
    client.close();
    server.close();
  }

  @Test
  void alertsAreFoundByAddressNetworkSeverityAndTechnique() throws IOException {
    String alerts = "logs-fenceline.alerts-default-*";

    assertThat(hits(alerts, "source.ip:198.18.4.7")).isEqualTo(1);
    assertThat(hits(alerts, "source.ip:\"198.18.0.0/15\"")).isEqualTo(1);
    assertThat(hits(alerts, "source.ip:\"2001:db8::/32\"")).isEqualTo(1);
    assertThat(hits(alerts, "source.ip:\"10.0.0.0/8\"")).isZero();
    assertThat(hits(alerts, "source.address:proxy.example")).isEqualTo(1);
    assertThat(hits(alerts, "event.severity:>=73")).isEqualTo(1);
    assertThat(hits(alerts, "event.severity:>73")).isZero();
    assertThat(hits(alerts, "threat.technique.id:AML.T0043")).isEqualTo(1);
    assertThat(hits(alerts, "threat.technique.subtechnique.id:AML.T0043.001")).isEqualTo(1);
    assertThat(hits(alerts, "fenceline.api_key_id:ak_2 AND event.kind:alert")).isEqualTo(1);
    assertThat(hits(alerts, "event.ingested:[now-1h TO now+1h]")).isEqualTo(1);
  }

  @Test
  void eventsAreFoundByWhatTheModelSaidAndWhatWeMakeOfIt() throws IOException {
    String events = "logs-fenceline.inference-default";

    assertThat(hits(events, "fenceline.prediction.entropy:>0.5")).isEqualTo(2);
    assertThat(hits(events, "fenceline.enrichment.near_duplicate:true")).isEqualTo(2);
    assertThat(hits(events, "source.ip:\"198.18.0.0/15\"")).isEqualTo(1);
    assertThat(hits(events, "source.address:not-an-address")).isEqualTo(1);
    assertThat(hits(events, "@timestamp:[2026-03-03 TO 2026-03-04]")).isEqualTo(2);
  }

  @Test
  void windowsAndDeadLettersAreFoundToo() throws IOException {
    assertThat(hits("metrics-fenceline.window-*", "fenceline.window.shift.effect:>0.2"))
        .isEqualTo(1);
    assertThat(hits("logs-fenceline.deadletter-*", "error.type:invalid_field")).isEqualTo(1);
  }

  @Test
  void aDataStreamTakesTheSameDocumentOnce() throws IOException {
    assertThat(index(DocumentSamples.everything().get(0))).isEqualTo(409);
  }

  @Test
  void textOfAnyLengthAndShapeIsTaken() throws IOException {
    for (String nasty :
        List.of(LONG, "\0", "😀".repeat(20_000), "\ud83d", "a.b..c", ".", " ", "\u202e\n\r\t")) {
      InferenceEvent event =
          DocumentSamples.event(nasty, Map.of(nasty, nasty, "a", nasty, "a.b", nasty));
      Document document =
          new EventDocument(DocumentSamples.NAMESPACE)
              .map(new EnrichedEvent(event, Enrichment.LATE));

      assertThat(index(document, "poison"))
          .as("text of %d characters", nasty.length())
          .isEqualTo(201);
    }
  }

  @Test
  void everyDocumentThatTheJobCanGiveIsTaken() throws IOException {
    List<Document> documents = VariedDocuments.many(120).stream().map(stamp()::map).toList();

    assertThat(bulk(documents, "varied"))
        .hasSize(documents.size())
        .allMatch(item -> item.at("/create/status").asInt() == 201);
  }

  /** The sample leaves some panels empty; these documents have every field. */
  @Test
  void everyPanelShowsSomethingOfDocumentsWithEveryField() throws Exception {
    List<Document> documents = VariedDocuments.many(80).stream().map(stamp()::map).toList();
    assertThat(bulk(documents, "panels"))
        .allMatch(item -> item.at("/create/status").asInt() == 201);
    client.performRequest(new Request("POST", "/_refresh"));
    Map<Dataset, List<JsonNode>> stored = new EnumMap<>(Dataset.class);
    for (Document document : documents) {
      stored
          .computeIfAbsent(dataset(document.stream()), key -> new ArrayList<>())
          .add(JSON.readTree(document.json()));
    }

    Set<String> empty =
        PanelCheck.run(
            stored,
            (dataset, body) -> {
              Request request =
                  new Request("POST", "/" + dataset.pattern().replace("*", "panels*") + "/_search");
              request.setJsonEntity(body.toString());
              return answer(request);
            });

    assertThat(empty).isEmpty();
  }

  private static Dataset dataset(DocumentStream stream) {
    return switch (stream) {
      case ALERTS -> Dataset.ALERTS;
      case EVENTS -> Dataset.EVENTS;
      case WINDOWS -> Dataset.WINDOWS;
      case DUPLICATES -> Dataset.DUPLICATES;
      case DEAD_LETTERS -> Dataset.DEAD_LETTERS;
    };
  }

  private static DocumentStamp stamp() {
    return new DocumentStamp(Clock.fixed(Instant.parse("2026-03-03T12:00:00Z"), ZoneOffset.UTC));
  }

  /** Adds documents with numbers for ids, and gives what the server says of each. */
  private static List<JsonNode> bulk(List<Document> documents, String namespace)
      throws IOException {
    StringBuilder bulk = new StringBuilder();
    for (int i = 0; i < documents.size(); i++) {
      Document document = documents.get(i);
      bulk.append("{\"create\":{\"_index\":\"").append(target(document, namespace));
      bulk.append("\",\"_id\":\"").append(i).append("\"}}\n");
      bulk.append(new String(document.json(), UTF_8)).append('\n');
    }
    Request request = new Request("POST", "/_bulk?filter_path=items.*.status,items.*.error");
    request.setJsonEntity(bulk.toString());
    List<JsonNode> items = new ArrayList<>();
    answer(request).get("items").forEach(items::add);
    return items;
  }

  @Test
  void whatCountsAsAnAddressHereDoesThereAndTheRestIsText() throws IOException {
    for (String address :
        List.of(
            "0.0.0.0",
            "255.255.255.255",
            "::",
            "::1",
            "1::",
            "2001:db8::1",
            "::ffff:198.18.4.7",
            "::198.18.4.7",
            "1:2:3:4:5:6:7::",
            "::2:3:4:5:6:7:8",
            "1:2:3:4:5:6:198.18.4.7",
            "2001:DB8::A",
            "1.2.3.04",
            "1.2.3",
            "1.2.3.4.5",
            "256.1.1.1",
            "fe80::1%eth0",
            "[::1]",
            "::1/64",
            "1.2.3.4:80",
            "1:2:3:4:5:6:7:8:9",
            "1::2::3",
            ":::",
            "12345::",
            "\u0661.2.3.4",
            "1.2.3.4 ",
            "0x7f.1.1.1",
            "localhost")) {
      Document document =
          new EventDocument(DocumentSamples.NAMESPACE).map(DocumentSamples.event(address));

      assertThat(index(document, "addresses")).as(address).isEqualTo(201);
    }
  }

  @Test
  void namesThatNoFieldCouldHaveAreTakenAsKeysOfOpenMaps() throws IOException {
    List<String> names =
        List.of(
            "", " ", ".", "..", "a..b", ".a", "a.", "a", "a.b", "a.b.c", "\0", "\n", "_id", LONG);
    Map<String, String> extra = new HashMap<>();
    Map<String, Double> scores = new HashMap<>();
    Map<String, LayerStats> layers = new HashMap<>();
    for (String name : names) {
      extra.put(name, name);
      scores.put(name, 0.1);
      layers.put(name, new LayerStats(0.1, 0.2, 3));
    }
    InferenceEvent event =
        DocumentSamples.event(new Prediction(LONG, 0.1, 0.2, scores), layers, extra);
    Document document =
        new EventDocument(DocumentSamples.NAMESPACE).map(new EnrichedEvent(event, Enrichment.LATE));

    assertThat(index(document, "names")).isEqualTo(201);
  }

  @Test
  void whatTheOperatorSaysInTheLastComponentWins() throws IOException {
    Request custom = new Request("PUT", "/_component_template/fenceline-deadletter@custom");
    custom.setJsonEntity(
        """
        {"template": {"lifecycle": {"data_retention": "7d"}, "settings": {"codec": "default"}}}
        """);
    client.performRequest(custom);
    JsonNode template =
        answer(
                new Request(
                    "POST", "/_index_template/_simulate_index/logs-fenceline.deadletter-default"))
            .get("template");

    assertThat(template.at("/lifecycle/data_retention").asText()).isEqualTo("7d");
    assertThat(template.at("/settings/index/codec").asText()).isEqualTo("default");
    assertThat(template.at("/mappings/dynamic").asText()).isEqualTo("false");
  }

  @Test
  void whatTheTemplatesCannotTakeIsRefusedForGoodAndNotForNow() throws IOException {
    String event = new String(DocumentSamples.everything().get(0).json(), UTF_8);
    String scalar = event.replaceFirst("\"extra\":\\{[^}]*}", "\"extra\":\"scalar\"");
    String words = event.replaceFirst("\"latency_ms\":[0-9.]+", "\"latency_ms\":\"fast\"");
    String deep = event.replaceFirst("\"extra\":", "\"extra\":" + "{\"a\":".repeat(25));
    String closed = deep.substring(0, deep.lastIndexOf('}')) + "}".repeat(26);

    assertThat(List.of(refused(scalar), refused(words), refused(closed))).containsOnly(400);
  }

  @Test
  void fieldsThatNoTemplateKnowsAreKeptButNotIndexed() throws IOException {
    String event = new String(DocumentSamples.everything().get(0).json(), UTF_8);
    String more = event.substring(0, event.length() - 1) + ",\"surprise\":\"" + LONG + "\"}";

    assertThat(index(raw("more", more), "poison")).isEqualTo(201);
    client.performRequest(new Request("POST", "/_refresh"));
    assertThat(hits("logs-fenceline.inference-poison", "event.id:*")).isPositive();
    assertThat(hits("logs-fenceline.inference-poison", "surprise:x*")).isZero();
  }

  private static int refused(String json) throws IOException {
    return index(raw("refused", json), "poison");
  }

  private static Document raw(String id, String json) {
    return new Document(DocumentStream.EVENTS, id, 0, DocumentSamples.T0, json.getBytes(UTF_8));
  }

  private static int index(Document document) throws IOException {
    return index(document, "default");
  }

  private static int index(Document document, String namespace) throws IOException {
    Request request =
        new Request("PUT", "/" + target(document, namespace) + "/_create/" + document.id());
    request.setJsonEntity(new String(document.json(), UTF_8));
    request.addParameter("ignore", "400,409");
    return client.performRequest(request).getStatusLine().getStatusCode();
  }

  private static String target(Document document, String namespace) {
    String stream = document.stream().type() + "-" + document.stream().dataset() + "-" + namespace;
    return document.stream() == DocumentStream.ALERTS ? stream + "-2026.03.03" : stream;
  }

  private static JsonNode answer(Request request) throws IOException {
    return JSON.readTree(client.performRequest(request).getEntity().getContent().readAllBytes());
  }

  private static int hits(String index, String query) throws IOException {
    Request request = new Request("GET", "/" + index + "/_search");
    request.addParameter("q", query);
    request.addParameter("allow_no_indices", "false");
    return answer(request).at("/hits/total/value").asInt();
  }
}
