// SPDX-License-Identifier: Apache-2.0
package io.fenceline.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.fenceline.ingest.IngestSettings;
import io.fenceline.ingest.Ingested;
import io.fenceline.ingest.RecordIntake;
import io.fenceline.model.DeadLetter;
import io.fenceline.model.EnrichedEvent;
import io.fenceline.model.Enrichment;
import io.fenceline.model.InferenceEvent;
import io.fenceline.privacy.PrivacyOptions;
import io.fenceline.privacy.PrivacySettings;
import io.fenceline.privacy.ProtectFunction;
import io.fenceline.sink.DeadLetterDocument;
import io.fenceline.sink.Document;
import io.fenceline.sink.DocumentSamples;
import io.fenceline.sink.EventDocument;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.streaming.api.operators.StreamMap;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/**
 * Whatever the bytes of a record are, there is one event or one dead letter that says why; the same
 * bytes give the same; and the event survives the way to its document, which is JSON.
 */
class RecordFuzzTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-04T00:00:00Z"), ZoneOffset.UTC);
  private static final Set<String> EXTRA = Set.of("note", "prediction.logits", "meta.region");
  private static final Enrichment NOTHING = DocumentSamples.event("198.18.4.7").enrichment();
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /** Every field, and some outside of the contract. */
  private static final String FULL =
      """
      {"timestamp":"2026-03-03T08:00:00.052Z","request_id":"r-1","source_ip":"203.0.113.75",\
      "model_name":"sentiment","input_stats":{"text_length":93,"token_count":13,"oov_rate":0.15,\
      "special_char_rate":0.02,"perplexity":31.5,"hidden_char_count":2,"mean":1.5,"std":2.5,\
      "min":-3,"max":4,"dtype":"uint8"},"prediction":{"class":"Negative","confidence":0.738,\
      "entropy":0.5751,"scores":{"Negative":0.738,"Positive":0.262},"logits":[1,-1]},\
      "latency_ms":0.47,"model_version":"2.1.0","model_digest":"sha256:15b0","endpoint":"/v1",\
      "user_id":"u-1","api_key_id":"ak-1","session_id":"s-1","trace_id":"t-1","span_id":"p-1",\
      "tenant":"acme","status":"success","user_agent":"curl/8","input_fingerprint":["00ff","A1"],\
      "activation_stats":{"h1":{"mean":0.1,"std":0.2,"max":3}},"attention_stats":{"h":[1]},\
      "error_code":"throttled","output_stats":{"token_count":3,"text_length":17},"tool_calls":2,\
      "guardrail":{"id":"g","action":"blocked","confidence":"high","categories":"pii"},\
      "flags":"refusal","note":{"a":[1,"x",null]},"meta":{"region":"eu","host":"h-7"}}""";

  private static final List<String> WORDS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "\"",
          "\\",
          "null",
          "true",
          "NaN",
          "Infinity",
          "-0",
          "1e999",
          "-1e-999",
          "1e308",
          "9223372036854775808",
          "0.1e+",
          "00",
          "1_0",
          "\\u0000",
          "\\ud800",
          "\\udc00\\ud83d",
          "\\u202e",
          "\u2028",
          "\ud83d\ude00",
          "{\"a\":",
          "[[[[",
          "\"timestamp\":",
          "\"request_id\":",
          "\"prediction\":",
          "\"scores\":{",
          "\"class\":",
          "\"input_fingerprint\":[",
          "\"activation_stats\":{",
          "\"note\":",
          "\"meta\":{",
          "\"source_ip\":\"::1\"",
          "\"2026-02-30T24:61:61Z\"",
          "\"2026-03-03T08:00:00+25:00\"",
          "\"+999999999-12-31T23:59:59.999999999Z\"",
          "\"-000001-01-01T00:00:00Z\"",
          "/*",
          "//",
          "\n",
          "\r",
          "\t",
          " ",
          "\"\":",
          ",\"x\":1",
          ",\"prediction\":null",
          "'");

  private final List<RecordIntake> intakes = List.of(intake(), intake());
  private final EventDocument events = new EventDocument("default");
  private final DeadLetterDocument deadLetters = new DeadLetterDocument("default");
  private final TypeSerializer<InferenceEvent> serializer =
      TypeInformation.of(InferenceEvent.class).createSerializer(new SerializerConfigImpl());
  private final DataOutputSerializer wire = new DataOutputSerializer(1024);

  private static RecordIntake intake() {
    // Else one record with a later time would make all that follow late.
    IngestSettings settings =
        new IngestSettings(
            1 << 20, Duration.ofDays(1), Duration.ofMinutes(1), Duration.ofMinutes(1));
    return new RecordIntake(settings, EXTRA, CLOCK);
  }

  private static List<String> valid() throws IOException {
    Path sample = Path.of(System.getProperty("basedir", "."), "../deploy/local/sample");
    List<String> records = new ArrayList<>(List.of(FULL));
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(
                    Files.newInputStream(sample.resolve("recorded-attacks.jsonl.gz"))),
                StandardCharsets.UTF_8))) {
      for (int i = 0; i < 2_000; i++) {
        String line = lines.readLine();
        if (i % 250 == 0) {
          records.add(line);
        }
      }
    }
    return records;
  }

  @Test
  void everyRecordIsAnEventOrADeadLetter() throws Exception {
    Mutations mutations = new Mutations(Mutations.seed(), valid(), WORDS, "{}[],:");
    Configuration config = new Configuration();
    config.set(PrivacyOptions.KEY, "k".repeat(64));
    try (OneInputStreamOperatorTestHarness<InferenceEvent, InferenceEvent> privacy =
        new OneInputStreamOperatorTestHarness<>(
            new StreamMap<>(new ProtectFunction(PrivacySettings.from(config))))) {
      privacy.open();
      FuzzRun.of("records", mutations, 512 * 1024, 1_000)
          .run(
              Mutations.inputs(20_000),
              record -> made(intakes.get(0), record, privacy),
              (record, made) -> {
                same(made, made(intakes.get(1), record, privacy));
                return outcome(record, made);
              })
          .reaches(0.05, 0.95, 100);
    }
  }

  /** What becomes of a record in the job. */
  private Made made(
      RecordIntake intake,
      byte[] record,
      OneInputStreamOperatorTestHarness<InferenceEvent, InferenceEvent> privacy) {
    byte[] before = record.clone();
    Ingested ingested = intake.accept(record, "t/0", 7, 0);
    assertThat(Arrays.equals(record, before)).isTrue();
    assertThat(ingested.event() == null).isNotEqualTo(ingested.deadLetter() == null);
    return ingested.isAccepted()
        ? new Made(document(ingested.event(), privacy), null)
        : new Made(deadLetters.map(ingested.deadLetter()), ingested.deadLetter());
  }

  private record Made(Document document, DeadLetter letter) {}

  private static void same(Made made, Made again) {
    assertThat(again.document().id()).isEqualTo(made.document().id());
    assertThat(Arrays.equals(again.document().json(), made.document().json())).isTrue();
  }

  private static Outcome outcome(byte[] record, Made made) {
    String fields = fields(made.document().json());
    DeadLetter letter = made.letter();
    if (letter == null) {
      return Outcome.taken(fields);
    }
    assertThat(letter.detail()).isNotBlank().hasSizeLessThan(1_000);
    assertThat(letter.length()).isEqualTo(record.length);
    assertThat(letter.sha256()).hasSize(64);
    assertThat(fields).contains("error.type ", "fenceline.dead_letter ");
    return Outcome.refused(letter.reason().toString(), letter.detail());
  }

  private Document document(
      InferenceEvent event,
      OneInputStreamOperatorTestHarness<InferenceEvent, InferenceEvent> privacy) {
    try {
      InferenceEvent read = overTheWire(event);
      privacy.processElement(new StreamRecord<>(read, read.timestamp()));
      InferenceEvent shown = privacy.extractOutputValues().get(0);
      privacy.getOutput().clear();
      return events.map(new EnrichedEvent(overTheWire(shown), NOTHING));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private InferenceEvent overTheWire(InferenceEvent event) throws IOException {
    wire.clear();
    serializer.serialize(event, wire);
    DataInputDeserializer back = new DataInputDeserializer(wire.wrapAsByteBuffer());
    InferenceEvent read = serializer.deserialize(back);
    assertThat(back.available()).isZero();
    return read;
  }

  /** Paths of a document's fields, two deep; that it is JSON without a doubled key on the way. */
  private static String fields(byte[] json) {
    StringBuilder fields = new StringBuilder();
    List<String> path = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(json)) {
      for (JsonToken token; (token = parser.nextToken()) != null; ) {
        if (token == JsonToken.START_OBJECT && parser.currentName() != null) {
          path.add(parser.currentName());
        } else if (token == JsonToken.END_OBJECT && !path.isEmpty()) {
          path.remove(path.size() - 1);
        } else if (token == JsonToken.FIELD_NAME && path.size() < 2) {
          path.forEach(parent -> fields.append(parent).append('.'));
          fields.append(parser.currentName()).append(' ');
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(new String(json, StandardCharsets.UTF_8), e);
    }
    return fields.toString();
  }
}
