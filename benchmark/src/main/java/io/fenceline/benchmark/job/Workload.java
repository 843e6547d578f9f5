// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.job;

import io.fenceline.benchmark.trace.Traffic;
import io.fenceline.benchmark.trace.Traffic.Mix;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/** What the whole job is given and how it runs. What is handed out never changes. */
final class Workload {
  private final Path trace;
  private long events;
  private int clients;
  private Mix mix = Mix.RECORDED;
  private int parallelism = 1;
  private boolean rules;
  private boolean documents = true;
  private StateKind state = StateKind.HEAP;
  private Duration checkpointInterval = Duration.ZERO;
  private Duration outOfOrderness = Duration.ofSeconds(30);

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

  private Workload(Path trace, long events, int clients) {
    this.trace = trace;
    this.events = events;
    this.clients = clients;
  }

  /**
   * As recorded, one task, state on the heap, no checkpoints, no rules in SQL, all documents.
   *
   * @param trace the recording that is played
   * @param events in all
   * @param clients about how many
   */
  static Workload of(Path trace, long events, int clients) {
    return new Workload(trace, events, clients);
  }

  private Workload with(Consumer<Workload> change) {
    Workload changed = new Workload(trace, events, clients);
    changed.mix = mix;
    changed.parallelism = parallelism;
    changed.rules = rules;
    changed.documents = documents;
    changed.state = state;
    changed.checkpointInterval = checkpointInterval;
    changed.outOfOrderness = outOfOrderness;
    change.accept(changed);
    return changed;
  }

  Workload withEvents(long inAll) {
    return with(changed -> changed.events = inAll);
  }

  Workload withClients(int many) {
    return with(changed -> changed.clients = many);
  }

  Workload withMix(Mix whoAsksWhat) {
    return with(changed -> changed.mix = whoAsksWhat);
  }

  Workload withParallelism(int tasks) {
    return with(changed -> changed.parallelism = tasks);
  }

  /** Whether the rules in SQL that are shipped and on by default run. */
  Workload withRules(boolean run) {
    return with(changed -> changed.rules = run);
  }

  /** Whether documents of events are made; those of alerts and windows always are. */
  Workload withEventDocuments(boolean made) {
    return with(changed -> changed.documents = made);
  }

  Workload withState(StateKind kind) {
    return with(changed -> changed.state = kind);
  }

  /** Zero for none. */
  Workload withCheckpoints(Duration interval) {
    return with(changed -> changed.checkpointInterval = interval);
  }

  /** As {@code ingest.out-of-orderness}; no event comes later than that. */
  Workload withOutOfOrderness(Duration most) {
    return with(changed -> changed.outOfOrderness = most);
  }

  Traffic traffic() {
    return Traffic.of(trace, events, clients, outOfOrderness.toMillis(), mix);
  }

  int parallelism() {
    return parallelism;
  }

  boolean rules() {
    return rules;
  }

  boolean documents() {
    return documents;
  }

  StateKind state() {
    return state;
  }

  Duration checkpointInterval() {
    return checkpointInterval;
  }

  Duration outOfOrderness() {
    return outOfOrderness;
  }
}
