// SPDX-License-Identifier: Apache-2.0
package io.fenceline.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.fenceline.model.DeadLetterReason;
import io.fenceline.model.InferenceEvent;
import io.fenceline.model.LayerStats;
import io.fenceline.model.Origin;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Reads one JSON object of the published contract straight into an event: no tree, no reflection.
 * What {@link UsualRecord} cannot read is read by a parser. Checks syntax, encoding and every
 * field; time is {@link RecordIntake}'s. Keeps buffers between records, so one decoder serves one
 * thread.
 */
public final class EventDecoder {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(JsonFault.MAX_DEPTH)
                  .maxNumberLength(JsonFault.MAX_NUMBER_LENGTH)
                  .maxNameLength(JsonFault.MAX_NAME_LENGTH)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          // Keys may be chosen by an attacker: no JVM-wide interning, and no record is refused
          // because of the keys of another one.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          // Without this a record may smuggle UTF-16 past the check of UTF-8.
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          .build();

  private final ContractField contract = EventContract.published().root();
  private final RecordHash hash = new RecordHash();
  private final EventDraft draft = new EventDraft();
  private final FieldReader fields = new FieldReader(draft);
  private final UsualRecord usual = new UsualRecord(contract, draft);
  private final OpenFields wanted;
  private byte[] record;

  /**
   * A decoder that keeps the given fields outside the contract.
   *
   * @param extraPaths dotted paths that the privacy policy names; those of the contract are ignored
   */
  public EventDecoder(Set<String> extraPaths) {
    this.wanted = OpenFields.of(extraPaths);
  }

  /** The event of a record. A byte order mark before it and line ends behind it are ignored. */
  InferenceEvent decode(byte[] bytes, Origin origin) throws RecordRefused {
    int start = RecordHash.start(bytes);
    int end = RecordHash.end(bytes);
    draft.clear();
    if (!usual.read(bytes, start, end)) {
      return parse(bytes, origin);
    }
    if (!usual.isAscii()) {
      requireUtf8(bytes, start, end);
    }
    draft.requireComplete();
    return draft.build(hash.id(bytes, start, end), origin);
  }

  /** The event of any record, by the parser alone. */
  InferenceEvent parse(byte[] bytes, Origin origin) throws RecordRefused {
    int start = RecordHash.start(bytes);
    int end = RecordHash.end(bytes);
    requireUtf8(bytes, start, end);
    draft.clear();
    parse(bytes, start, end);
    draft.requireComplete();
    return draft.build(hash.id(bytes, start, end), origin);
  }

  private static void requireUtf8(byte[] bytes, int start, int end) throws RecordRefused {
    int invalid = Utf8.firstInvalid(bytes, start, end);
    if (invalid >= 0) {
      throw new RecordRefused(
          DeadLetterReason.NOT_UTF8,
          "byte " + invalid + " of " + bytes.length + " is not UTF-8; write the log as UTF-8");
    }
  }

  private void parse(byte[] bytes, int start, int end) throws RecordRefused {
    // The parser counts bytes from the array's beginning only if it starts there.
    record = start == 0 ? bytes : Arrays.copyOfRange(bytes, start, end);
    JsonParser open = null;
    try (JsonParser parser = JSON.createParser(record, 0, end - start)) {
      open = parser;
      readRecord(parser);
    } catch (IOException e) {
      throw JsonFault.of(e, open, record, end - start);
    }
  }

  private void readRecord(JsonParser parser) throws IOException, RecordRefused {
    JsonToken first = parser.nextToken();
    if (first == null) {
      throw new RecordRefused(
          DeadLetterReason.MALFORMED_JSON, "the record is empty; write one JSON object per record");
    }
    if (first != JsonToken.START_OBJECT) {
      throw new RecordRefused(
          DeadLetterReason.MALFORMED_JSON,
          "expected one JSON object, found " + FieldReader.shape(parser));
    }
    readObject(parser, contract, wanted);
    if (parser.nextToken() != null) {
      throw new RecordRefused(
          DeadLetterReason.MALFORMED_JSON,
          "something follows the JSON object at byte "
              + parser.currentTokenLocation().getByteOffset()
              + "; write one object per record");
    }
  }

  private void readObject(JsonParser parser, ContractField object, OpenFields below)
      throws IOException, RecordRefused {
    long seen = 0;
    Set<String> unknown = null;
    for (String name; (name = parser.nextFieldName()) != null; ) {
      ContractField field = object.children().get(name);
      parser.nextToken();
      if (field == null) {
        unknown = unknown == null ? new HashSet<>() : unknown;
        OpenFields.once(unknown, name, parser);
        readOpen(parser, object, name, OpenFields.below(below, name));
        continue;
      }
      long bit = 1L << field.index();
      if ((seen & bit) != 0) {
        throw FieldReader.twice(field.path(), "the key");
      }
      seen |= bit;
      readField(parser, field, OpenFields.below(below, name));
    }
  }

  private void readOpen(JsonParser parser, ContractField object, String name, OpenFields below)
      throws IOException, RecordRefused {
    String path = below == null || object.path().isEmpty() ? name : object.path() + "." + name;
    OpenFields.read(parser, record, path, below, draft);
  }

  private void readField(JsonParser parser, ContractField field, OpenFields below)
      throws IOException, RecordRefused {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_NULL && field.optional()) {
      return;
    }
    switch (field.kind()) {
      case TIME -> fields.time(parser, field);
      case TEXT -> fields.text(parser, field);
      case LABEL -> fields.label(parser, field);
      case NUMBER -> draft.number(field.slot(), FieldReader.number(parser, field));
      case HASHES -> fields.hashes(parser, field);
      case NUMBERS_BY_KEY -> fields.numbersByKey(parser, field);
      case OBJECT -> {
        FieldReader.require(parser, field, JsonToken.START_OBJECT);
        readObject(parser, field, below);
      }
      case OBJECTS_BY_KEY -> readLayers(parser, field);
      case RESERVED -> {
        FieldReader.require(parser, field, JsonToken.START_OBJECT);
        OpenFields.skip(parser);
      }
    }
  }

  private void readLayers(JsonParser parser, ContractField field)
      throws IOException, RecordRefused {
    FieldReader.require(parser, field, JsonToken.START_OBJECT);
    Map<String, LayerStats> layers = new HashMap<>();
    for (String name; (name = parser.nextFieldName()) != null; ) {
      FieldReader.requireKey(field, name, layers.size());
      parser.nextToken();
      FieldReader.require(parser, field.entry(), JsonToken.START_OBJECT);
      readObject(parser, field.entry(), null);
      if (layers.put(FieldReader.wellFormed(name), draft.takeLayer()) != null) {
        throw FieldReader.twice(field.path(), "a key");
      }
    }
    draft.activations(layers);
  }
}
