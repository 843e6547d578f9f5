// SPDX-License-Identifier: Apache-2.0
package io.fenceline.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.NumberOutput;
import com.fasterxml.jackson.core.io.SerializedString;
import io.fenceline.model.DocumentNumber;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Byte for byte what Jackson writes, told to escape the same characters. */
class JsonBytesTest {
  private static final JsonFactory JACKSON =
      new JsonFactoryBuilder()
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .characterEscapes(new Escapes())
          .build();

  @Property(tries = 300)
  void textsNumbersAndStructureAreAsJacksonWritesThem(
      @ForAll("texts") String name,
      @ForAll("texts") String value,
      @ForAll double number,
      @ForAll long whole)
      throws IOException {
    double finite = Double.isFinite(number) ? number : 0.1;
    JsonBytes json = new JsonBytes();
    json.open('{');
    json.strangeName(name);
    json.string(value);
    json.name("list");
    json.open('[');
    json.number(finite);
    json.number(whole);
    json.open('{');
    json.close('}');
    json.string("");
    json.close(']');
    json.name("hex");
    json.hex(whole);
    json.close('}');

    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    try (JsonGenerator jackson = JACKSON.createGenerator(expected)) {
      jackson.writeStartObject();
      jackson.writeStringField(name, value);
      jackson.writeArrayFieldStart("list");
      jackson.writeNumber(finite);
      jackson.writeNumber(whole);
      jackson.writeStartObject();
      jackson.writeEndObject();
      jackson.writeString("");
      jackson.writeEndArray();
      HexFormat hex = HexFormat.of();
      jackson.writeStringField(
          "hex", whole >>> 32 == 0 ? hex.toHexDigits((int) whole) : hex.toHexDigits(whole));
      jackson.writeEndObject();
    }
    assertThat(new String(json.toByteArray(), StandardCharsets.UTF_8))
        .isEqualTo(expected.toString(StandardCharsets.UTF_8));
  }

  @Property(tries = 2_000)
  void numbersOfFewDecimalsAreAsJacksonWritesThem(
      @ForAll @LongRange(min = -100_000_000_000L, max = 100_000_000_000L) long whole,
      @ForAll @IntRange(max = 9) int decimals) {
    double number = whole / Math.pow(10, decimals);
    JsonBytes json = new JsonBytes();
    json.number(number);
    json.close(' ');
    json.number(Math.nextUp(number));
    assertThat(json.toByteArray())
        .asString()
        .isEqualTo(
            NumberOutput.toString(number, true)
                + " ,"
                + NumberOutput.toString(Math.nextUp(number), true));
  }

  @Property(tries = 2_000)
  void roundedNumbersHaveTheDigitsOfTheNearestMillionth(
      @ForAll @DoubleRange(min = -9_999_999, max = 9_999_999) double large,
      @ForAll @IntRange(max = 12) int decimals) {
    double number = large / Math.pow(10, decimals);
    JsonBytes json = new JsonBytes();
    json.rounded(number);
    double nearest = DocumentNumber.rounded(number);
    assertThat(json.toByteArray())
        .asString()
        .isEqualTo(
            nearest == Math.rint(nearest)
                ? Long.toString((long) nearest)
                : NumberOutput.toString(nearest, true));
  }

  @Property(tries = 300)
  void numbersThatComeAgainAmongManyOthersAreAsJacksonWritesThem(
      @ForAll @Size(max = 3_000) double[] numbers) {
    JsonBytes json = new JsonBytes();
    for (int i = 0; i < 2 * numbers.length; i++) {
      double number = numbers[i % numbers.length];
      if (Double.isFinite(number)) {
        json.clear();
        json.number(number);
        assertThat(json.toByteArray()).asString().isEqualTo(NumberOutput.toString(number, true));
      }
    }
  }

  @Test
  void everyCharacterIsWrittenAsJacksonDoes() throws IOException {
    for (char c = 0; c < Character.MAX_VALUE; c++) {
      if (Character.isSurrogate(c)) {
        continue;
      }
      JsonBytes json = new JsonBytes();
      json.string("a" + c + "b");
      ByteArrayOutputStream expected = new ByteArrayOutputStream();
      try (JsonGenerator jackson = JACKSON.createGenerator(expected)) {
        jackson.writeString("a" + c + "b");
      }
      assertThat(json.toByteArray()).as("U+%04X", (int) c).isEqualTo(expected.toByteArray());
    }
  }

  @Test
  void whatIsTakenBackLeavesNoTraceAndTheNextLineBeginsAnew() {
    JsonBytes json = new JsonBytes();
    json.open('{');
    json.name("a");
    json.number(Long.MIN_VALUE);
    int before = json.size();
    json.name("empty");
    json.open('{');
    json.truncate(before);
    json.name("b");
    json.number(-0.0);
    json.close('}');
    assertThat(json.toByteArray()).asString().isEqualTo("{\"a\":-9223372036854775808,\"b\":-0.0}");
    json.clear();
    json.string("x".repeat(5_000));
    assertThat(json.toByteArray()).asString().isEqualTo("\"" + "x".repeat(5_000) + "\"");
  }

  @Property(tries = 300)
  void instantsAreAsTheJdkWritesThem(@ForAll("instants") long millis) {
    DocumentTime time = new DocumentTime();
    time.of(86_399_999);
    assertThat(time.of(millis))
        .asString()
        .isEqualTo(
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
                .withZone(ZoneOffset.UTC)
                .format(Instant.ofEpochMilli(DocumentTime.bounded(millis))));
  }

  @Provide
  Arbitrary<Long> instants() {
    return Arbitraries.longs().between(-1_000, 253_402_300_800_500L);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ascii().ofMaxLength(40),
        Arbitraries.strings()
            .withChars('a', '"', '\\', '\n', '\u007f', '\u0085', '\u202e', '\u2028', '\u00e9')
            .ofMaxLength(40),
        Arbitraries.integers()
            .between(0x1_0000, 0x10_ffff)
            .map(point -> "a" + Character.toString(point) + "b"));
  }

  private static final class Escapes extends CharacterEscapes {
    private static final long serialVersionUID = 1L;
    private final int[] ascii = standardAsciiEscapesForJSON();

    Escapes() {
      ascii[0x7f] = ESCAPE_STANDARD;
    }

    @Override
    public int[] getEscapeCodesForAscii() {
      return ascii.clone();
    }

    @Override
    public SerializableString getEscapeSequence(int ch) {
      return JsonBytes.isObeyed((char) ch)
          ? new SerializedString(String.format("\\u%04X", ch))
          : null;
    }
  }
}
