// SPDX-License-Identifier: Apache-2.0
package io.fenceline.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fenceline.model.Client;
import io.fenceline.model.DocumentText;
import io.fenceline.model.EnrichedEvent;
import io.fenceline.model.Enrichment;
import io.fenceline.model.EventId;
import io.fenceline.model.InferenceEvent;
import io.fenceline.model.InputStats;
import io.fenceline.model.Model;
import io.fenceline.model.Origin;
import io.fenceline.model.Prediction;
import io.fenceline.model.RequestContext;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever a stranger writes, the document is one line of JSON that every reader takes. */
class DocumentPropertiesTest {
  private static final JsonMapper STRICT =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  @Property(tries = 150)
  void textComesBackAsItWasBoundedAndWhole(
      @ForAll("hostile") String text,
      @ForAll double number,
      @ForAll("maps") Map<String, String> extra,
      @ForAll long timestamp)
      throws IOException {
    Document document = document(text, number, extra, timestamp);
    JsonNode json = STRICT.readTree(document.json());

    assertThat(json.at("/fenceline/request_id").asText()).isEqualTo(DocumentText.value(text));
    assertThat(json.at("/fenceline/request_id").asText().length())
        .isLessThanOrEqualTo(DocumentText.MAX_VALUE);
    JsonNode entropy = json.at("/fenceline/prediction/entropy");
    assertThat(entropy.isMissingNode()).isEqualTo(!Double.isFinite(number));
    if (Double.isFinite(number)) {
      assertThat(entropy.asDouble()).isEqualTo(number == 0 ? 0.0 : number);
    }
    assertThat(json.at("/@timestamp").asText()).hasSize(DocumentTime.LENGTH);
  }

  @Property(tries = 150)
  void everyDocumentIsOneLineThatNoTerminalObeys(@ForAll("hostile") String text) {
    String json = new String(document(text, 1, Map.of(text, text), 0).json(), UTF_8);

    assertThat(json.chars())
        .noneMatch(c -> c < 0x20 || (c >= 0x7f && c <= 0x9f))
        .noneMatch(c -> (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069));
  }

  @Property(tries = 100)
  void theBytesDependOnTheValuesAlone(
      @ForAll("hostile") String text, @ForAll("maps") Map<String, String> extra) {
    Map<String, String> reversed = new LinkedHashMap<>();
    extra.keySet().stream()
        .sorted(java.util.Comparator.reverseOrder())
        .forEach(key -> reversed.put(key, extra.get(key)));

    assertThat(document(text, 0.1, extra, 7).json())
        .isEqualTo(document(text, 0.1, reversed, 7).json());
  }

  @Provide
  Arbitrary<String> hostile() {
    Arbitrary<String> any = Arbitraries.strings().all().ofMinLength(1).ofMaxLength(60);
    Arbitrary<String> nasty =
        Arbitraries.strings()
            .withChars('\ud83d', '\ude00', '\u202e', '\u2028', '\0', '\n', '"', '\\', '\u009b', 'a')
            .ofMinLength(1)
            .ofMaxLength(60);
    Arbitrary<String> tooLong =
        Arbitraries.strings().withChars('\ud83d', '\ude00', 'a').ofLength(8_200);
    return Arbitraries.frequencyOf(Tuple.of(20, any), Tuple.of(20, nasty), Tuple.of(1, tooLong));
  }

  @Provide
  Arbitrary<Map<String, String>> maps() {
    return Arbitraries.maps(hostile(), hostile()).ofMaxSize(8);
  }

  private static Document document(
      String text, double number, Map<String, String> extra, long timestamp) {
    InferenceEvent event =
        new InferenceEvent(
            new EventId(3, 4),
            timestamp,
            text,
            new Client(text, text, text),
            new Model(text, text, text, text),
            new InputStats(
                number, number, number, number, number, number, number, number, number, number,
                text),
            new Prediction(text, number, number, Map.of(text, number)),
            number,
            new long[0],
            Map.of(),
            new RequestContext(text, text, text, text, text, text),
            extra,
            0,
            new Origin(text, 1));
    return new EventDocument("default").map(new EnrichedEvent(event, Enrichment.LATE));
  }
}
