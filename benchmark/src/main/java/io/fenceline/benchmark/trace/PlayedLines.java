// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.trace;

import java.util.List;

/**
 * Recorded lines in the order in which they are played, one behind the other in memory, so that
 * reading them waits for memory as little as can be.
 */
final class PlayedLines {
  private static final int EDIT_NUMBERS = 4;
  private static final int RESIZES = 1 << 8;
  private static final Edit.Kind[] KINDS = Edit.Kind.values();

  private final byte[] text;
  private final int[] lineStarts;
  private final int[] editStarts;

  /** Kind, start and end in the text, and the start of the next edit that resizes. */
  private final int[] edits;

  private PlayedLines(byte[] text, int[] lineStarts, int[] editStarts, int[] edits) {
    this.text = text;
    this.lineStarts = lineStarts;
    this.editStarts = editStarts;
    this.edits = edits;
  }

  /** Lines in this order. */
  static PlayedLines of(List<RecordedLine> lines) {
    byte[] text = new byte[lines.stream().mapToInt(line -> line.bytes().length).sum()];
    int[] lineStarts = new int[lines.size() + 1];
    int[] editStarts = new int[lines.size() + 1];
    int[] edits = new int[EDIT_NUMBERS * lines.stream().mapToInt(l -> l.edits().size()).sum()];
    for (int i = 0; i < lines.size(); i++) {
      RecordedLine line = lines.get(i);
      int start = lineStarts[i];
      System.arraycopy(line.bytes(), 0, text, start, line.bytes().length);
      lineStarts[i + 1] = start + line.bytes().length;
      editStarts[i + 1] = editStarts[i] + line.edits().size();
      int nextResized = lineStarts[i + 1];
      for (int j = line.edits().size() - 1; j >= 0; j--) {
        Edit edit = line.edits().get(j);
        int at = EDIT_NUMBERS * (editStarts[i] + j);
        edits[at] = edit.kind().ordinal() + (edit.resizes() ? RESIZES : 0);
        edits[at + 1] = start + edit.start();
        edits[at + 2] = start + edit.end();
        edits[at + 3] = nextResized;
        nextResized = edit.resizes() ? start + edit.start() : nextResized;
      }
    }
    return new PlayedLines(text, lineStarts, editStarts, edits);
  }

  /** How many there are. */
  int size() {
    return lineStarts.length - 1;
  }

  /** All lines. */
  byte[] text() {
    return text;
  }

  int start(int line) {
    return lineStarts[line];
  }

  int end(int line) {
    return lineStarts[line + 1];
  }

  /** The number of its first edit; its last is the one before the first of the next line. */
  int firstEdit(int line) {
    return editStarts[line];
  }

  Edit.Kind kind(int edit) {
    return KINDS[edits[EDIT_NUMBERS * edit] % RESIZES];
  }

  /** {@link Edit#resizes()}. */
  boolean resizes(int edit) {
    return edits[EDIT_NUMBERS * edit] >= RESIZES;
  }

  int editStart(int edit) {
    return edits[EDIT_NUMBERS * edit + 1];
  }

  int editEnd(int edit) {
    return edits[EDIT_NUMBERS * edit + 2];
  }

  /** The start of the next edit behind this one that resizes, or the end of the line. */
  int nextResized(int edit) {
    return edits[EDIT_NUMBERS * edit + 3];
  }
}
