// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import io.fenceline.model.Evidence;
import io.fenceline.model.serializer.ImageReader;
import io.fenceline.model.serializer.ImageWriter;
import java.util.List;

/**
 * The rare verdicts that one client was given.
 *
 * @param sum CUSUM of the log-likelihood ratios
 * @param held requests since it left 0
 * @param level alarms since then, 0 to 2
 * @param count distinct requests of the client so far, a million at most
 * @param share exponentially weighted share of rare verdicts among them, 0 to 1
 * @param norm what was usual for the client when the sum was 0 last, 0 to 1
 * @param evidence the newest rare verdicts since then, at most {@link
 *     io.fenceline.model.Detection#MAX_EVIDENCE}
 */
record RareVerdicts(
    double sum, int held, int level, int count, double share, double norm, List<Evidence> evidence)
    implements ClientRecord {
  static final RareVerdicts NONE = new RareVerdicts(0, 0, 0, 0, 0, 0, List.of());

  private static final int IN_SPELL = 1;
  private static final int HAS_HISTORY = 1 << 1;
  private static final double MEMORY = 500;

  /** Requests after which a client's own share weighs as much as that it has none. */
  private static final double SHRINK = 50;

  /** From here on one more changes nothing. */
  private static final int MOST_COUNTED = 1_000_000;

  /** With one more verdict counted into what is usual for the client; the sum stays. */
  RareVerdicts counted(boolean rare) {
    double rate = 1 / Math.min(count + 1d, MEMORY);
    return new RareVerdicts(
        sum,
        held,
        level,
        Math.min(count + 1, MOST_COUNTED),
        share + rate * ((rare ? 1 : 0) - share),
        norm,
        evidence);
  }

  /** With everything so far as the norm. */
  RareVerdicts settled() {
    return new RareVerdicts(
        sum, held, level, count, share, share * count / (count + SHRINK), evidence);
  }

  /** Nothing under suspicion, and what is usual known anew. */
  RareVerdicts cleared() {
    return new RareVerdicts(0, 0, 0, count, share, norm, List.of()).settled();
  }

  @Override
  public void write(ImageWriter out) {
    boolean inSpell = sum != 0 || held != 0 || level != 0 || !evidence.isEmpty();
    boolean hasHistory = share != 0 || norm != 0;
    out.putByte((inSpell ? IN_SPELL : 0) | (hasHistory ? HAS_HISTORY : 0));
    out.putSize(count);
    if (hasHistory) {
      out.putDouble(share);
      out.putDouble(norm);
    }
    if (inSpell) {
      out.putDouble(sum);
      out.putSize(held);
      out.putSize(level);
      EvidenceImages.write(evidence, out);
    }
  }

  static RareVerdicts read(ImageReader in) {
    int head = in.takeByte();
    boolean hasHistory = (head & HAS_HISTORY) != 0;
    int count = in.takeSize();
    double share = hasHistory ? in.takeDouble() : 0;
    double norm = hasHistory ? in.takeDouble() : 0;
    return (head & IN_SPELL) == 0
        ? new RareVerdicts(0, 0, 0, count, share, norm, List.of())
        : new RareVerdicts(
            in.takeDouble(),
            in.takeSize(),
            in.takeSize(),
            count,
            share,
            norm,
            EvidenceImages.read(in));
  }
}
