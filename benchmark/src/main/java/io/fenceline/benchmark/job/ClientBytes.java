// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.job;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Bytes of state of clients, each on one model.
 *
 * @param all of all operators together, by client
 * @param operators by uid, then by client, of those that keep anything of clients
 */
record ClientBytes(Map<String, Long> all, Map<String, Map<String, Long>> operators) {
  /** The operator that keeps something of every client. */
  private static final String EVERY_CLIENT = "baseline-client";

  /** Stands between a client and a group of its requests, which is a key in some operators. */
  private static final char GROUP = '\u001f';

  /**
   * Finds what belongs to clients; other keys are models and hashes.
   *
   * @param keyed as of {@link KeyedBytes}
   * @throws IllegalStateException if no client has state
   */
  static ClientBytes of(Map<String, Map<String, Long>> keyed) {
    Map<String, Long> every = keyed.getOrDefault(EVERY_CLIENT, Map.of());
    if (every.isEmpty()) {
      throw new IllegalStateException("no client has state in " + EVERY_CLIENT);
    }
    Map<String, Long> all = new HashMap<>();
    Map<String, Map<String, Long>> operators = new TreeMap<>();
    keyed.forEach(
        (uid, keys) -> {
          Map<String, Long> own = new HashMap<>();
          keys.forEach(
              (key, bytes) -> {
                String client = client(key, every);
                if (!client.isEmpty()) {
                  own.merge(client, bytes, Long::sum);
                  all.merge(client, bytes, Long::sum);
                }
              });
          if (!own.isEmpty()) {
            operators.put(uid, own);
          }
        });
    return new ClientBytes(all, operators);
  }

  private static String client(String key, Map<String, Long> clients) {
    if (clients.containsKey(key)) {
      return key;
    }
    int end = key.lastIndexOf(GROUP);
    return end > 0 && clients.containsKey(key.substring(0, end)) ? key.substring(0, end) : "";
  }

  /** What so large a share of clients stay within, by nearest rank, of those with any state. */
  static long share(Map<String, Long> clients, double share) {
    List<Long> sorted = clients.values().stream().sorted().toList();
    return sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
  }
}
