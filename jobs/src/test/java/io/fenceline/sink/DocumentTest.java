// SPDX-License-Identifier: Apache-2.0
package io.fenceline.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fenceline.model.Alert;
import io.fenceline.model.Client;
import io.fenceline.model.DuplicateCount;
import io.fenceline.model.EnrichedEvent;
import io.fenceline.model.Enrichment;
import io.fenceline.model.EventId;
import io.fenceline.model.InferenceEvent;
import io.fenceline.model.InputStats;
import io.fenceline.model.MetricShift;
import io.fenceline.model.Model;
import io.fenceline.model.ModelWindow;
import io.fenceline.model.Origin;
import io.fenceline.model.Prediction;
import io.fenceline.model.Quantiles;
import io.fenceline.model.RequestContext;
import io.fenceline.model.Risk;
import io.fenceline.model.Subject;
import io.fenceline.model.WindowMetric;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DocumentTest {
  private static final JsonMapper STRICT =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  @Test
  void anEventSaysWhoAskedWhatAndWhatWeKnowOfIt() throws IOException {
    Document document = new EventDocument("default").map(DocumentSamples.event("198.18.4.7"));
    JsonNode json = parse(document);

    assertThat(json.at("/@timestamp").asText()).isEqualTo("2026-03-03T08:00:00.052Z");
    assertThat(json.at("/event/id").asText()).isEqualTo(document.id());
    assertThat(json.at("/event/duration").asLong()).isEqualTo(470_000);
    assertThat(json.at("/source/ip").asText()).isEqualTo("198.18.4.7");
    assertThat(json.at("/related/user/0").asText()).isEqualTo("u-1");
    assertThat(json.at("/service/name").asText()).isEqualTo("digits-cnn");
    assertThat(json.at("/fenceline/prediction/scores/8").asDouble()).isEqualTo(0.2);
    assertThat(json.at("/fenceline/enrichment/group_switches").asInt()).isEqualTo(3);
    assertThat(json.at("/fenceline/enrichment/score_trend").asText())
        .as("-2/3 in millionths")
        .isEqualTo("-0.666667");
    assertThat(json.at("/fenceline/private/fields_withheld").asInt()).isEqualTo(2);
    assertThat(document.version()).isZero();
  }

  @Test
  void anEventIsTheSameDocumentWhereverItWasRead() {
    InferenceEvent event = DocumentSamples.event("198.18.4.7", Map.of("a", "1", "b", "2"));
    InferenceEvent elsewhere =
        new InferenceEvent(
            event.id(),
            event.timestamp(),
            event.requestId(),
            event.client(),
            event.model(),
            event.input(),
            event.prediction(),
            event.latencyMillis(),
            event.fingerprint(),
            event.activations(),
            event.context(),
            new TreeMap<>(Map.of("b", "2", "a", "1")),
            event.privateFields(),
            new Origin("other.jsonl", 99));

    assertThat(json(event)).isEqualTo(json(elsewhere));
  }

  @Test
  void whatIsAbsentLeavesNoTrace() throws IOException {
    InferenceEvent bare =
        new InferenceEvent(
            new EventId(1, 2),
            DocumentSamples.T0,
            "r",
            new Client("", "", "somewhere"),
            new Model("m", "", "", ""),
            InputStats.NONE,
            new Prediction("a", Double.NaN, Double.POSITIVE_INFINITY, Map.of()),
            Double.NaN,
            new long[0],
            Map.of(),
            RequestContext.NONE,
            Map.of(),
            0,
            new Origin("f", 1));
    String json = json(bare);

    assertThat(json).doesNotContain("NaN", "Infinity", "{}", "[]", "\"\"", "input_stats", "trace");
    JsonNode fields = STRICT.readTree(json);
    assertThat(fields.at("/source/address").asText()).isEqualTo("somewhere");
    assertThat(fields.at("/source/ip").isMissingNode()).isTrue();
    assertThat(fields.at("/fenceline/enrichment/late").asBoolean()).isTrue();
  }

  @Test
  void longTextIsCutAndKeysThatAreOneAfterTheCutAreWrittenOnce() throws IOException {
    Map<String, String> extra = new HashMap<>();
    extra.put("k".repeat(2_000) + "a", "first");
    extra.put("k".repeat(2_000) + "b", "second");
    extra.put("zero\0key", "z");
    extra.put("long", "😀".repeat(20_000));
    JsonNode fields = STRICT.readTree(json(DocumentSamples.event("198.18.4.7", extra)));

    assertThat(fields.at("/fenceline/extra").size()).isEqualTo(3);
    assertThat(fields.at("/fenceline/extra/" + "k".repeat(1_023) + "…").asText())
        .isEqualTo("first");
    assertThat(fields.at("/fenceline/extra/zero\ufffdkey").asText()).isEqualTo("z");
    assertThat(fields.at("/fenceline/extra/long").asText()).hasSize(8_191).endsWith("😀…");
  }

  @Test
  void anAlertIsReadyForKibanaSecurity() throws IOException {
    Document document = new AlertDocument("default").map(DocumentSamples.alert());
    JsonNode json = parse(document);

    assertThat(document.id()).isEqualTo("a1");
    assertThat(document.version()).isEqualTo(2);
    assertThat(json.at("/event/kind").asText()).isEqualTo("alert");
    assertThat(json.at("/event/severity").asInt()).isEqualTo(73);
    assertThat(json.at("/message").asText()).isEqualTo("Decision boundary is being searched");
    assertThat(json.at("/event/reason").asText()).startsWith("7 class switches");
    assertThat(json.at("/threat/technique/id").toString())
        .isEqualTo("[\"AML.T0043\",\"AML.T0015\"]");
    assertThat(json.at("/threat/technique/name/0").asText()).isEqualTo("Craft Adversarial Data");
    assertThat(json.at("/threat/technique/subtechnique/id").toString())
        .isEqualTo("[\"AML.T0043.001\"]");
    assertThat(json.at("/source/ip").toString()).isEqualTo("[\"198.18.4.7\",\"2001:db8::1\"]");
    assertThat(json.at("/source/address").asText()).isEqualTo("proxy.example");
    assertThat(json.at("/user/id").asText()).isEqualTo("u-1");
    assertThat(json.at("/fenceline/api_key_id").toString()).isEqualTo("[\"ak_1\",\"ak_2\"]");
    assertThat(json.at("/fenceline/evidence/1/shows").asText())
        .isEqualTo("class changed from 3 to 8");
    assertThat(json.at("/fenceline/incident/count").asInt()).isEqualTo(5);
    assertThat(json.at("/fenceline/measure/threshold").asDouble()).isEqualTo(4.5);
    assertThat(json.at("/fenceline/severity").asText()).isEqualTo("high");
    assertThat(json.at("/event/ingested").isMissingNode()).isTrue();
  }

  @Test
  void anAlertThatRiskRaisedSaysWhatDid() throws IOException {
    JsonNode json = parse(new AlertDocument("default").map(DocumentSamples.alert()));

    assertThat(json.at("/event/risk_score").asInt()).isEqualTo(85);
    assertThat(json.at("/fenceline/risk").toString())
        .isEqualTo(
            "{\"score\":85,\"rules\":[\"oov-drift\",\"boundary-attack\"],"
                + "\"since\":\"2026-03-03T07:58:30.052Z\","
                + "\"timestamp\":\"2026-03-03T08:00:30.052Z\"}");
  }

  @Test
  void theRiskScoreIsNeverBelowTheSeverityNorAboveAHundred() throws IOException {
    assertThat(riskScore(Risk.NONE)).isEqualTo(73);
    assertThat(riskScore(new Risk(70, List.of("a", "b"), 1, 2))).isEqualTo(73);
    assertThat(riskScore(new Risk(120, List.of("a", "b"), 1, 2))).isEqualTo(100);
  }

  @Test
  void anAlertThatStandsForItselfHasNoRisk() throws IOException {
    Alert alert = DocumentSamples.alert(Subject.of(DocumentSamples.MODEL), Risk.NONE);

    assertThat(parse(new AlertDocument("default").map(alert)).at("/fenceline").has("risk"))
        .isFalse();
  }

  private static int riskScore(Risk risk) throws IOException {
    Alert alert = DocumentSamples.alert(Subject.of(DocumentSamples.MODEL), risk);
    return parse(new AlertDocument("default").map(alert)).at("/event/risk_score").asInt();
  }

  @Test
  void anAlertAboutAModelNamesNoClient() throws IOException {
    Subject model = Subject.of(DocumentSamples.MODEL);
    JsonNode json = parse(new AlertDocument("default").map(DocumentSamples.alert(model)));

    assertThat(json.has("source")).isFalse();
    assertThat(json.has("user")).isFalse();
    assertThat(json.has("related")).isFalse();
    assertThat(json.at("/fenceline").has("api_key_id")).isFalse();
    assertThat(json.at("/fenceline/entity").asText()).isEqualTo("model:digits-cnn");
  }

  @Test
  void oneWordFindsEventsOfAClientAndAlertsInWhichItTookPart() throws IOException {
    Model model = DocumentSamples.MODEL;
    List<String> none = List.of();
    List<String> two = List.of("a", "b");

    JsonNode event = parse(new EventDocument("default").map(DocumentSamples.event("198.18.4.7")));
    assertThat(event.at("/fenceline/entity").asText()).isEqualTo("key:ak_1");
    assertThat(entity(Subject.of(new Client("ak_1", "u-1", "198.18.4.7"), model)))
        .isEqualTo("\"key:ak_1\"");
    assertThat(entity(new Subject(model, two, two, two))).isEqualTo("[\"key:a\",\"key:b\"]");
    assertThat(entity(new Subject(model, none, two, two))).isEqualTo("[\"user:a\",\"user:b\"]");
    assertThat(entity(new Subject(model, none, none, two))).isEqualTo("[\"ip:a\",\"ip:b\"]");
  }

  private static String entity(Subject subject) throws IOException {
    return parse(new AlertDocument("default").map(DocumentSamples.alert(subject)))
        .at("/fenceline/entity")
        .toString();
  }

  @Test
  void aWindowNamesTheNumberThatMovedMost() throws IOException {
    ModelWindow window =
        DocumentSamples.window(
            List.of(
                moved(WindowMetric.OOV_RATE, 0.1), moved(WindowMetric.ENTROPY, Double.NaN),
                moved(WindowMetric.TEXT_LENGTH, 0.4), moved(WindowMetric.CONFIDENCE, 0.4)));
    JsonNode json = parse(new WindowDocument("default").map(window)).at("/fenceline/window");

    assertThat(json.at("/top_drift_metric").asText()).isEqualTo("confidence");
    assertThat(json.at("/top_drift_effect").asDouble()).isEqualTo(0.4);
    assertThat(json.at("/top_drift_p_value").asDouble()).isEqualTo(0.001);
    assertThat(
            new String(
                new WindowDocument("default").map(DocumentSamples.window(List.of())).json(), UTF_8))
        .doesNotContain("top_drift");
  }

  private static MetricShift moved(WindowMetric metric, double effect) {
    return new MetricShift(metric, 0.001, effect, 1, 0, Quantiles.NONE, Quantiles.NONE);
  }

  @Test
  void aWindowIsKnownByItsModelAndItsBounds() throws IOException {
    WindowDocument mapping = new WindowDocument("default");
    Document document = mapping.map(DocumentSamples.window());
    JsonNode json = parse(document);

    assertThat(document.id()).isEqualTo(mapping.map(DocumentSamples.window()).id()).hasSize(32);
    assertThat(json.at("/fenceline/window/classes/0").toString())
        .isEqualTo("{\"class\":\"3\",\"count\":700}");
    assertThat(json.at("/fenceline/window/entropy/p95").asDouble()).isEqualTo(0.9);
    assertThat(json.at("/fenceline/window/shift/effect").asDouble()).isEqualTo(0.21);
    assertThat(json.at("/fenceline/window/shift/one_client").asDouble()).isEqualTo(0.3);
    assertThat(json.at("/fenceline/window/drift/0/metric").asText()).isEqualTo("entropy");
    assertThat(json.at("/fenceline/window/drift/0/now/p50").asDouble()).isEqualTo(0.55);
    assertThat(json.at("/fenceline/window/new_classes/0/class").asText()).isEqualTo("11");
    assertThat(json.at("/fenceline/window/compute/client").asText()).isEqualTo("key:ak_1");
    assertThat(json.at("/fenceline/window/compute/growth").asDouble()).isEqualTo(3.5);
  }

  @Test
  void aCountOfDuplicatesStandsAtItsWindowsStart() throws IOException {
    DuplicateDocument mapping = new DuplicateDocument("default");
    DuplicateCount count = DocumentSamples.duplicates();
    Document document = mapping.map(count);
    JsonNode json = parse(document);

    assertThat(document.stream()).isEqualTo(DocumentStream.DUPLICATES);
    assertThat(document.known()).isEqualTo(count.end());
    assertThat(Instant.parse(json.at("/@timestamp").asText()).toEpochMilli())
        .isEqualTo(count.start());
    assertThat(json.at("/fenceline/duplicates/records").asLong()).isEqualTo(3);
    assertThat(json.at("/service/name").asText()).isEqualTo(count.model().name());
    assertThat(document.id())
        .isEqualTo(mapping.map(count).id())
        .isNotEqualTo(new WindowDocument("default").map(DocumentSamples.window()).id());
  }

  @Test
  void aDeadLetterNeverShowsItsContent() throws IOException {
    Document document = new DeadLetterDocument("default").map(DocumentSamples.deadLetter());
    JsonNode json = parse(document);

    assertThat(new String(document.json(), UTF_8)).doesNotContain("secret", "hunter2");
    assertThat(json.at("/event/kind").asText()).isEqualTo("pipeline_error");
    assertThat(json.at("/error/type").asText()).isEqualTo("invalid_field");
    assertThat(json.at("/fenceline/dead_letter/position").asLong()).isEqualTo(17);
    assertThat(json.at("/fenceline/dead_letter/length").asLong()).isEqualTo(211);
  }

  @Test
  void theStampAddsTheTimeOfDeliveryAndNothingElse() throws IOException {
    Clock clock = Clock.fixed(Instant.parse("2026-05-05T05:05:05Z"), ZoneOffset.UTC);
    DocumentStamp stamp = new DocumentStamp(clock);
    for (Document document : DocumentSamples.everything()) {
      JsonNode json = parse(stamp.map(document));

      assertThat(json.at("/event/ingested").asText()).isEqualTo("2026-05-05T05:05:05.000Z");
      assertThat(json.at("/fenceline/delivery/lag_ms").longValue())
          .isEqualTo(clock.millis() - document.known());
      ((ObjectNode) json.get("event")).remove("ingested");
      ((ObjectNode) json.get("fenceline")).remove("delivery");
      assertThat(json).isEqualTo(parse(document));
    }
  }

  @Test
  void deliveryIsMeasuredFromWhenADocumentCouldBeKnown() {
    assertThat(new EventDocument("default").map(DocumentSamples.event("a")).known())
        .isEqualTo(DocumentSamples.T0);
    assertThat(new WindowDocument("default").map(DocumentSamples.window()).known())
        .isEqualTo(DocumentSamples.window().end());
    assertThat(new AlertDocument("default").map(DocumentSamples.alert()).known())
        .isEqualTo(DocumentSamples.alert().lastSeen());
  }

  @Test
  void theStampRefusesForeignDocuments() {
    String head = "{\"@timestamp\":\"2026-03-03T08:00:00.052Z\",\"event\":{";
    for (String json : List.of("{}", "}}", head, head + "}", "x".repeat(200) + "}}")) {
      Document foreign = new Document(DocumentStream.ALERTS, "x", 1, 0, json.getBytes(UTF_8));

      assertThatThrownBy(() -> new DocumentStamp().map(foreign))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("does not begin with @timestamp and event");
    }
  }

  @Test
  void aNamespaceThatNoIndexCanHaveIsRefused() {
    for (String bad : List.of("", "Prod", "a-b", "a b", "-", "a/b", "x".repeat(101))) {
      assertThatThrownBy(() -> new AlertDocument(bad))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("namespace");
    }
  }

  private static String json(InferenceEvent event) {
    Document document = new EventDocument("default").map(new EnrichedEvent(event, Enrichment.LATE));
    return new String(document.json(), UTF_8);
  }

  private static JsonNode parse(Document document) throws IOException {
    return STRICT.readTree(document.json());
  }
}
