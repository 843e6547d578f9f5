// SPDX-License-Identifier: Apache-2.0
package io.fenceline.sink;

/**
 * One JSON document on its way out.
 *
 * @param stream which kind it is
 * @param id deterministic document id: derived from what happened, never from when it was processed
 * @param version 0 if the document is written once and never changes; else the revision, from 1, of
 *     a document that is replaced by later revisions
 * @param timestamp event time in epoch milliseconds, the same in all revisions
 * @param known event time at which this revision could be known: the end of a window, the newest
 *     detection of an alert; delivery is measured from there
 * @param json the document as UTF-8 bytes, one line, no line break inside
 */
public record Document(
    DocumentStream stream, String id, long version, long timestamp, long known, byte[] json) {

  /** A document that could be known at its own time. */
  public Document(DocumentStream stream, String id, long version, long timestamp, byte[] json) {
    this(stream, id, version, timestamp, timestamp, json);
  }
}
