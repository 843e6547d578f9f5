// SPDX-License-Identifier: Apache-2.0
package io.fenceline.sink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BulkBodyTest {

  private static final byte[] NONE = {};

  private static final List<BulkEntry> MIXED =
      List.of(
          new BulkEntry(BulkOperation.CREATE, "i", "a", 0, utf8("{\"n\":1}"), 0),
          new BulkEntry(BulkOperation.CREATE, "i", "b\"\u00e9", 0, utf8("{}"), 0),
          new BulkEntry(BulkOperation.INDEX, "j", "c", 12, utf8("{\"x\":\"\u00e9\"}"), 0),
          new BulkEntry(BulkOperation.INDEX, "j", "d", 0, utf8("{}"), 0),
          new BulkEntry(BulkOperation.DELETE, "j", "e", 0, NONE, 0),
          new BulkEntry(BulkOperation.DELETE, "j", "f", 7, NONE, 0));

  private static final String RENDERED =
      """
      {"create":{"_index":"i","_id":"a"}}
      {"n":1}
      {"create":{"_index":"i","_id":"b\\"\u00e9"}}
      {}
      {"index":{"_index":"j","_id":"c","version":12,"version_type":"external"}}
      {"x":"\u00e9"}
      {"index":{"_index":"j","_id":"d"}}
      {}
      {"delete":{"_index":"j","_id":"e"}}
      {"delete":{"_index":"j","_id":"f","version":7,"version_type":"external"}}
      """;

  @Test
  void eachDocumentFollowsItsLineAndADeleteHasNone() throws IOException {
    BulkBody body = BulkBody.of(MIXED);
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    body.writeTo(written);
    assertThat(written.toString(StandardCharsets.UTF_8)).isEqualTo(RENDERED);
    assertThat(body.length()).isEqualTo(written.size());
  }

  @Property(tries = 60)
  void readInPiecesOfAnySizeItIsTheSame(@ForAll @IntRange(min = 1, max = 400) int piece) {
    BulkBody.Reader reader = BulkBody.of(MIXED).reader();
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(piece);
    reader.fill(buffer);
    while (buffer.position() > 0) {
      read.write(buffer.array(), 0, buffer.position());
      buffer.clear();
      reader.fill(buffer);
    }
    assertThat(read.toString(StandardCharsets.UTF_8)).isEqualTo(RENDERED);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
