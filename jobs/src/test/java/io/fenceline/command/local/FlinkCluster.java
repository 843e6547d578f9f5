// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jpountz.lz4.LZ4Factory;
import org.apache.commons.lang3.StringUtils;
import org.apache.commons.math3.util.FastMath;
import org.xerial.snappy.Snappy;

/**
 * A standalone session cluster whose JobManager and TaskManagers are processes of their own, made
 * of the jars that a Flink distribution holds. The job's own classes are not among them.
 */
public final class FlinkCluster implements AutoCloseable {
  private static final String JOB_MANAGER =
      "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint";
  private static final String TASK_MANAGER =
      "org.apache.flink.runtime.taskexecutor.TaskManagerRunner";
  private static final String CLIENT = "org.apache.flink.client.cli.CliFrontend";
  private static final String SQL_GATEWAY = "org.apache.flink.table.gateway.SqlGateway";
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
      state.backend.type: rocksdb
      execution.checkpointing.dir: %s
      execution.checkpointing.savepoint-dir: %s
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

  /** One class of each library that both a cluster and the job's jar hold. */
  private static final List<Class<?>> SHARED =
      List.of(StringUtils.class, FastMath.class, LZ4Factory.class, Snappy.class);

  private final Path target;
  private final Path directory;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, ServiceProcess> processes = new HashMap<>();
  private final int rest;

  private FlinkCluster(Path target, Path directory) throws IOException {
    this.target = target;
    this.directory = directory;
    this.rest = freePort();
    Files.writeString(
        directory.resolve("config.yaml"),
        CONFIGURATION.formatted(
            freePort(),
            rest,
            directory.resolve("checkpoints").toUri(),
            directory.resolve("savepoints").toUri()));
    Files.writeString(directory.resolve("log4j2.properties"), LOGGING);
  }

  /**
   * Starts a JobManager and waits until it answers.
   *
   * @param target where the build left {@code flink-lib}
   * @param directory empty, for configuration, logs and checkpoints
   */
  public static FlinkCluster start(Path target, Path directory) throws IOException {
    FlinkCluster cluster = new FlinkCluster(target, directory);
    try {
      ServiceProcess started = cluster.launch("jobmanager", "320m", JOB_MANAGER);
      Readiness.await(started, cluster::answers);
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /** Starts a TaskManager of two slots and waits until it has joined. */
  public void addTaskManager(String name) {
    Readiness.await(
        launch(name, "448m", TASK_MANAGER, "-D", "taskmanager.resource-id=" + name),
        () -> joined(name));
  }

  /** Kills a TaskManager as a lost machine would: without a chance to say anything. */
  public void kill(String name) {
    ProcessHandle process = ProcessHandle.of(processes.remove(name).pid()).orElseThrow();
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Runs Flink's own command line to its end and returns what it printed. */
  public String client(String... arguments) throws IOException, InterruptedException {
    Path output = Files.createTempFile(directory, "client", ".log");
    List<String> command = java("256m", classPath(), CLIENT);
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("FLINK_CONF_DIR", directory.toString());
    Process process = builder.start();
    if (!process.waitFor(3, TimeUnit.MINUTES)) {
      process.destroyForcibly().waitFor();
      throw new IOException("flink " + arguments[0] + " did not end: " + Files.readString(output));
    }
    return Files.readString(output);
  }

  /**
   * Starts Flink's SQL Gateway, with nothing of ours on its class path, and waits until it answers.
   *
   * @throws IOException if no port is free
   */
  public SqlSession openSqlSession() throws IOException {
    int port = freePort();
    String gatewayJars = target.resolve("sql-gateway") + "/*";
    List<String> command =
        java("384m", classPath() + File.pathSeparator + gatewayJars, SQL_GATEWAY);
    command.add("-Dsql-gateway.endpoint.rest.address=127.0.0.1");
    command.add("-Dsql-gateway.endpoint.rest.bind-address=127.0.0.1");
    command.add("-Dsql-gateway.endpoint.rest.port=" + port);
    ServiceProcess gateway =
        launch("sql-gateway", command, Map.of("FLINK_CONF_DIR", directory.toString()));
    URI url = URI.create("http://127.0.0.1:" + port + "/v1/");
    Readiness.await(gateway, () -> SqlSession.answers(url));
    return SqlSession.open(url);
  }

  /** What the JobManager's REST interface says. */
  public JsonNode get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url() + path)).build();
    return new ObjectMapper()
        .readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  private String url() {
    return "http://127.0.0.1:" + rest;
  }

  @Override
  public void close() {
    processes.values().forEach(ServiceProcess::stop);
    processes.clear();
  }

  private ServiceProcess launch(String name, String heap, String main, String... arguments) {
    List<String> command = java(heap, classPath(), main);
    command.addAll(List.of("--configDir", directory.toString()));
    command.addAll(List.of(arguments));
    return launch(name, command, Map.of());
  }

  private ServiceProcess launch(
      String name, List<String> command, Map<String, String> environment) {
    Path log = directory.resolve(name + ".log");
    ServiceProcess process = ServiceProcess.start(name, directory, log, command, environment);
    processes.put(name, process);
    return process;
  }

  private List<String> java(String heap, String classPath, String main) {
    return new ArrayList<>(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "@" + target.resolve("launcher").resolve("jvm.options"),
            "-Xmx" + heap,
            "-XX:TieredStopAtLevel=1",
            "-Dlog4j2.configurationFile=" + directory.resolve("log4j2.properties"),
            "-cp",
            classPath,
            main));
  }

  private String classPath() {
    return Stream.concat(
            Stream.of(target.resolve("flink-lib") + "/*"),
            SHARED.stream()
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation().getPath()))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private boolean answers() {
    return !overview().isMissingNode();
  }

  private boolean joined(String name) {
    return overview().findValuesAsText("id").contains(name);
  }

  private JsonNode overview() {
    try {
      return get("/taskmanagers").path("taskmanagers");
    } catch (IOException e) {
      return new ObjectMapper().missingNode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new ObjectMapper().missingNode();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
