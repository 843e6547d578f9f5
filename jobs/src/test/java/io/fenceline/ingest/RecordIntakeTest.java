// SPDX-License-Identifier: Apache-2.0
package io.fenceline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenceline.model.DeadLetter;
import io.fenceline.model.DeadLetterReason;
import io.fenceline.model.EnrichedEvent;
import io.fenceline.model.Origin;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RecordIntakeTest {
  private final RecordIntake intake =
      new RecordIntake(IngestSettings.defaults(), Set.of(), Records.CLOCK);

  static Stream<Arguments> badRecords() {
    String good = Records.at("2026-03-03T08:00:00Z", "r");
    return Stream.of(
        bad("a truncated line", good.substring(0, 60), DeadLetterReason.MALFORMED_JSON, "middle"),
        bad("no record", "", DeadLetterReason.MALFORMED_JSON, "empty"),
        bad("an array", "[" + good + "]", DeadLetterReason.MALFORMED_JSON, "an array"),
        bad("two objects", good + good, DeadLetterReason.MALFORMED_JSON, "follows"),
        bad("garbage behind", good + "x", DeadLetterReason.MALFORMED_JSON, "not JSON"),
        bad("NaN", Records.with("\"latency_ms\":NaN"), DeadLetterReason.MALFORMED_JSON, "NaN"),
        bad(
            "Infinity",
            Records.with("\"latency_ms\":-Infinity"),
            DeadLetterReason.MALFORMED_JSON,
            "Infinity"),
        bad(
            "a number beyond all",
            Records.with("\"latency_ms\":1e400"),
            DeadLetterReason.INVALID_FIELD,
            "latency_ms"),
        bad(
            "a depth bomb",
            Records.with("\"x\":" + "[".repeat(100_000)),
            DeadLetterReason.MALFORMED_JSON,
            "deeper than 64"),
        bad(
            "an object bomb",
            Records.with("\"x\":" + "{\"a\":".repeat(50_000)),
            DeadLetterReason.MALFORMED_JSON,
            "deeper than 64"),
        bad(
            "a long number",
            Records.with("\"latency_ms\":" + "1".repeat(5_000)),
            DeadLetterReason.MALFORMED_JSON,
            "1,000"),
        bad(
            "a 2 MB line",
            Records.with("\"x\":\"" + "y".repeat(2 << 20) + "\""),
            DeadLetterReason.TOO_LARGE,
            "ingest.max-record-bytes"),
        bad(
            "a known key twice",
            Records.with("\"request_id\":\"q\""),
            DeadLetterReason.DUPLICATE_KEY,
            "request_id"),
        bad(
            "an escaped key twice",
            Records.with("\"request\\u005fid\":\"q\""),
            DeadLetterReason.DUPLICATE_KEY,
            "request_id"),
        bad(
            "an unknown key twice",
            Records.with("\"x\":1,\"x\":2"),
            DeadLetterReason.DUPLICATE_KEY,
            "outside the contract"),
        bad(
            "a nested key twice",
            Records.with("\"x\":[{\"y\":{\"z\":1,\"z\":2}}]"),
            DeadLetterReason.DUPLICATE_KEY,
            "outside the contract"),
        bad(
            "a layer twice",
            Records.with("\"activation_stats\":{\"h\":{},\"h\":{}}"),
            DeadLetterReason.DUPLICATE_KEY,
            "activation_stats"),
        bad(
            "a score twice",
            good.replace("\"a\"", "\"a\",\"scores\":{\"b\":0,\"b\":1}"),
            DeadLetterReason.DUPLICATE_KEY,
            "prediction.scores"),
        bad(
            "no timestamp",
            good.replace("timestamp", "time"),
            DeadLetterReason.MISSING_FIELD,
            "timestamp"),
        bad(
            "no class",
            good.replace("class", "klass"),
            DeadLetterReason.MISSING_FIELD,
            "prediction.class"),
        bad(
            "no identity",
            good.replace("user_id", "user"),
            DeadLetterReason.MISSING_FIELD,
            "api_key_id, user_id, source_ip"),
        bad(
            "an empty identity",
            good.replace("\"u\"", "\"\""),
            DeadLetterReason.MISSING_FIELD,
            "api_key_id"),
        bad(
            "a null model",
            good.replace("\"m\"", "null"),
            DeadLetterReason.INVALID_FIELD,
            "model_name"),
        bad(
            "a number as time",
            good.replace("\"2026-03-03T08:00:00Z\"", "1772524800"),
            DeadLetterReason.INVALID_FIELD,
            "timestamp"),
        bad(
            "no such day",
            Records.at("2026-02-30T08:00:00Z", "r"),
            DeadLetterReason.INVALID_FIELD,
            "ISO-8601"),
        bad(
            "a local time",
            Records.at("2026-03-03T08:00:00", "r"),
            DeadLetterReason.INVALID_FIELD,
            "offset"),
        bad(
            "a time of 1970",
            Records.at("1970-01-01T00:00:00Z", "r"),
            DeadLetterReason.TIMESTAMP_TOO_OLD,
            "2000"),
        bad(
            "a time of 2099",
            Records.at("2099-01-01T00:00:00Z", "r"),
            DeadLetterReason.TIMESTAMP_IN_FUTURE,
            "ingest.max-future"),
        bad(
            "a late time",
            Records.at("2026-03-03T07:59:28.999Z", "r"),
            DeadLetterReason.LATE,
            "31.001 s behind"),
        bad(
            "a long model name",
            good.replace("\"m\"", "\"" + "m".repeat(1025) + "\""),
            DeadLetterReason.INVALID_FIELD,
            "model_name"),
        bad(
            "a wrong type",
            good.replace("\"a\"", "{}"),
            DeadLetterReason.INVALID_FIELD,
            "prediction.class"));
  }

  private static Arguments bad(
      String name, String record, DeadLetterReason reason, String detailHolds) {
    return Arguments.of(name, record, reason, detailHolds);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badRecords")
  void oneBadRecordIsOneDeadLetterAndHarmsNoOther(
      String name, String record, DeadLetterReason reason, String detailHolds) throws Exception {
    Ingested before = take(Records.at("2026-03-03T08:00:00Z", "before"), 1);
    Ingested bad = take(record, 2);
    Ingested after = take(Records.at("2026-03-03T07:59:31Z", "after"), 3);

    assertThat(before.isAccepted()).isTrue();
    assertThat(after.isAccepted()).isTrue();
    assertThat(bad.isAccepted()).isFalse();
    DeadLetter letter = bad.deadLetter();
    byte[] bytes = Records.bytes(record);
    assertThat(letter.reason()).isEqualTo(reason);
    assertThat(letter.detail()).contains(detailHolds).hasSizeLessThan(400);
    assertThat(letter.origin()).isEqualTo(new Origin("t/0", 2));
    assertThat(letter.observedAt()).isEqualTo(42);
    assertThat(letter.length()).isEqualTo(bytes.length);
    assertThat(letter.sha256())
        .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
    assertThat(letter.payload())
        .isEqualTo(Arrays.copyOf(bytes, Math.min(bytes.length, RecordIntake.MAX_PAYLOAD_BYTES)));
  }

  @ParameterizedTest
  @MethodSource("notUtf8")
  void refusesBytesThatAreNotUtf8EvenInFieldsNobodyReads(byte[] wrong) {
    byte[] record = Records.bytes(Records.with("\"x\":\"????\""));
    System.arraycopy(wrong, 0, record, record.length - 6, wrong.length);

    Ingested taken = intake.accept(record, "t/0", 1, 0);

    assertThat(taken.deadLetter().reason()).isEqualTo(DeadLetterReason.NOT_UTF8);
  }

  static Stream<byte[]> notUtf8() {
    return Stream.of("ff", "80", "c0af", "e08080", "eda080", "f4908080", "f08080af", "c3")
        .map(HexFormat.of()::parseHex);
  }

  @Test
  void refusesUtf16() {
    byte[] record = Records.FULL.getBytes(StandardCharsets.UTF_16BE);

    assertThat(intake.accept(record, "t/0", 1, 0).deadLetter().reason())
        .isEqualTo(DeadLetterReason.MALFORMED_JSON);
  }

  @Test
  void latenessIsMeasuredInsideOneSource() {
    take(Records.at("2026-03-03T08:00:00Z", "r"), 1);
    byte[] old = Records.bytes(Records.at("2026-03-03T07:00:00Z", "r"));

    assertThat(intake.accept(old, "t/1", 1, 0).isAccepted()).isTrue();
    assertThat(intake.accept(old, "t/0", 2, 0).isAccepted()).isFalse();
  }

  @Test
  void anEventFromTheAllowedFutureMakesNoOtherLate() {
    assertThat(take(Records.at("2026-03-03T12:01:00Z", "ahead"), 1).isAccepted()).isTrue();
    assertThat(take(Records.at("2026-03-03T12:01:00.001Z", "beyond"), 2).isAccepted()).isFalse();
    assertThat(take(Records.at("2026-03-03T11:59:30Z", "honest"), 3).isAccepted()).isTrue();
    assertThat(take(Records.at("2026-03-03T11:59:29.999Z", "late"), 4).isAccepted()).isFalse();
  }

  @Test
  void detailsNeverRepeatContent() {
    badRecords()
        .forEach(
            record -> {
              String hidden = ((String) record.get()[1]).replace("\"m\"", "\"s3cr3t\"");
              Ingested taken = intake.accept(Records.bytes(hidden), "t/0", 1, 0);
              if (!taken.isAccepted()) {
                assertThat(taken.deadLetter().detail()).doesNotContain("s3cr3t");
              }
            });
  }

  @Test
  void recordsNeedNoKryo() {
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(Ingested.class);
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(DeadLetter.class);
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(EnrichedEvent.class);
  }

  private Ingested take(String record, long position) {
    return intake.accept(Records.bytes(record), "t/0", position, 42);
  }
}
