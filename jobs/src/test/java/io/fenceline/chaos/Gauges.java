// SPDX-License-Identifier: Apache-2.0
package io.fenceline.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Watches what Flink's REST interface tells of one job, in a thread of its own. Not the heap: once
 * a TaskManager was killed, the JobManager may ask it for its metrics for ever, and the others no
 * more.
 */
final class Gauges implements Runnable {
  /** Used before a collection, used after it, and what the heap had then. */
  private static final Pattern COLLECTION = Pattern.compile("(\\d+)M->\\d+M\\(\\d+M\\)");

  private final ChaosRig rig;
  private final String job;
  private final Thread thread = new Thread(this, "gauges");
  private final Map<Path, Long> earlier = new HashMap<>();
  private volatile long mostState;
  private volatile long restarts;

  private Gauges(ChaosRig rig, String job) {
    this.rig = rig;
    this.job = job;
  }

  static Gauges watch(ChaosRig rig, String job) throws IOException {
    Gauges gauges = new Gauges(rig, job);
    for (Path log : rig.flink().heapLogs()) {
      gauges.earlier.put(log, Files.size(log));
    }
    gauges.thread.setDaemon(true);
    gauges.thread.start();
    return gauges;
  }

  /** Bytes of the largest checkpoint. */
  long mostState() {
    return mostState;
  }

  /** Megabytes of the fullest TaskManager's heap before a collection, garbage included. */
  long mostHeap() throws IOException {
    long most = 0;
    for (Path log : rig.flink().heapLogs()) {
      byte[] all = Files.readAllBytes(log);
      int from = earlier.getOrDefault(log, 0L).intValue();
      String since = new String(all, from, all.length - from, StandardCharsets.UTF_8);
      Matcher collection = COLLECTION.matcher(since);
      while (collection.find()) {
        most = Math.max(most, Long.parseLong(collection.group(1)));
      }
    }
    return most;
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
        restarts = Math.max(restarts, checkpoints.at("/counts/restored").asLong());
        TimeUnit.MILLISECONDS.sleep(500);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
