// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which clients have requests that wait for the end of a tick. It follows from the requests that
 * wait and holds no more names than there are of those.
 */
final class Ticks {
  private final TreeMap<Long, Set<String>> clients = new TreeMap<>();

  /** Notes that a client waits for a tick. */
  void add(long end, String clientKey) {
    clients.computeIfAbsent(end, e -> new HashSet<>()).add(clientKey);
  }

  /** True if a tick has ended. */
  boolean isAnyOver(long watermark) {
    return !clients.isEmpty() && clients.firstKey() <= watermark;
  }

  /** Takes out the tick that ended first. */
  Map.Entry<Long, Set<String>> first() {
    return clients.pollFirstEntry();
  }
}
