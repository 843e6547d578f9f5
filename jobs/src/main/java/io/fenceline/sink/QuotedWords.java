// SPDX-License-Identifier: Apache-2.0
package io.fenceline.sink;

/**
 * Texts written lately, as they stand in a document. Each text has one place, which another may
 * take over: what comes often stays, whatever else comes, and the memory is bounded by {@value
 * #PLACES} texts of at most {@value #LONGEST} bytes.
 */
final class QuotedWords {
  static final int PLACES = 512;
  static final int LONGEST = 256;

  private final String[] texts = new String[PLACES];
  private final byte[][] quoted = new byte[PLACES][];

  /** The text between its quotes, null if it is not known. */
  byte[] find(String text) {
    int place = place(text);
    String known = texts[place];
    return known != null && known.equals(text) ? quoted[place] : null;
  }

  void keep(String text, byte[] bytes) {
    if (bytes.length <= LONGEST) {
      int place = place(text);
      texts[place] = text;
      quoted[place] = bytes;
    }
  }

  private static int place(String text) {
    int hash = text.hashCode();
    return (hash ^ hash >>> 16) & PLACES - 1;
  }
}
