// SPDX-License-Identifier: Apache-2.0
package io.fenceline.sink.elasticsearch;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** What the sink itself refuses, because sending it would hurt the documents around it. */
final class Refusal {

  /** Elasticsearch's limit. */
  private static final int MAX_ID_BYTES = 512;

  private static final int MAX_BYTES_PER_CHAR = 3;

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long TOPS = ONES << 7;
  private static final long SPACES = ONES * ' ';

  private Refusal() {}

  /** Why an entry must not be sent, or empty. */
  static String of(BulkEntry entry, long maxDocumentBytes) {
    if (entry.document().length > maxDocumentBytes) {
      return "a document of "
          + entry.document().length
          + " bytes, "
          + ElasticsearchOptions.DOCUMENT_BYTES.key()
          + " allows "
          + maxDocumentBytes;
    }
    int idBytes = idBytes(entry.id());
    if (idBytes == 0 || idBytes > MAX_ID_BYTES) {
      return "an id of " + idBytes + " bytes, Elasticsearch takes 1 to " + MAX_ID_BYTES;
    }
    if (entry.index().isEmpty()) {
      return "no index: the time that is part of its name is missing or out of range";
    }
    // A line break would let the document's content pass for further bulk operations.
    return hasLineBreak(entry.document()) ? "a line break inside the document" : "";
  }

  /** Bytes of an id, or what they are at most if that is little enough. */
  private static int idBytes(String id) {
    int most = MAX_BYTES_PER_CHAR * id.length();
    return most <= MAX_ID_BYTES ? most : id.getBytes(StandardCharsets.UTF_8).length;
  }

  private static boolean hasLineBreak(byte[] text) {
    for (int i = firstControl(text); i < text.length; i++) {
      if (text[i] == '\n' || text[i] == '\r') {
        return true;
      }
    }
    return false;
  }

  /**
   * Where the first control character may be, at the latest: JSON as programs write it has none,
   * and every byte that is sent passes here, so it is looked at in words of eight.
   */
  private static int firstControl(byte[] text) {
    int i = 0;
    while (i + Long.BYTES <= text.length && !hasControl((long) WORDS.get(text, i))) {
      i += Long.BYTES;
    }
    return i;
  }

  /** Whether one of eight bytes is below the space: taking one from it then sets its top bit. */
  private static boolean hasControl(long word) {
    return ((word - SPACES) & ~word & TOPS) != 0;
  }
}
