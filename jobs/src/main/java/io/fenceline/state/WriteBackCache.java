// SPDX-License-Identifier: Apache-2.0
package io.fenceline.state;

import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.StateBackendLoader;

/**
 * A keyed value that stays in memory for the keys used last, and is written to its state when it
 * must make room or a checkpoint is taken. With RocksDB each use of a state reads and writes bytes;
 * most requests come from clients that asked a moment ago. State on the heap is used as it is.
 *
 * @param <K> type of the key
 * @param <V> type of the value
 */
public final class WriteBackCache<K, V> {
  /** Of a key, its entry, and their places in a map; measured on a 64-bit JVM, rounded up. */
  private static final int ENTRY_BYTES = 250;

  private final KeyedStateBackend<K> backend;
  private final ValueState<V> state;
  private final ToIntFunction<V> weigher;
  private final long mostBytes;
  private final boolean onHeap;

  /** Those used last at the end. */
  private final Map<K, Entry<V>> entries = new LinkedHashMap<>();

  private long bytes;

  /**
   * A cache that holds nothing yet.
   *
   * @param state of the backend
   * @param weigher bytes that a value takes on the heap, about
   * @param mostBytes that all may take together
   */
  public WriteBackCache(
      KeyedStateBackend<K> backend, ValueState<V> state, ToIntFunction<V> weigher, long mostBytes) {
    this.backend = backend;
    this.state = state;
    this.weigher = weigher;
    this.mostBytes = mostBytes;
    onHeap =
        StateBackendLoader.HASHMAP_STATE_BACKEND_NAME.equals(backend.getBackendTypeIdentifier());
  }

  /**
   * Bytes of the heap for one task.
   *
   * @param taskManager its configuration
   * @param part 8 for an eighth of the heap, which the slots share
   */
  public static long partOfHeap(Configuration taskManager, int part) {
    int slots = Math.max(1, taskManager.get(TaskManagerOptions.NUM_TASK_SLOTS));
    return Runtime.getRuntime().maxMemory() / part / slots;
  }

  /** The current key's value, null if there is none. Whoever changes it says so by an update. */
  public V value() throws IOException {
    if (onHeap) {
      return state.value();
    }
    K key = backend.getCurrentKey();
    Entry<V> entry = entries.remove(key);
    if (entry != null) {
      entries.put(key, entry);
      return entry.value;
    }
    V value = state.value();
    put(key, new Entry<>(value, weigh(value)));
    return value;
  }

  /** As {@link #value}, but does not count as a use of it, and brings nothing into the cache. */
  public V peek() throws IOException {
    Entry<V> entry = entries.get(backend.getCurrentKey());
    return entry == null ? state.value() : entry.value;
  }

  /** Sets the current key's value, in the cache if it is there. */
  public void update(V value) throws IOException {
    if (onHeap || !entries.containsKey(backend.getCurrentKey())) {
      state.update(value);
      return;
    }
    Entry<V> entry = new Entry<>(value, weigh(value));
    entry.unsaved = true;
    put(backend.getCurrentKey(), entry);
  }

  /** Forgets the current key's value. */
  public void clear() {
    Entry<V> entry = entries.remove(backend.getCurrentKey());
    bytes -= entry == null ? 0 : entry.bytes;
    state.clear();
  }

  /** Writes what the state does not have yet; another key is the current one then. */
  public void save() throws IOException {
    for (Map.Entry<K, Entry<V>> each : entries.entrySet()) {
      save(each.getKey(), each.getValue());
    }
  }

  private void put(K key, Entry<V> entry) throws IOException {
    Entry<V> before = entries.remove(key);
    entries.put(key, entry);
    bytes += entry.bytes - (before == null ? 0 : before.bytes);
    if (bytes > mostBytes) {
      makeRoom(key);
    }
  }

  private void makeRoom(K current) throws IOException {
    Iterator<Map.Entry<K, Entry<V>>> eldest = entries.entrySet().iterator();
    while (bytes > mostBytes && entries.size() > 1) {
      Map.Entry<K, Entry<V>> each = eldest.next();
      save(each.getKey(), each.getValue());
      bytes -= each.getValue().bytes;
      eldest.remove();
    }
    backend.setCurrentKey(current);
  }

  private void save(K key, Entry<V> entry) throws IOException {
    if (entry.unsaved) {
      backend.setCurrentKey(key);
      state.update(entry.value);
      entry.unsaved = false;
    }
  }

  private int weigh(V value) {
    return ENTRY_BYTES + (value == null ? 0 : weigher.applyAsInt(value));
  }

  /** What is known of a key: its value, or that it has none. */
  private static final class Entry<V> {
    private final V value;
    private final int bytes;
    private boolean unsaved;

    Entry(V value, int bytes) {
      this.value = value;
      this.bytes = bytes;
    }
  }
}
