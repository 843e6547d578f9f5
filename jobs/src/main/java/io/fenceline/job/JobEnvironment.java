// SPDX-License-Identifier: Apache-2.0
package io.fenceline.job;

import io.fenceline.state.PatternsOnHeap;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.RpcOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.state.StateBackendLoader;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** How the job wants Flink to run it, wherever it runs. */
public final class JobEnvironment {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** What an alert waits for: its tick to end by the watermark, and up to this at each exchange. */
  private static final Duration WATERMARKS = Duration.ofMillis(50);

  private static final Duration FLUSH = Duration.ofMillis(20);

  private JobEnvironment() {}

  /**
   * Settings that are part of the job: no type falls back to Kryo, every operator with state keeps
   * its name over upgrades, records, which are immutable, are handed on without copying, and an
   * alert does not wait for Flink's usual intervals, which add up.
   */
  public static Configuration settings() {
    Configuration flink = new Configuration();
    flink.set(PipelineOptions.GENERIC_TYPES, false);
    flink.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    flink.set(PipelineOptions.OBJECT_REUSE, true);
    flink.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, WATERMARKS);
    flink.set(ExecutionOptions.BUFFER_TIMEOUT, FLUSH);
    flink.set(PipelineOptions.NAME, "fenceline");
    return flink;
  }

  /** An environment on the cluster that this process belongs to, or submits to. */
  static StreamExecutionEnvironment onCluster(Configuration flink) {
    return withPatternsOnHeap(StreamExecutionEnvironment.getExecutionEnvironment(flink));
  }

  /** Where RocksDB is to keep the state, that of patterns stays on the heap. */
  public static StreamExecutionEnvironment withPatternsOnHeap(StreamExecutionEnvironment env) {
    String backend = env.getConfiguration().get(StateBackendOptions.STATE_BACKEND);
    if (StateBackendLoader.ROCKSDB_STATE_BACKEND_NAME.equalsIgnoreCase(backend)) {
      Configuration flink = new Configuration();
      flink.set(StateBackendOptions.STATE_BACKEND, PatternsOnHeap.Factory.class.getName());
      env.configure(flink);
    }
    return env;
  }

  /**
   * Settings for all that runs in this very process: a failure ends the run instead of repeating
   * it, and a call that takes long tells of a busy machine, not of a lost one. Nobody waits for a
   * single alert there, and many variants have hundreds of tasks to wake: Flink's usual intervals.
   */
  public static Configuration localSettings() {
    Configuration flink = settings();
    flink.removeConfig(PipelineOptions.AUTO_WATERMARK_INTERVAL);
    flink.removeConfig(ExecutionOptions.BUFFER_TIMEOUT);
    flink.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    flink.set(RpcOptions.ASK_TIMEOUT_DURATION, PATIENCE);
    flink.set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, PATIENCE);
    return flink;
  }

  /**
   * An environment in this very process, for bounded input; counters are reported every half
   * second.
   *
   * @param checkpointInterval zero for none
   */
  public static StreamExecutionEnvironment local(int parallelism, Duration checkpointInterval) {
    return local(parallelism, checkpointInterval, 0);
  }

  /** The same, for a job with so many variants of its detection. */
  public static StreamExecutionEnvironment local(
      int parallelism, Duration checkpointInterval, int variants) {
    Configuration flink = localSettings();
    // Each rule in SQL and each variant brings exchanges of its own: many buffers, small ones.
    MemorySize network = MemorySize.ofMebiBytes(128L + 16L * variants);
    flink.set(
        TaskManagerOptions.MEMORY_SEGMENT_SIZE, MemorySize.parse(variants > 0 ? "4 kb" : "8 kb"));
    flink.set(TaskManagerOptions.NETWORK_MEMORY_MIN, network);
    flink.set(TaskManagerOptions.NETWORK_MEMORY_MAX, network);
    // Each aggregation over a window refuses to start with 1 MB or less, and a rule has several of
    // them. It is a bound: pages are taken when they are needed.
    flink.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(512L * parallelism));
    flink.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, Duration.ofMillis(500));
    // Nothing is restored here: a checkpoint too large for memory must not end the run.
    flink.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, Integer.MAX_VALUE);
    if (!checkpointInterval.isZero()) {
      flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, checkpointInterval);
    }
    return StreamExecutionEnvironment.createLocalEnvironment(parallelism, flink);
  }
}
