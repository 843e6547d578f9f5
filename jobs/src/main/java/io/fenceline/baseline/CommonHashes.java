// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import io.fenceline.feature.StableHash;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Fingerprint hashes that many unrelated inputs of a model have: those of more than 2 % of the
 * requests and of the clients, three at the least. What a single client repeats, however often, is
 * its own and tells its requests from those of others.
 *
 * <p>A first pass counts how many hashes fall into each of {@value #CELLS} cells. Nearly all hashes
 * are of one input alone and lie in cells with too few of any kind; only the others are counted one
 * by one, which leaves the result as it is.
 */
final class CommonHashes {
  private static final double COMMON = 0.02;
  private static final int LEAST = 2;
  private static final int CELLS = 1 << 14;

  private CommonHashes() {}

  /** The common hashes of a sample of requests, sorted. */
  static long[] of(List<Sample> samples) {
    List<Sample> described = new ArrayList<>(samples.size());
    for (Sample sample : samples) {
      if (sample.fingerprint().length > 0) {
        described.add(sample);
      }
    }
    if (described.size() <= LEAST) {
      return new long[0];
    }
    // A client's requests lie side by side, so that it is counted once by looking one back.
    described.sort(Comparator.comparingLong(Sample::client));
    double enoughRequests = Math.max(LEAST, COMMON * described.size());
    double enoughClients = Math.max(LEAST, COMMON * clients(described));
    int[] cells = cells(described);
    // Few are left, and a map of the library's stands hashes that somebody chose to collide.
    Map<Long, Count> counts = new HashMap<>();
    for (Sample sample : described) {
      for (long hash : sample.fingerprint()) {
        if (cells[cell(hash)] > enoughRequests) {
          counts.computeIfAbsent(hash, key -> new Count()).add(sample.client());
        }
      }
    }
    return counts.entrySet().stream()
        .filter(entry -> entry.getValue().exceeds(enoughRequests, enoughClients))
        .mapToLong(Map.Entry::getKey)
        .sorted()
        .toArray();
  }

  /** Requests and clients with a hash. */
  private static final class Count {
    private int requests;
    private int clients;
    private long lastClient;

    /** Those of one client come one after another. */
    void add(long client) {
      if (requests == 0 || lastClient != client) {
        lastClient = client;
        clients++;
      }
      requests++;
    }

    boolean exceeds(double enoughRequests, double enoughClients) {
      return requests > enoughRequests && clients > enoughClients;
    }
  }

  private static int clients(List<Sample> byClient) {
    int clients = 1;
    for (int i = 1; i < byClient.size(); i++) {
      clients += byClient.get(i).client() == byClient.get(i - 1).client() ? 0 : 1;
    }
    return clients;
  }

  private static int[] cells(List<Sample> samples) {
    int[] cells = new int[CELLS];
    for (Sample sample : samples) {
      for (long hash : sample.fingerprint()) {
        cells[cell(hash)]++;
      }
    }
    return cells;
  }

  private static int cell(long hash) {
    return (int) StableHash.mix(hash) & (CELLS - 1);
  }
}
