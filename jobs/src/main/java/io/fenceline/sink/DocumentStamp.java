// SPDX-License-Identifier: Apache-2.0
package io.fenceline.sink;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import org.apache.flink.api.common.functions.MapFunction;

/**
 * Adds {@code event.ingested}, the time of delivery, which Kibana's alert rule searches by, and
 * {@code fenceline.delivery.lag_ms}, how long after {@link Document#known()} that is. It stands
 * directly in front of the Elasticsearch sink and nowhere else, so that documents from a replay are
 * equal, byte for byte, everywhere before.
 */
public final class DocumentStamp implements MapFunction<Document, Document> {
  private static final long serialVersionUID = 1L;
  private static final int EVENT_AT =
      DocumentWriter.HEAD_OPEN.length() + DocumentWriter.INSTANT_LENGTH;
  private static final byte[] EVENT = utf8(DocumentWriter.HEAD_CLOSE);
  private static final byte[] TAIL = utf8(DocumentWriter.TAIL);

  private final Clock clock;

  /** Uses the system's clock. */
  public DocumentStamp() {
    this(Clock.systemUTC());
  }

  /**
   * Uses the given clock.
   *
   * @param clock must be serialisable, as the clocks of the JDK are
   */
  public DocumentStamp(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Document map(Document document) {
    byte[] json = document.json();
    int at = EVENT_AT + EVENT.length;
    int end = json.length - TAIL.length;
    if (end < at
        || !Arrays.equals(json, EVENT_AT, at, EVENT, 0, EVENT.length)
        || !Arrays.equals(json, end, json.length, TAIL, 0, TAIL.length)) {
      throw new IllegalArgumentException(
          "Document "
              + document.id()
              + " of "
              + document.stream()
              + " does not begin with @timestamp and event, and end with fenceline; only documents"
              + " of this package can be stamped.");
    }
    long now = clock.millis();
    byte[] ingested = utf8("\"ingested\":\"" + DocumentWriter.instant(now) + "\",");
    long lag = DocumentWriter.bounded(now) - DocumentWriter.bounded(document.known());
    byte[] delivery = utf8(",\"delivery\":{\"lag_ms\":" + lag + "}");
    byte[] stamped =
        ByteBuffer.allocate(json.length + ingested.length + delivery.length)
            .put(json, 0, at)
            .put(ingested)
            .put(json, at, end - at)
            .put(delivery)
            .put(TAIL)
            .array();
    return new Document(
        document.stream(),
        document.id(),
        document.version(),
        document.timestamp(),
        document.known(),
        stamped);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
