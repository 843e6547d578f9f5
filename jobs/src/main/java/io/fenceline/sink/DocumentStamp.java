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
  private static final int EVENT_AT = DocumentWriter.HEAD_OPEN.length() + DocumentTime.LENGTH;
  private static final byte[] EVENT = utf8(DocumentWriter.HEAD_CLOSE);
  private static final byte[] TAIL = utf8(DocumentWriter.TAIL);

  private static final byte[] INGESTED = utf8("\"ingested\":\"");
  private static final byte[] AFTER_INGESTED = utf8("\",");
  private static final String DELIVERY = ",\"delivery\":{\"lag_ms\":";

  private final Clock clock;
  private transient DocumentTime time;

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
    if (time == null) {
      time = new DocumentTime();
    }
    long now = clock.millis();
    long lag = DocumentTime.bounded(now) - DocumentTime.bounded(document.known());
    byte[] delivery = utf8(DELIVERY + lag + "}" + DocumentWriter.TAIL);
    byte[] stamped =
        new byte
            [end + INGESTED.length + DocumentTime.LENGTH + AFTER_INGESTED.length + delivery.length];
    ByteBuffer.wrap(stamped)
        .put(json, 0, at)
        .put(INGESTED)
        .put(time.of(now))
        .put(AFTER_INGESTED)
        .put(json, at, end - at)
        .put(delivery);
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
