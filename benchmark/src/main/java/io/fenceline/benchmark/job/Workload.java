// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.job;

import io.fenceline.benchmark.trace.Traffic;
import io.fenceline.benchmark.trace.Traffic.Mix;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What the whole job is given and how it runs.
 *
 * @param trace the recording that is played
 * @param events in all
 * @param clients about how many
 * @param mix who asks which model
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
    Mix mix,
    int parallelism,
    boolean rules,
    boolean documents,
    StateKind state,
    Duration checkpointInterval,
    Duration outOfOrderness) {
  private static final Duration USUAL_ORDER = Duration.ofSeconds(30);

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

  /** As recorded, one task, state on the heap, no checkpoints, no rules in SQL, all documents. */
  static Workload of(Path trace, long events, int clients) {
    return new Workload(
        trace,
        events,
        clients,
        Mix.RECORDED,
        1,
        false,
        true,
        StateKind.HEAP,
        Duration.ZERO,
        USUAL_ORDER);
  }

  Workload withClients(int many) {
    return new Workload(
        trace,
        events,
        many,
        mix,
        parallelism,
        rules,
        documents,
        state,
        checkpointInterval,
        outOfOrderness);
  }

  Workload withMix(Mix other) {
    return new Workload(
        trace,
        events,
        clients,
        other,
        parallelism,
        rules,
        documents,
        state,
        checkpointInterval,
        outOfOrderness);
  }

  Workload withParallelism(int tasks) {
    return new Workload(
        trace,
        events,
        clients,
        mix,
        tasks,
        rules,
        documents,
        state,
        checkpointInterval,
        outOfOrderness);
  }

  Workload withRules(boolean run) {
    return new Workload(
        trace,
        events,
        clients,
        mix,
        parallelism,
        run,
        documents,
        state,
        checkpointInterval,
        outOfOrderness);
  }

  Workload withEventDocuments(boolean made) {
    return new Workload(
        trace,
        events,
        clients,
        mix,
        parallelism,
        rules,
        made,
        state,
        checkpointInterval,
        outOfOrderness);
  }

  Workload withState(StateKind kind) {
    return new Workload(
        trace,
        events,
        clients,
        mix,
        parallelism,
        rules,
        documents,
        kind,
        checkpointInterval,
        outOfOrderness);
  }

  Workload withCheckpoints(Duration interval) {
    return new Workload(
        trace,
        events,
        clients,
        mix,
        parallelism,
        rules,
        documents,
        state,
        interval,
        outOfOrderness);
  }

  Workload withOutOfOrderness(Duration most) {
    return new Workload(
        trace,
        events,
        clients,
        mix,
        parallelism,
        rules,
        documents,
        state,
        checkpointInterval,
        most);
  }

  Traffic traffic() {
    return Traffic.of(trace, events, clients, outOfOrderness.toMillis(), mix);
  }
}
