// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Requests of clients by class, as arrays for arithmetic. Classes stand in the order of their names
 * and clients in that of their hashes: with a fixed order of addition the last bit is the same at
 * any parallelism.
 */
final class ClassTable {
  private final List<String> names;
  private final long[] requests;
  private final long[][] counts;

  /**
   * A table.
   *
   * @param names classes, sorted
   * @param requests requests of each client, at least 1
   * @param counts the same by class
   */
  private ClassTable(List<String> names, long[] requests, long[][] counts) {
    this.names = names;
    this.requests = requests;
    this.counts = counts;
  }

  /**
   * A table of what was counted elsewhere.
   *
   * @param names classes, sorted
   * @param counts requests of each client by class, in a fixed order; one at least of each client
   */
  static ClassTable of(List<String> names, List<long[]> counts) {
    return new ClassTable(
        names,
        counts.stream().mapToLong(row -> Arrays.stream(row).sum()).toArray(),
        counts.toArray(long[][]::new));
  }

  /** A table of the clients of a window. */
  static ClassTable of(List<ClientShare> clients) {
    TreeSet<String> known = new TreeSet<>();
    clients.forEach(client -> known.addAll(client.classes().keySet()));
    List<String> names = List.copyOf(known);
    Map<String, Integer> places = new HashMap<>();
    names.forEach(name -> places.put(name, places.size()));
    List<ClientShare> ordered =
        clients.stream().sorted(Comparator.comparingLong(ClientShare::hash)).toList();
    long[][] counts = new long[ordered.size()][names.size()];
    for (int client = 0; client < counts.length; client++) {
      long[] row = counts[client];
      ordered.get(client).classes().forEach((name, count) -> row[places.get(name)] = count);
    }
    return new ClassTable(
        names, ordered.stream().mapToLong(ClientShare::requests).toArray(), counts);
  }

  List<String> names() {
    return names;
  }

  /** How many clients there are. */
  int clients() {
    return requests.length;
  }

  long requests(int client) {
    return requests[client];
  }

  /** Requests of one client by class; not a copy. */
  long[] counts(int client) {
    return counts[client];
  }

  /** What a request of the client counts for: a busy client is scaled down, not cut off. */
  double weight(int client) {
    return Math.min(1, ClassShiftTest.REQUESTS_PER_CLIENT / requests[client]);
  }

  /** Without one client. */
  ClassTable without(int client) {
    long[] others = new long[requests.length - 1];
    long[][] rows = new long[others.length][];
    for (int i = 0; i < others.length; i++) {
      int from = i < client ? i : i + 1;
      others[i] = requests[from];
      rows[i] = counts[from];
    }
    return new ClassTable(names, others, rows);
  }

  /** Weighted requests by class. */
  double[] weighted() {
    double[] sums = new double[names.size()];
    for (int client = 0; client < requests.length; client++) {
      double weight = weight(client);
      for (int i = 0; i < sums.length; i++) {
        sums[i] += weight * counts[client][i];
      }
    }
    return sums;
  }

  /** The same by name, of the classes that anybody was given. */
  Map<String, Double> weightedByName() {
    double[] sums = weighted();
    Map<String, Double> byName = new TreeMap<>();
    for (int i = 0; i < sums.length; i++) {
      if (sums[i] > 0) {
        byName.put(names.get(i), sums[i]);
      }
    }
    return byName;
  }
}
