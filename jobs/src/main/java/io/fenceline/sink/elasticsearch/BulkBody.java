// SPDX-License-Identifier: Apache-2.0
package io.fenceline.sink.elasticsearch;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The newline-delimited JSON of a bulk request, without a copy of the documents: the lines between
 * them are in one array, and both are read in turns. Immutable; each {@link Reader} is one way
 * through it.
 */
final class BulkBody {

  private static final byte[] BEFORE_ID = ascii("\",\"_id\":\"");
  private static final byte[] END_OF_LINE = ascii("\"}}\n");
  private static final byte[] VERSION = ascii("\",\"version\":");
  private static final byte[] END_OF_VERSIONED = ascii(",\"version_type\":\"external\"}}\n");

  /** A line for an id of 32 characters and an index of 40 fits. */
  private static final int LINE_BYTES = 112;

  private final List<BulkEntry> entries;
  private final byte[] lines;

  /** Where the line of each entry ends; what follows the last one ends the body. */
  private final int[] lineEnds;

  private final long length;

  private BulkBody(List<BulkEntry> entries, byte[] lines, int[] lineEnds) {
    this.entries = entries;
    this.lines = lines;
    this.lineEnds = lineEnds;
    long bytes = lines.length;
    for (BulkEntry entry : entries) {
      bytes += entry.document().length;
    }
    length = bytes;
  }

  static BulkBody of(List<BulkEntry> entries) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream(LINE_BYTES * entries.size());
    int[] lineEnds = new int[entries.size()];
    BulkEntry before = null;
    byte[] head = {};
    for (int i = 0; i < lineEnds.length; i++) {
      BulkEntry entry = entries.get(i);
      if (before == null
          || before.operation() != entry.operation()
          || !before.index().equals(entry.index())) {
        head = head(entry);
      }
      line(entry, head, lines);
      lineEnds[i] = lines.size();
      if (entry.operation() != BulkOperation.DELETE) {
        lines.write('\n');
      }
      before = entry;
    }
    return new BulkBody(entries, lines.toByteArray(), lineEnds);
  }

  private static byte[] head(BulkEntry entry) {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    head.writeBytes(
        switch (entry.operation()) {
          case CREATE -> ascii("{\"create\":{\"_index\":\"");
          case INDEX -> ascii("{\"index\":{\"_index\":\"");
          case DELETE -> ascii("{\"delete\":{\"_index\":\"");
        });
    head.writeBytes(quoted(entry.index()));
    head.writeBytes(BEFORE_ID);
    return head.toByteArray();
  }

  private static void line(BulkEntry entry, byte[] head, ByteArrayOutputStream lines) {
    lines.writeBytes(head);
    lines.writeBytes(quoted(entry.id()));
    if (entry.version() > 0) {
      lines.writeBytes(VERSION);
      lines.writeBytes(ascii(Long.toString(entry.version())));
      lines.writeBytes(END_OF_VERSIONED);
    } else {
      lines.writeBytes(END_OF_LINE);
    }
  }

  private static byte[] quoted(String text) {
    return JsonStringEncoder.getInstance().quoteAsUTF8(text);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Bytes of it all. */
  long length() {
    return length;
  }

  void writeTo(OutputStream out) throws IOException {
    int from = 0;
    for (int i = 0; i < lineEnds.length; i++) {
      out.write(lines, from, lineEnds[i] - from);
      out.write(entries.get(i).document());
      from = lineEnds[i];
    }
    out.write(lines, from, lines.length - from);
  }

  Reader reader() {
    return new Reader();
  }

  /** Reads the body once. */
  final class Reader {

    private int entry;
    private boolean inDocument;
    private int documentAt;
    private int lineAt;

    /** Fills the buffer as far as it goes; puts nothing only at the end. */
    void fill(ByteBuffer buffer) {
      while (buffer.hasRemaining() && (entry < lineEnds.length || lineAt < lines.length)) {
        if (inDocument) {
          byte[] document = entries.get(entry).document();
          documentAt = put(document, documentAt, document.length, buffer);
          if (documentAt == document.length) {
            inDocument = false;
            entry++;
          }
        } else {
          int end = entry < lineEnds.length ? lineEnds[entry] : lines.length;
          lineAt = put(lines, lineAt, end, buffer);
          if (lineAt == end && entry < lineEnds.length) {
            inDocument = true;
            documentAt = 0;
          }
        }
      }
    }

    private static int put(byte[] from, int at, int end, ByteBuffer buffer) {
      int length = Math.min(end - at, buffer.remaining());
      buffer.put(from, at, length);
      return at + length;
    }
  }
}
