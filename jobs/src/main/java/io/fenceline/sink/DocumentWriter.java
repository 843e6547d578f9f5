// SPDX-License-Identifier: Apache-2.0
package io.fenceline.sink;

import io.fenceline.model.DocumentNumber;
import io.fenceline.model.DocumentText;
import io.fenceline.model.serializer.WordImages;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Writes documents of one kind, one after the other. What is absent (empty text, NaN, an object of
 * absent fields) leaves no trace; text is bounded by {@link DocumentText}; bytes depend on the
 * values alone.
 */
final class DocumentWriter {
  /** Every document starts with the instant and {@code event}, see {@link DocumentStamp}. */
  static final String HEAD_OPEN = "{\"@timestamp\":\"";

  static final String HEAD_CLOSE = "\",\"event\":{";

  /** Every document ends with our own fields. */
  static final String TAIL = "}}";

  static final String MODULE = "fenceline";

  private static final String OWN = "fenceline";

  private static final String ECS_VERSION = "9.4.0";
  private static final double MAX_EXACT = 9_007_199_254_740_992.0;

  /** {@link #HEAD_CLOSE} and what is the same in {@code event} of all documents. */
  private final String head;

  /** {@code ecs} and {@code data_stream}. */
  private final String kin;

  private final JsonBytes json = new JsonBytes();
  private final WordImages words = new WordImages();
  private final DocumentTime time = new DocumentTime();

  /** Whether the next name is a stranger's. */
  private boolean strange;

  /**
   * A writer to be used again and again.
   *
   * @param kind {@code event.kind}
   */
  DocumentWriter(DocumentStream stream, String namespace, String kind) {
    head =
        HEAD_CLOSE
            + "\"kind\":\"%s\",\"module\":\"%s\",\"dataset\":\"%s\","
                .formatted(kind, MODULE, stream.dataset());
    kin =
        ("\"ecs\":{\"version\":\"%s\"},\"data_stream\":{\"type\":\"%s\","
                + "\"dataset\":\"%s\",\"namespace\":\"%s\"},")
            .formatted(ECS_VERSION, stream.type(), stream.dataset(), namespace);
  }

  /**
   * Starts a document.
   *
   * @param event writes the rest of {@code event}
   */
  void start(long timestamp, Consumer<DocumentWriter> event) {
    json.clear();
    json.raw(HEAD_OPEN);
    json.raw(time.of(timestamp));
    json.raw(head);
    event.accept(this);
    json.close('}');
    json.raw(kin);
  }

  /**
   * Ends the document with our own fields, see {@link DocumentStamp}.
   *
   * @param own writes at least one of them
   */
  byte[] end(Consumer<DocumentWriter> own) {
    return end(own, (writer, each) -> each.accept(writer));
  }

  /** The same with the fields of an item. */
  <T> byte[] end(T item, Fields<T> own) {
    json.name(OWN);
    json.open('{');
    own.write(this, item);
    json.close('}');
    json.close('}');
    return json.toByteArray();
  }

  /** An object; none if nothing is written into it. */
  void object(String name, Consumer<DocumentWriter> fields) {
    object(name, fields, (writer, each) -> each.accept(writer));
  }

  /** The same with the fields of an item. */
  <T> void object(String name, T item, Fields<T> fields) {
    int before = json.size();
    name(name);
    json.open('{');
    int inside = json.size();
    fields.write(this, item);
    if (json.size() == inside) {
      json.truncate(before);
    } else {
      json.close('}');
    }
  }

  /** A list of objects; none if the list is empty. */
  <T> void objects(String name, Iterable<T> items, Fields<T> fields) {
    if (!items.iterator().hasNext()) {
      return;
    }
    name(name);
    json.open('[');
    for (T item : items) {
      json.open('{');
      fields.write(this, item);
      json.close('}');
    }
    json.close(']');
  }

  void text(String name, String value) {
    if (!value.isEmpty()) {
      name(name);
      value(value);
    }
  }

  /** Fields that are JSON already, with a comma behind each. */
  void ready(String fields) {
    json.raw(fields);
  }

  /** The same for a text that comes in many documents. */
  void word(String name, String value) {
    if (value.isEmpty()) {
      return;
    }
    name(name);
    byte[] known = words.find(value);
    if (known == null) {
      int before = json.size();
      value(value);
      words.keep(value, json.copyFrom(before));
    } else {
      json.raw(known);
    }
  }

  private void value(String text) {
    if (text.length() > DocumentText.MAX_VALUE || !json.plainString(text)) {
      json.string(DocumentText.value(text));
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
    name(name);
    json.open('[');
    for (String value : values) {
      value(value);
    }
    json.close(']');
  }

  /** A list of numbers, each as 8 hexadecimal digits, or 16 if it needs more than 8. */
  void hexes(String name, long[] values) {
    if (values.length == 0) {
      return;
    }
    name(name);
    json.open('[');
    for (long value : values) {
      json.hex(value);
    }
    json.close(']');
  }

  /** Whole numbers are written without a fraction; NaN and infinities not at all. */
  void number(String name, double value) {
    if (!Double.isFinite(value)) {
      return;
    }
    name(name);
    if (value == Math.rint(value) && Math.abs(value) < MAX_EXACT) {
      json.number((long) value);
    } else {
      json.number(value);
    }
  }

  /** As {@link #number}, as {@link DocumentNumber#rounded} has it. */
  void rounded(String name, double value) {
    if (Math.abs(value) < JsonBytes.MOST_ROUNDED) {
      name(name);
      json.rounded(value);
    } else {
      number(name, DocumentNumber.rounded(value));
    }
  }

  void whole(String name, long value) {
    name(name);
    json.number(value);
  }

  void flag(String name, boolean value) {
    name(name);
    json.raw(value ? "true," : "false,");
  }

  /** An instant with milliseconds; one outside 1970 to 9999 becomes the nearest inside. */
  void time(String name, long epochMillis) {
    name(name);
    json.text(time.of(epochMillis));
  }

  /** An open map, see {@link DocumentText#entries}. */
  <T> void map(String name, Map<String, T> entries, Field<T> value) {
    if (entries.isEmpty()) {
      return;
    }
    object(
        name,
        w ->
            DocumentText.entries(entries)
                .forEach(
                    (key, one) -> {
                      strange = true;
                      value.write(w, key, one);
                    }));
    strange = false;
  }

  private void name(String name) {
    if (strange) {
      strange = false;
      json.strangeName(name);
    } else {
      json.name(name);
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
}
