// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import io.fenceline.model.InferenceEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * Requests of a task that wait for the end of their tick.
 *
 * <p>They wait in memory and are written to keyed state when a checkpoint is taken: a request that
 * comes and is judged between two checkpoints costs the state backend nothing. What is more than
 * {@link #MOST_IN_MEMORY} waits in keyed state from the start, in a list to which even RocksDB only
 * appends.
 */
final class WaitingRequests {
  /** Of one task: some 100 MB of rich events. */
  static final int MOST_IN_MEMORY = 50_000;

  /** By client: what memory had no room for. */
  static final ListStateDescriptor<InferenceEvent> OVERFLOW =
      new ListStateDescriptor<>("waiting", TypeInformation.of(InferenceEvent.class));

  /** By client: what waited in memory at the last checkpoint. */
  static final ListStateDescriptor<InferenceEvent> SAVED =
      new ListStateDescriptor<>("waiting-in-memory", TypeInformation.of(InferenceEvent.class));

  private static final Comparator<InferenceEvent> ORDER =
      Comparator.comparingLong(InferenceEvent::timestamp).thenComparing(InferenceEvent::id);

  private final int mostInMemory;
  private final ListState<InferenceEvent> overflow;
  private final ListState<InferenceEvent> saved;
  private final TreeMap<Long, Map<String, List<InferenceEvent>>> ticks = new TreeMap<>();

  /** Clients with something in {@link #overflow}. */
  private final Set<String> overflowing = new HashSet<>();

  /** Clients with something in {@link #saved}. */
  private Set<String> inCheckpoint = new HashSet<>();

  private int inMemory;

  /**
   * @param mostInMemory requests
   * @param overflow state of {@link #OVERFLOW}
   * @param saved state of {@link #SAVED}
   */
  WaitingRequests(
      int mostInMemory, ListState<InferenceEvent> overflow, ListState<InferenceEvent> saved) {
    this.mostInMemory = mostInMemory;
    this.overflow = overflow;
    this.saved = saved;
  }

  /** Adds a request of the current client, which waits for the end of that tick. */
  void add(long tick, InferenceEvent request) throws Exception {
    if (inMemory < mostInMemory) {
      hold(tick, request);
    } else {
      overflow.add(request);
      overflowed(tick, request);
    }
  }

  /** Takes up what waited in keyed state of the current client when the state was saved. */
  void addOverflow(long tick, InferenceEvent request) {
    overflowed(tick, request);
  }

  /** Takes up what waited in memory when the state was saved. */
  void addSaved(long tick, InferenceEvent request) {
    hold(tick, request);
    inCheckpoint.add(request.clientKey());
  }

  private void hold(long tick, InferenceEvent request) {
    client(tick, request).add(request);
    inMemory++;
  }

  private void overflowed(long tick, InferenceEvent request) {
    client(tick, request);
    overflowing.add(request.clientKey());
  }

  private List<InferenceEvent> client(long tick, InferenceEvent request) {
    return ticks
        .computeIfAbsent(tick, t -> new HashMap<>())
        .computeIfAbsent(request.clientKey(), c -> new ArrayList<>(1));
  }

  /** True if a tick has ended. */
  boolean isAnyOver(long watermark) {
    return !ticks.isEmpty() && ticks.firstKey() <= watermark;
  }

  /** Takes out the clients of the tick that ended first, each with its requests in memory. */
  Map.Entry<Long, Map<String, List<InferenceEvent>>> first() {
    Map.Entry<Long, Map<String, List<InferenceEvent>>> tick = ticks.pollFirstEntry();
    tick.getValue().values().forEach(requests -> inMemory -= requests.size());
    return tick;
  }

  /**
   * Takes out what is due of the current client.
   *
   * @param requests of the tick in memory; changed
   * @return them and those in keyed state, in event-time order, ties by event id
   */
  List<InferenceEvent> due(long tick, String clientKey, List<InferenceEvent> requests)
      throws Exception {
    if (!overflowing.isEmpty() && overflowing.contains(clientKey)) {
      List<InferenceEvent> rest = new ArrayList<>();
      for (InferenceEvent request : overflow.get()) {
        (request.timestamp() <= tick ? requests : rest).add(request);
      }
      overflow.update(rest);
      if (rest.isEmpty()) {
        overflowing.remove(clientKey);
      }
    }
    if (requests.size() > 1) {
      requests.sort(ORDER);
    }
    return requests;
  }

  /** True if the current client's request waits. */
  boolean contains(InferenceEvent request) throws Exception {
    String clientKey = request.clientKey();
    for (Map<String, List<InferenceEvent>> tick : ticks.values()) {
      if (isAmong(tick.getOrDefault(clientKey, List.of()), request)) {
        return true;
      }
    }
    return overflowing.contains(clientKey) && isAmong(overflow.get(), request);
  }

  private static boolean isAmong(Iterable<InferenceEvent> some, InferenceEvent request) {
    for (InferenceEvent one : some) {
      if (one.id().low() == request.id().low()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Writes to keyed state what waits in memory.
   *
   * @param client makes a client the current one
   */
  void save(Consumer<String> client) throws Exception {
    Map<String, List<InferenceEvent>> clients = new HashMap<>();
    for (Map<String, List<InferenceEvent>> tick : ticks.values()) {
      tick.forEach(
          (key, requests) -> {
            if (!requests.isEmpty()) {
              clients.computeIfAbsent(key, k -> new ArrayList<>()).addAll(requests);
            }
          });
    }
    for (String key : inCheckpoint) {
      if (!clients.containsKey(key)) {
        client.accept(key);
        saved.clear();
      }
    }
    for (Map.Entry<String, List<InferenceEvent>> one : clients.entrySet()) {
      client.accept(one.getKey());
      saved.update(one.getValue());
    }
    // The names alone: the map would keep the requests until the next checkpoint.
    inCheckpoint = new HashSet<>(clients.keySet());
  }
}
