// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import io.fenceline.model.Evidence;
import io.fenceline.model.serializer.ImageReader;
import io.fenceline.model.serializer.ImageWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * What is under way with one credential. Hashes are kept, no addresses.
 *
 * @param strangeAt when it was last unfamiliar, {@link #NEVER} if that is settled
 * @param strange network and user agent of that request
 * @param visits changes of network in the last five minutes, oldest first, at most {@link #VALUES}
 * @param interleaved when its networks were last seen interleaved, {@link #NEVER} if they were not
 * @param shared true once it is known to be used from several networks at a time
 */
record Principal(long strangeAt, long strange, List<Visit> visits, long interleaved, boolean shared)
    implements ClientRecord {
  static final int VALUES = 32;
  static final long NEVER = Long.MIN_VALUE;
  static final Principal NONE = new Principal(NEVER, 0, List.of(), NEVER, false);

  private static final int STRANGE = 1;
  private static final int INTERLEAVED = 1 << 1;
  private static final int SHARED = 1 << 2;

  /**
   * A change of network.
   *
   * @param network hash of the network that the credential was used from next
   * @param requestId the first request from there
   * @param at its event time
   */
  record Visit(long network, String requestId, long at) {
    Evidence evidence() {
      return new Evidence(requestId, at, "used from another network");
    }
  }

  @Override
  public void write(ImageWriter out) {
    boolean wasStrange = strangeAt != NEVER || strange != 0;
    boolean wasInterleaved = interleaved != NEVER;
    out.putByte(
        (wasStrange ? STRANGE : 0) | (wasInterleaved ? INTERLEAVED : 0) | (shared ? SHARED : 0));
    if (wasStrange) {
      out.putLong(strangeAt);
      out.putLong(strange);
    }
    out.putSize(visits.size());
    for (Visit visit : visits) {
      out.putLong(visit.network);
      EvidenceImages.writeRequestId(visit.requestId, out);
      out.putLong(visit.at);
    }
    if (wasInterleaved) {
      out.putLong(interleaved);
    }
  }

  static Principal read(ImageReader in) {
    int head = in.takeByte();
    boolean wasStrange = (head & STRANGE) != 0;
    long strangeAt = wasStrange ? in.takeLong() : NEVER;
    long strange = wasStrange ? in.takeLong() : 0;
    int size = in.takeSize();
    List<Visit> visits = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      visits.add(new Visit(in.takeLong(), EvidenceImages.readRequestId(in), in.takeLong()));
    }
    long interleaved = (head & INTERLEAVED) == 0 ? NEVER : in.takeLong();
    return new Principal(strangeAt, strange, visits, interleaved, (head & SHARED) != 0);
  }
}
