// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import io.fenceline.model.Evidence;
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
public record Principal(
    long strangeAt, long strange, List<Visit> visits, long interleaved, boolean shared) {
  static final int VALUES = 32;
  static final long NEVER = Long.MIN_VALUE;
  static final Principal NONE = new Principal(NEVER, 0, List.of(), NEVER, false);

  /**
   * A change of network.
   *
   * @param network hash of the network that the credential was used from next
   * @param first the request
   */
  public record Visit(long network, Evidence first) {}
}
