// SPDX-License-Identifier: Apache-2.0
package io.fenceline.model.serializer;

/**
 * Texts written lately and the bytes that they were written as. Each text has one place, which
 * another may take over: what comes often stays, whatever else comes, and the memory is bounded by
 * {@value #PLACES} texts of at most {@value #LONGEST} bytes. One instance serves one thread and one
 * way of writing.
 */
public final class WordImages {
  static final int PLACES = 512;
  static final int LONGEST = 256;

  private final String[] texts = new String[PLACES];
  private final byte[][] images = new byte[PLACES][];

  /** What a text was written as, null if it is not known. */
  public byte[] find(String text) {
    int place = place(text);
    String known = texts[place];
    return known != null && known.equals(text) ? images[place] : null;
  }

  /** Remembers it, unless it is long. */
  public void keep(String text, byte[] image) {
    if (image.length <= LONGEST) {
      int place = place(text);
      texts[place] = text;
      images[place] = image;
    }
  }

  private static int place(String text) {
    int hash = text.hashCode();
    return (hash ^ hash >>> 16) & PLACES - 1;
  }
}
