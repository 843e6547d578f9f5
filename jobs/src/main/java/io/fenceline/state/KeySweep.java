// SPDX-License-Identifier: Apache-2.0
package io.fenceline.state;

import java.util.Collections;
import java.util.Iterator;
import java.util.stream.Stream;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.StateBackendLoader;
import org.apache.flink.runtime.state.VoidNamespace;

/**
 * Goes over all keys of a state now and then, to forget what is over.
 *
 * <p>A timer of each key would take more memory than what is kept of a client that asked once. A
 * pass takes a few keys with each watermark: all at once would stop a task for as long as RocksDB
 * needs to find each of its keys. The more records come, the more keys it takes, so that what grows
 * while it goes on is at most half of what it goes over.
 *
 * <p>When a key is looked at must make no difference to results: who reads the state judges by
 * event time whether it is over.
 *
 * @param <K> type of the key
 */
public final class KeySweep<K> implements AutoCloseable {
  /** Keys that are looked at with a watermark, at least. */
  static final int FEWEST = 256;

  private static final int KEYS_PER_RECORD = 2;

  private final KeyedStateBackend<K> backend;
  private final String state;
  private final long intervalMillis;
  private Stream<K> pass = Stream.empty();
  private Iterator<K> keys = Collections.emptyIterator();
  private long newest = Long.MIN_VALUE;
  private long records;

  /**
   * A sweep that begins with the first watermark.
   *
   * @param state name of the state
   * @param intervalMillis event time from one pass to the next, positive
   */
  public KeySweep(KeyedStateBackend<K> backend, String state, long intervalMillis) {
    this.backend = backend;
    this.state = state;
    this.intervalMillis = intervalMillis;
  }

  /** A record was taken. */
  public void taken() {
    records++;
  }

  /**
   * Looks at some keys, if a pass is due or not at its end.
   *
   * @param forget clears the state of the current key if it is over
   */
  public void advance(long watermark, Forget forget) throws Exception {
    long number = Math.floorDiv(watermark, intervalMillis);
    if (!keys.hasNext() && number > newest) {
      newest = number;
      begin();
    }
    long left = Math.max(FEWEST, KEYS_PER_RECORD * records);
    records = 0;
    while (left > 0 && keys.hasNext()) {
      backend.setCurrentKey(keys.next());
      forget.ifOver(watermark);
      left--;
    }
    if (!keys.hasNext()) {
      close();
    }
  }

  private void begin() {
    pass = backend.getKeys(state, VoidNamespace.INSTANCE);
    // State on the heap must not change under its iterator; a list of its keys is cheap there.
    keys =
        backend.getBackendTypeIdentifier().equals(StateBackendLoader.HASHMAP_STATE_BACKEND_NAME)
            ? pass.toList().iterator()
            : pass.iterator();
  }

  /** Gives up a pass, and what the backend holds for it. */
  @Override
  public void close() {
    pass.close();
    keys = Collections.emptyIterator();
  }

  /** What is done with each key. */
  @FunctionalInterface
  public interface Forget {
    /** Clears the state of the current key if it is over at that watermark. */
    void ifOver(long watermark) throws Exception;
  }
}
