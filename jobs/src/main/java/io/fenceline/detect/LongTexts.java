// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import io.fenceline.model.Evidence;
import io.fenceline.model.serializer.ImageReader;
import io.fenceline.model.serializer.ImageWriter;
import java.util.List;

/**
 * The oversized texts of one client.
 *
 * @param recent the newest of the last ten minutes, oldest first, at most {@link
 *     io.fenceline.model.Detection#MAX_EVIDENCE}
 * @param pane number of the ten minutes, counted from the epoch, of the newest
 * @param inPane oversized texts in that pane so far
 * @param usual most of them in any earlier pane
 * @param alarmed pane of the newest alarm, {@link #NEVER} before the first
 */
record LongTexts(List<Evidence> recent, long pane, int inPane, int usual, long alarmed)
    implements ClientRecord {
  static final long NEVER = Long.MIN_VALUE;
  static final LongTexts NONE = new LongTexts(List.of(), NEVER, 0, 0, NEVER);

  @Override
  public void write(ImageWriter out) {
    EvidenceImages.write(recent, out);
    out.putLong(pane);
    out.putSize(inPane);
    out.putSize(usual);
    out.putLong(alarmed);
  }

  static LongTexts read(ImageReader in) {
    return new LongTexts(
        EvidenceImages.read(in), in.takeLong(), in.takeSize(), in.takeSize(), in.takeLong());
  }
}
