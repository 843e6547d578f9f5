// SPDX-License-Identifier: Apache-2.0
package io.fenceline.ingest;

import io.fenceline.model.LayerStats;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads records of the form that nearly all producers write: text without escapes, short numbers,
 * fields of the contract only. Of these it reads exactly what {@link EventDecoder} reads by a
 * parser, at a third of the cost. Whatever else stands there, right or wrong, it leaves to the
 * parser, which alone says what is wrong.
 */
final class UsualRecord {
  private static final long MIX = 0x9e3779b97f4a7c15L;

  private final ContractField contract;
  private final EventDraft draft;
  private final Words words = new Words();
  private final RecordCursor in = new RecordCursor();

  /** A bit for each group of hashes: one whose bit was not set is no repetition. */
  private final long[] marks = new long[4];

  private long[] hashes = new long[64];

  UsualRecord(ContractField contract, EventDraft draft) {
    this.contract = contract;
    this.draft = draft;
  }

  /**
   * Reads a record into the draft.
   *
   * @return false if the parser must read it anew, into a draft that is cleared
   */
  boolean read(byte[] bytes, int start, int end) {
    in.begin(bytes, start, end);
    return object(contract) && in.peek() == 0 && in.at() == end;
  }

  /** Whether all text of the last record was ASCII: otherwise it may be no UTF-8 either. */
  boolean isAscii() {
    return in.isAscii();
  }

  private boolean object(ContractField object) {
    if (!in.take('{')) {
      return false;
    }
    if (in.take('}')) {
      return true;
    }
    FieldOrder order = object.order();
    long seen = 0;
    ContractField before = null;
    do {
      in.peek();
      ContractField field = order.guess(before, in.bytes(), in.at(), in.end());
      if (field != null) {
        in.move(order.length(field));
      } else {
        field = named(order);
        if (field == null) {
          return false;
        }
        order.learn(before, field);
      }
      before = field;
      long bit = 1L << field.index();
      if ((seen & bit) != 0 || !in.take(':') || !value(field)) {
        return false;
      }
      seen |= bit;
    } while (in.take(','));
    return in.take('}');
  }

  private ContractField named(FieldOrder order) {
    int from = in.takeText();
    return from < 0 ? null : order.find(in.text(from, in.at() - 1));
  }

  private boolean value(ContractField field) {
    int first = in.peek();
    if (first == 'n') {
      return field.optional() && in.takeWord("null");
    }
    return switch (field.kind()) {
      case TIME -> time(field);
      case TEXT -> text(field);
      case LABEL -> first == '"' ? text(field) : label(field);
      case NUMBER -> {
        double number = number(field);
        draft.number(field.slot(), number);
        yield !Double.isNaN(number);
      }
      case HASHES -> hashes(field);
      case NUMBERS_BY_KEY -> numbersByKey(field);
      case OBJECT -> object(field);
      case OBJECTS_BY_KEY -> layers(field);
      case RESERVED -> false;
    };
  }

  private boolean time(ContractField field) {
    int from = in.takeText();
    if (from < 0) {
      return false;
    }
    int to = in.at() - 1;
    long millis = IsoTime.usual(in.bytes(), from, to - from);
    if (millis == IsoTime.NONE) {
      millis = IsoTime.parse(in.text(from, to), field.pattern());
    }
    draft.timestamp(millis);
    return millis != IsoTime.NONE;
  }

  private boolean text(ContractField field) {
    int from = in.takeText();
    if (from < 0) {
      return false;
    }
    int to = in.at() - 1;
    String text = field.slot().isOfFew() ? word(field, from, to) : accepted(field, from, to);
    if (text == null) {
      return false;
    }
    draft.text(field.slot(), text);
    return true;
  }

  private boolean label(ContractField field) {
    int from = in.at();
    if (in.takeWhole() < 0) {
      return false;
    }
    draft.text(field.slot(), in.text(from, in.at()));
    return true;
  }

  /** A text that the same few are of, null if it is not accepted as it is. */
  private String word(ContractField field, int from, int to) {
    String known = words.find(field, in.bytes(), from, to);
    if (known != null) {
      return known;
    }
    String text = accepted(field, from, to);
    if (text != null) {
      words.keep(field, in.bytes(), from, to, text);
    }
    return text;
  }

  private String accepted(ContractField field, int from, int to) {
    String text = in.text(from, to);
    boolean fits = field.fits(text) && text.length() <= field.shortenedTo();
    return fits && (field.words().isEmpty() || field.words().contains(text)) ? text : null;
  }

  private double number(ContractField field) {
    double number = in.takeNumber();
    return number >= field.minimum() && number <= field.maximum() ? number : Double.NaN;
  }

  private boolean numbersByKey(ContractField field) {
    if (!in.take('{')) {
      return false;
    }
    Map<String, Double> numbers = new HashMap<>();
    if (!in.take('}')) {
      do {
        String key = key(field, numbers.size());
        double number = key == null ? Double.NaN : number(field.entry());
        if (Double.isNaN(number) || numbers.put(key, number) != null) {
          return false;
        }
      } while (in.take(','));
      if (!in.take('}')) {
        return false;
      }
    }
    draft.scores(numbers);
    return true;
  }

  private boolean layers(ContractField field) {
    if (!in.take('{')) {
      return false;
    }
    Map<String, LayerStats> layers = new HashMap<>();
    if (!in.take('}')) {
      do {
        String key = key(field, layers.size());
        if (key == null || !object(field.entry()) || layers.put(key, draft.takeLayer()) != null) {
          return false;
        }
      } while (in.take(','));
      if (!in.take('}')) {
        return false;
      }
    }
    draft.activations(layers);
    return true;
  }

  /** The producer's key and its colon, before the {@code size + 1}-th entry; null if unusual. */
  private String key(ContractField field, int size) {
    int from = size < field.maxSize() ? in.takeText() : -1;
    if (from < 0) {
      return null;
    }
    String key = word(field, from, in.at() - 1);
    return in.take(':') ? key : null;
  }

  private boolean hashes(ContractField field) {
    if (!in.take('[')) {
      return false;
    }
    int distinct = 0;
    if (!in.take(']')) {
      ContractField entry = field.entry();
      int read = 0;
      Arrays.fill(marks, 0);
      do {
        int length = in.takeHexadecimal();
        if (read++ == field.maxSize()
            || length < entry.minLength()
            || length < 0
            || length > entry.maxLength()) {
          return false;
        }
        long hash = in.hexadecimal();
        int mark = (int) (hash * MIX >>> 56);
        boolean marked = (marks[mark >>> 6] & 1L << mark) != 0;
        marks[mark >>> 6] |= 1L << mark;
        if (!marked || !contains(distinct, hash)) {
          if (distinct == hashes.length) {
            hashes = Arrays.copyOf(hashes, 2 * distinct);
          }
          hashes[distinct++] = hash;
        }
      } while (in.take(','));
      if (!in.take(']')) {
        return false;
      }
    }
    draft.fingerprint(Arrays.copyOf(hashes, distinct));
    return true;
  }

  private boolean contains(int size, long hash) {
    for (int i = 0; i < size; i++) {
      if (hashes[i] == hash) {
        return true;
      }
    }
    return false;
  }
}
