// SPDX-License-Identifier: Apache-2.0
package io.fenceline.model.serializer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Texts read lately, by their bytes in ISO 8859-1: one that comes again is the same instance, so
 * that nothing is made anew, and its hash is known. Bounded as {@link WordImages} is.
 */
final class WordTexts {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long MIX = 0x9e3779b97f4a7c15L;

  private final byte[][] images = new byte[WordImages.PLACES][];
  private final String[] texts = new String[WordImages.PLACES];

  String of(byte[] bytes, int from, int to) {
    int place = place(bytes, from, to);
    byte[] known = images[place];
    if (known != null && Arrays.equals(known, 0, known.length, bytes, from, to)) {
      return texts[place];
    }
    String text = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    images[place] = Arrays.copyOfRange(bytes, from, to);
    texts[place] = text;
    return text;
  }

  /** Looks at both ends only: texts that differ in the middle alone share a place. */
  private static int place(byte[] bytes, int from, int to) {
    long ends = to - from;
    if (ends >= 8) {
      ends += (long) LONGS.get(bytes, from) * MIX + (long) LONGS.get(bytes, to - 8);
    } else {
      for (int i = from; i < to; i++) {
        ends = ends << 8 | bytes[i] & 0xff;
      }
    }
    ends *= MIX;
    return (int) (ends >>> 55);
  }
}
