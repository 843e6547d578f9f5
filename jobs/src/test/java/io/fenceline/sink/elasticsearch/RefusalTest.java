// SPDX-License-Identifier: Apache-2.0
package io.fenceline.sink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

class RefusalTest {

  @Property(tries = 500)
  void aLineBreakIsFoundWhereverItIsAndNothingElseIsTakenForOne(@ForAll("texts") byte[] text) {
    boolean breaks = false;
    for (byte b : text) {
      breaks |= b == '\n' || b == '\r';
    }
    assertThat(Refusal.of(entry("id", text), 1000).isEmpty()).isEqualTo(!breaks);
  }

  @Test
  void idsAreMeasuredInBytes() {
    byte[] document = {'{', '}'};
    assertThat(Refusal.of(entry("\u20ac".repeat(170), document), 1000)).isEmpty();
    assertThat(Refusal.of(entry("\u20ac".repeat(171), document), 1000)).contains("513 bytes");
    assertThat(Refusal.of(entry("x".repeat(512), document), 1000)).isEmpty();
    assertThat(Refusal.of(entry("x".repeat(513), document), 1000)).contains("513 bytes");
    assertThat(Refusal.of(entry("", document), 1000)).contains("0 bytes");
  }

  @Provide
  Arbitrary<byte[]> texts() {
    return Arbitraries.frequencyOf(
            Tuple.of(30, Arbitraries.bytes().between((byte) ' ', (byte) '~')),
            Tuple.of(3, Arbitraries.bytes()),
            Tuple.of(1, Arbitraries.of((byte) '\n', (byte) '\r', (byte) '\t')))
        .array(byte[].class)
        .ofMaxSize(40);
  }

  private static BulkEntry entry(String id, byte[] document) {
    return new BulkEntry(BulkOperation.CREATE, "i", id, 0, document, 0);
  }
}
