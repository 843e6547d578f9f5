// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import io.fenceline.model.Evidence;
import io.fenceline.model.serializer.ImageReader;
import io.fenceline.model.serializer.ImageWriter;
import java.util.List;

/**
 * The odd texts of one client, of one kind.
 *
 * @param last event time of the newest, sure or not, {@link #NEVER} before the first
 * @param recent the newest sure ones of the last ten minutes, oldest first, at most {@link
 *     io.fenceline.model.Detection#MAX_EVIDENCE}
 * @param pane number of the ten minutes, counted from the epoch, of the newest sure one
 * @param inPane sure ones in that pane so far
 * @param usual most of them in any earlier pane
 * @param alarmed pane of the newest medium detection, {@link #NEVER} before the first
 */
record OddTexts(long last, List<Evidence> recent, long pane, int inPane, int usual, long alarmed)
    implements ClientRecord {
  static final long NEVER = Long.MIN_VALUE;
  static final OddTexts NONE = new OddTexts(NEVER, List.of(), NEVER, 0, 0, NEVER);

  /** After a text that may be odd, but about which nothing is sure. */
  OddTexts unsure(long timestamp) {
    return new OddTexts(timestamp, recent, pane, inPane, usual, alarmed);
  }

  /** After a sure one: the pane it falls into, and all that came before. */
  OddTexts sure(long timestamp, long newPane, List<Evidence> newRecent) {
    return newPane == pane
        ? new OddTexts(timestamp, newRecent, pane, inPane + 1, usual, alarmed)
        : new OddTexts(timestamp, newRecent, newPane, 1, Math.max(usual, inPane), alarmed);
  }

  OddTexts alarm() {
    return new OddTexts(last, recent, pane, inPane, usual, pane);
  }

  @Override
  public void write(ImageWriter out) {
    out.putLong(last);
    EvidenceImages.write(recent, out);
    out.putLong(pane);
    out.putSize(inPane);
    out.putSize(usual);
    out.putLong(alarmed);
  }

  static OddTexts read(ImageReader in) {
    return new OddTexts(
        in.takeLong(),
        EvidenceImages.read(in),
        in.takeLong(),
        in.takeSize(),
        in.takeSize(),
        in.takeLong());
  }
}
