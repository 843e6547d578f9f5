// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.memory;

import java.io.Serializable;
import java.util.Iterator;

/** Makes the records of a {@link MemorySource}. */
@FunctionalInterface
public interface Feed<T> extends Serializable {
  /**
   * The records of one of several readers; called in its task.
   *
   * @param own number of the reader, from 0
   * @param readers how many there are
   */
  Iterator<T> open(int own, int readers);
}
