// SPDX-License-Identifier: Apache-2.0
package io.fenceline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenceline.model.InferenceEvent;
import io.fenceline.model.Origin;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a record is, reading it the short way changes nothing. */
class UsualRecordTest {
  private static final String FULL = Records.FULL.replace(",\"attention_stats\":{\"h\":[1]}", "");
  private static final Origin ORIGIN = new Origin("t/0", 1);
  private static final String[] PIECES = {
    "0",
    "-0",
    "1e5",
    "1E-7",
    "0.1234567890123456789",
    "123456789012345678",
    "01",
    "-1.50",
    "1.",
    "1e400",
    "null",
    "true",
    "\"é\"",
    "\"\\u0041\"",
    "\"\ud83d\ude00\"",
    "{}",
    "[]",
    " ",
    "\t",
    "\"\"",
    "\"abc\"",
    ",",
    "\u0000",
    "\"\u0001\"",
    ":",
    "\"timestamp\":",
    "\"x\":1,"
  };

  private final EventDecoder decoder = new EventDecoder(Set.of("x", "prediction.y", "meta.z"));
  private final ContractField contract = EventContract.published().root();

  @Test
  void theFullContractNeedsNoParser() {
    assertThat(isUsual(FULL)).isTrue();
    assertThat(isUsual(FULL.replace("\":", "\" : ").replace(",\"", " ,\t\""))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"cl\\u0061ss\"", "\"unknown\":1,\"class\"", "\"class\":\"A\",\"class\""})
  void whatIsUnusualIsLeftToTheParser(String name) {
    assertThat(isUsual(FULL.replace("\"class\"", name))).isFalse();
  }

  @Property(tries = 4_000)
  void recordsWithSomeBytesChangedAreReadAsTheParserReadsThem(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] record = Records.bytes(FULL);
    for (int changes = random.nextInt(4); changes > 0; changes--) {
      int at = random.nextInt(record.length);
      switch (random.nextInt(5)) {
        case 0 -> record[at] = (byte) random.nextInt(256);
        case 1 -> record[at] = (byte) "{}[]\",:0-.eE\\u".charAt(random.nextInt(14));
        case 2 -> record = Arrays.copyOf(record, at + 1);
        case 3 -> record = replaced(record, at, random.nextInt(record.length - at), new byte[0]);
        default ->
            record =
                replaced(record, at, 0, Arrays.copyOfRange(record, at, at + random.nextInt(40)));
      }
    }
    check(record);
  }

  /** A piece of JSON in the place of a value, or beside it. */
  @Property(tries = 4_000)
  void recordsWithOtherValuesAreReadAsTheParserReadsThem(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] record = Records.bytes(FULL);
    for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
      int from = random.nextInt(record.length);
      while (from < record.length && ":,[{".indexOf(record[from]) < 0) {
        from++;
      }
      int to = Math.min(record.length, from + 1);
      from = to;
      while (to < record.length && random.nextInt(8) > 0 && ",]}".indexOf(record[to]) < 0) {
        to++;
      }
      record =
          replaced(record, from, to - from, Records.bytes(PIECES[random.nextInt(PIECES.length)]));
    }
    check(record);
  }

  private static byte[] replaced(byte[] record, int at, int length, byte[] piece) {
    int behind = Math.min(record.length, at + length);
    byte[] changed = Arrays.copyOf(record, at + piece.length + record.length - behind);
    System.arraycopy(piece, 0, changed, at, piece.length);
    System.arraycopy(record, behind, changed, at + piece.length, record.length - behind);
    return changed;
  }

  private void check(byte[] record) {
    String parsed = outcome(() -> decoder.parse(record, ORIGIN));
    assertThat(outcome(() -> decoder.decode(record, ORIGIN))).isEqualTo(parsed);
  }

  private boolean isUsual(String record) {
    byte[] bytes = Records.bytes(record);
    return new UsualRecord(contract, new EventDraft()).read(bytes, 0, bytes.length);
  }

  private static String outcome(Reading reading) {
    try {
      InferenceEvent event = reading.read();
      return event.toString().replaceFirst("\\[J@\\w+", event.hashes().toString());
    } catch (RecordRefused refused) {
      return refused.reason() + ": " + refused.getMessage();
    }
  }

  private interface Reading {
    InferenceEvent read() throws RecordRefused;
  }
}
