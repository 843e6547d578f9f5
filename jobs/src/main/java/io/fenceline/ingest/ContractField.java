// SPDX-License-Identifier: Apache-2.0
package io.fenceline.ingest;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One field of the published schema, as the decoder needs it.
 *
 * @param path dotted path; {@code *} stands for a key that the producer chooses
 * @param kind what to read
 * @param index number among its object's fields
 * @param slot where its value goes, null for containers
 * @param optional true if JSON null stands for "not logged"
 * @param minLength least characters of a text
 * @param maxLength most characters of a text, or of the producer's keys
 * @param shortenedTo length to which longer text is shortened instead of being refused
 * @param maxSize most entries of a container
 * @param minimum least number
 * @param maximum greatest number
 * @param pattern what a text looks like, null for any
 * @param words the only texts allowed, empty for any
 * @param children the fields of an object, or under {@code *} the shape of each entry
 * @param expected the expectation in words
 * @param order the order in which the children come, null of all but objects of fixed fields; it
 *     learns, so a table of fields serves one decoder
 */
record ContractField(
    String path,
    Kind kind,
    int index,
    Slot slot,
    boolean optional,
    int minLength,
    int maxLength,
    int shortenedTo,
    int maxSize,
    double minimum,
    double maximum,
    Pattern pattern,
    List<String> words,
    Map<String, ContractField> children,
    String expected,
    FieldOrder order) {

  /** What the decoder does with a field. */
  enum Kind {
    TIME,
    TEXT,
    LABEL,
    NUMBER,
    OBJECT,
    NUMBERS_BY_KEY,
    OBJECTS_BY_KEY,
    HASHES,
    RESERVED
  }

  ContractField entry() {
    return children.get("*");
  }

  /** JSON Schema counts characters as code points. */
  boolean fits(String text) {
    if (text.length() < minLength) {
      return false;
    }
    return text.length() <= maxLength || text.codePointCount(0, text.length()) <= maxLength;
  }
}
