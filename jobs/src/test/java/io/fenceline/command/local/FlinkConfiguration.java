// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The files that a Flink of one machine is configured by: two slots a TaskManager, RocksDB. A
 * killed TaskManager is missed by two heartbeats, so these are frequent. One that starts checks
 * every jar that others of its name have left behind, so each cluster has its own place for them.
 */
final class FlinkConfiguration {
  private static final String CONFIGURATION =
      """
      jobmanager.rpc.address: 127.0.0.1
      jobmanager.bind-host: 127.0.0.1
      jobmanager.rpc.port: %d
      jobmanager.memory.process.size: 768m
      rest.address: 127.0.0.1
      rest.bind-address: 127.0.0.1
      rest.port: %d
      taskmanager.host: 127.0.0.1
      taskmanager.bind-host: 127.0.0.1
      taskmanager.numberOfTaskSlots: 2
      taskmanager.load-balance.mode: SLOTS
      taskmanager.cpu.cores: 2
      taskmanager.memory.framework.heap.size: 64m
      taskmanager.memory.framework.off-heap.size: 64m
      taskmanager.memory.task.heap.size: 384m
      taskmanager.memory.task.off-heap.size: 32m
      taskmanager.memory.network.min: 64m
      taskmanager.memory.network.max: 64m
      taskmanager.memory.managed.size: 128m
      taskmanager.memory.jvm-metaspace.size: 192m
      taskmanager.memory.jvm-overhead.min: 64m
      taskmanager.memory.jvm-overhead.max: 64m
      heartbeat.interval: 1 s
      io.tmp.dirs: %s
      state.backend.type: rocksdb
      execution.checkpointing.dir: %s
      execution.checkpointing.savepoint-dir: %s
      """;
  private static final String ZOOKEEPER =
      """
      tickTime=1000
      initLimit=10
      syncLimit=5
      clientPort=%d
      clientPortAddress=127.0.0.1
      admin.enableServer=false
      dataDir=%s
      server.1=127.0.0.1:%d:%d
      """;
  private static final String LOGGING =
      """
      appender.console.type = Console
      appender.console.name = console
      appender.console.layout.type = PatternLayout
      appender.console.layout.pattern = %d %p %m (%c)%n
      rootLogger.level = WARN
      rootLogger.appenderRef.console.ref = console
      """;

  private FlinkConfiguration() {}

  /**
   * Writes them.
   *
   * @param rpc port of the JobManager for TaskManagers
   * @param rest port of the JobManager for everybody else
   */
  static void write(Path directory, int rpc, int rest) throws IOException {
    Files.writeString(
        directory.resolve("config.yaml"),
        CONFIGURATION.formatted(
            rpc,
            rest,
            Files.createDirectory(directory.resolve("tmp")),
            directory.resolve("checkpoints").toUri(),
            directory.resolve("savepoints").toUri()));
    Files.writeString(log4j(directory), LOGGING);
  }

  /** Sets more, or other than what was written. */
  static void add(Path directory, Map<String, String> settings) throws IOException {
    Path file = directory.resolve("config.yaml");
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    lines.removeIf(line -> settings.containsKey(line.split(":", 2)[0]));
    settings.forEach((key, value) -> lines.add(key + ": " + value));
    Files.write(file, lines);
  }

  /**
   * Writes what a ZooKeeper of one node is configured by.
   *
   * @param clients port for Flink
   * @param peers port for other nodes, which do not exist
   * @param election another such
   */
  static Path zooKeeper(Path directory, int clients, int peers, int election) throws IOException {
    Path data = Files.createDirectories(directory.resolve("zookeeper"));
    return Files.writeString(
        directory.resolve("zoo.cfg"), ZOOKEEPER.formatted(clients, data, peers, election));
  }

  /** What says how to log. */
  static Path log4j(Path directory) {
    return directory.resolve("log4j2.properties");
  }
}
