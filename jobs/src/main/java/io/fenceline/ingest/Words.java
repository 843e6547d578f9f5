// SPDX-License-Identifier: Apache-2.0
package io.fenceline.ingest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Texts accepted lately, by field and by how they stood in the record: one that comes again is the
 * same instance, checked once. Each text has one place, which another may take over: what comes
 * often stays, whatever else comes, and the memory is bounded by {@value #PLACES} texts of at most
 * {@value #LONGEST} bytes.
 */
final class Words {
  static final int PLACES = 1_024;
  static final int LONGEST = 128;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long MIX = 0x9e3779b97f4a7c15L;

  private final byte[][] read = new byte[PLACES][];
  private final ContractField[] fields = new ContractField[PLACES];
  private final String[] accepted = new String[PLACES];

  /** What was accepted for such a text of that field, null if it is not known. */
  String find(ContractField field, byte[] bytes, int from, int to) {
    int place = place(field, bytes, from, to);
    byte[] known = read[place];
    return known != null
            && fields[place] == field
            && Arrays.equals(known, 0, known.length, bytes, from, to)
        ? accepted[place]
        : null;
  }

  void keep(ContractField field, byte[] bytes, int from, int to, String text) {
    if (to - from <= LONGEST) {
      int place = place(field, bytes, from, to);
      read[place] = Arrays.copyOfRange(bytes, from, to);
      fields[place] = field;
      accepted[place] = text;
    }
  }

  /** Looks at both ends only: texts that differ in the middle alone share a place. */
  private static int place(ContractField field, byte[] bytes, int from, int to) {
    long ends = (long) field.index() << 32 | (to - from);
    if (to - from >= Long.BYTES) {
      ends += (long) LONGS.get(bytes, from) * MIX + (long) LONGS.get(bytes, to - Long.BYTES);
    } else {
      for (int i = from; i < to; i++) {
        ends = ends << 8 ^ bytes[i];
      }
    }
    return (int) (ends * MIX >>> 54);
  }
}
