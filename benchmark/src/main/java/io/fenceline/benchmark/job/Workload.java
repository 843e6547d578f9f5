// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.job;

import io.fenceline.benchmark.trace.Traffic;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What the whole job is given and how it runs.
 *
 * @param trace the recording that is played
 * @param events in all
 * @param clients about how many
 * @param parallelism at least 1
 * @param rules whether the rules in SQL that are shipped and on by default run
 * @param documents whether documents of events are made; those of alerts and windows always are
 * @param state where it keeps what it knows
 * @param checkpointInterval zero for none
 * @param outOfOrderness as {@code ingest.out-of-orderness}; no event comes later than that
 */
record Workload(
    Path trace,
    long events,
    int clients,
    int parallelism,
    boolean rules,
    boolean documents,
    StateKind state,
    Duration checkpointInterval,
    Duration outOfOrderness) {

  /** Flink's state backends. */
  enum StateKind {
    HEAP("hashmap"),
    ROCKSDB("rocksdb");

    private final String backend;

    StateKind(String backend) {
      this.backend = backend;
    }

    String backend() {
      return backend;
    }
  }

  Traffic traffic() {
    return Traffic.of(trace, events, clients, outOfOrderness.toMillis());
  }
}
