// SPDX-License-Identifier: Apache-2.0
package io.fenceline.sink;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.fenceline.model.DocumentText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Writes one document. What is absent (empty text, NaN, an object of absent fields) leaves no
 * trace; text is bounded by {@link DocumentText}; bytes depend on the values alone.
 */
final class DocumentWriter {
  /** Every document starts with the instant and {@code event}, see {@link DocumentStamp}. */
  static final String HEAD_OPEN = "{\"@timestamp\":\"";

  static final String HEAD_CLOSE = "\",\"event\":{";
  static final int INSTANT_LENGTH = 24;

  /** Every document ends with our own fields. */
  static final String TAIL = "}}";

  static final String MODULE = "fenceline";

  private static final String OWN = "fenceline";

  private static final String ECS_VERSION = "9.4.0";
  private static final long MAX_INSTANT = 253_402_300_799_999L;
  private static final double MAX_EXACT = 9_007_199_254_740_992.0;
  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  // The digits of Double.toString differ between Java releases, those of the fast writer do not.
  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .characterEscapes(new DocumentEscapes())
          .build();

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1_024);
  private final JsonGenerator json;
  // Objects that were opened and have no field yet.
  private final Deque<String> pending = new ArrayDeque<>();

  private DocumentWriter() throws IOException {
    json = JSON.createGenerator(bytes);
  }

  /**
   * Starts a document.
   *
   * @param kind {@code event.kind}
   * @param event writes the rest of {@code event}
   */
  static DocumentWriter start(
      DocumentStream stream,
      String namespace,
      long timestamp,
      String kind,
      Consumer<DocumentWriter> event) {
    try {
      DocumentWriter writer = new DocumentWriter();
      writer.json.writeStartObject();
      writer.time("@timestamp", timestamp);
      writer.object(
          "event",
          w -> {
            w.text("kind", kind);
            w.text("module", MODULE);
            w.text("dataset", stream.dataset());
            event.accept(w);
          });
      writer.object("ecs", w -> w.text("version", ECS_VERSION));
      writer.object(
          "data_stream",
          w -> {
            w.text("type", stream.type());
            w.text("dataset", stream.dataset());
            w.text("namespace", namespace);
          });
      return writer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Ends the document with our own fields, see {@link DocumentStamp}.
   *
   * @param own writes at least one of them
   */
  byte[] end(Consumer<DocumentWriter> own) {
    try {
      json.writeFieldName(OWN);
      json.writeStartObject();
      own.accept(this);
      json.writeEndObject();
      json.writeEndObject();
      json.close();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An object; none if nothing is written into it. */
  void object(String name, Consumer<DocumentWriter> fields) {
    pending.addLast(name);
    fields.accept(this);
    if (!pending.isEmpty()) {
      pending.removeLast();
      return;
    }
    write(JsonGenerator::writeEndObject);
  }

  /** A list of objects; none if the list is empty. */
  <T> void objects(String name, Iterable<T> items, Fields<T> fields) {
    if (!items.iterator().hasNext()) {
      return;
    }
    field(name, JsonGenerator::writeStartArray);
    for (T item : items) {
      write(JsonGenerator::writeStartObject);
      fields.write(this, item);
      write(JsonGenerator::writeEndObject);
    }
    write(JsonGenerator::writeEndArray);
  }

  void text(String name, String value) {
    if (!value.isEmpty()) {
      field(name, g -> g.writeString(DocumentText.value(value)));
    }
  }

  /** One value as it is, several as a list. */
  void texts(String name, List<String> values) {
    if (values.size() == 1) {
      text(name, values.get(0));
    } else {
      list(name, values);
    }
  }

  /** A list even of one. */
  void list(String name, List<String> values) {
    if (values.isEmpty()) {
      return;
    }
    field(name, JsonGenerator::writeStartArray);
    for (String value : values) {
      write(g -> g.writeString(DocumentText.value(value)));
    }
    write(JsonGenerator::writeEndArray);
  }

  /** Whole numbers are written without a fraction; NaN and infinities not at all. */
  void number(String name, double value) {
    if (!Double.isFinite(value)) {
      return;
    }
    if (value == Math.rint(value) && Math.abs(value) < MAX_EXACT) {
      field(name, g -> g.writeNumber((long) value));
    } else {
      field(name, g -> g.writeNumber(value));
    }
  }

  void whole(String name, long value) {
    field(name, g -> g.writeNumber(value));
  }

  void flag(String name, boolean value) {
    field(name, g -> g.writeBoolean(value));
  }

  /** An instant with milliseconds; one outside 1970 to 9999 becomes the nearest inside. */
  void time(String name, long epochMillis) {
    field(name, g -> g.writeString(instant(epochMillis)));
  }

  /** An open map, see {@link DocumentText#entries}. */
  <T> void map(String name, Map<String, T> entries, Field<T> value) {
    object(
        name, w -> DocumentText.entries(entries).forEach((key, one) -> value.write(w, key, one)));
  }

  static String instant(long epochMillis) {
    return INSTANT.format(Instant.ofEpochMilli(bounded(epochMillis)));
  }

  /** The nearest that documents can say, 1970 to 9999. */
  static long bounded(long epochMillis) {
    return Math.max(0, Math.min(MAX_INSTANT, epochMillis));
  }

  private void field(String name, Step value) {
    write(
        g -> {
          while (!pending.isEmpty()) {
            g.writeFieldName(pending.removeFirst());
            g.writeStartObject();
          }
          g.writeFieldName(name);
          value.write(g);
        });
  }

  private void write(Step step) {
    try {
      step.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the fields of one item. */
  interface Fields<T> {
    void write(DocumentWriter writer, T item);
  }

  /** Writes one field. */
  interface Field<T> {
    void write(DocumentWriter writer, String name, T value);
  }

  private interface Step {
    void write(JsonGenerator json) throws IOException;
  }
}
