// SPDX-License-Identifier: Apache-2.0
package io.fenceline.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.TimeUnit;

/** Watches what Flink's REST interface tells of one job, in a thread of its own. */
final class Gauges implements Runnable {
  private static final String HEAP = "Status.JVM.Memory.Heap.Used";

  private final ChaosRig rig;
  private final String job;
  private final Thread thread = new Thread(this, "gauges");
  private volatile long mostState;
  private volatile long mostHeap;
  private volatile long restarts;

  private Gauges(ChaosRig rig, String job) {
    this.rig = rig;
    this.job = job;
  }

  static Gauges watch(ChaosRig rig, String job) {
    Gauges gauges = new Gauges(rig, job);
    gauges.thread.setDaemon(true);
    gauges.thread.start();
    return gauges;
  }

  /** Bytes of the largest checkpoint. */
  long mostState() {
    return mostState;
  }

  /** Bytes of the fullest TaskManager's heap, garbage included. */
  long mostHeap() {
    return mostHeap;
  }

  /** From a checkpoint; as many as the present JobManager knows of. */
  long restarts() {
    return restarts;
  }

  void stop() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }

  @Override
  public void run() {
    try {
      while (true) {
        JsonNode checkpoints = rig.ask("/jobs/" + job + "/checkpoints");
        mostState = Math.max(mostState, checkpoints.at("/latest/completed/state_size").asLong());
        for (JsonNode one : rig.ask("/taskmanagers").path("taskmanagers")) {
          String id = one.path("id").asText();
          JsonNode used = rig.ask("/taskmanagers/" + id + "/metrics?get=" + HEAP);
          mostHeap = Math.max(mostHeap, used.path(0).path("value").asLong());
        }
        restarts = Math.max(restarts, checkpoints.at("/counts/restored").asLong());
        TimeUnit.MILLISECONDS.sleep(500);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
