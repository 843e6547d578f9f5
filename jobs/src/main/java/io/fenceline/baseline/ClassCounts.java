// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import io.fenceline.feature.StableHash;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Requests by class in bounded memory, with a result that does not depend on order: the {@value
 * #CLASSES} classes with the smallest hashes are kept by name, the others are added up.
 */
final class ClassCounts {
  static final int CLASSES = 64;
  static final String OTHER = "*other";

  /** Most clients are given one class in a window: it needs no table. */
  private String only = "";

  private long onlyCount;
  private Table table;

  void add(String name, long count) {
    if (table == null) {
      if (onlyCount == 0) {
        only = name;
      }
      if (only.equals(name)) {
        onlyCount += count;
        return;
      }
      table = new Table();
      table.add(only, onlyCount);
    }
    table.add(name, count);
  }

  /** A copy in the order of names, the same in every JVM. */
  Map<String, Long> toMap() {
    if (table != null) {
      return table.toMap();
    }
    return onlyCount == 0 ? Map.of() : Map.of(only, onlyCount);
  }

  private static final class Table {
    private final Map<String, long[]> counts = new HashMap<>();
    private final TreeMap<Long, String> names = new TreeMap<>();
    private long threshold = Long.MAX_VALUE;

    void add(String name, long count) {
      long[] known = counts.get(name);
      if (known != null) {
        known[0] += count;
        return;
      }
      long hash = name.equals(OTHER) ? Long.MAX_VALUE : StableHash.of(name);
      if (hash > threshold || hash == Long.MAX_VALUE) {
        addTo(OTHER, count);
        return;
      }
      names.put(hash, name);
      addTo(name, count);
      if (names.size() > CLASSES) {
        String dropped = names.pollLastEntry().getValue();
        threshold = names.lastKey();
        addTo(OTHER, counts.remove(dropped)[0]);
      }
    }

    private void addTo(String name, long count) {
      counts.computeIfAbsent(name, n -> new long[1])[0] += count;
    }

    Map<String, Long> toMap() {
      Map<String, Long> copy = new TreeMap<>();
      counts.forEach((name, count) -> copy.put(name, count[0]));
      return copy;
    }
  }
}
