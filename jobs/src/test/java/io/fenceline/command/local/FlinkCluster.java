// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jpountz.lz4.LZ4Factory;
import org.apache.commons.lang3.StringUtils;
import org.apache.commons.math3.util.FastMath;
import org.xerial.snappy.Snappy;

/**
 * A standalone cluster whose JobManager and TaskManagers are processes of their own, made of the
 * jars that a Flink distribution holds. The job's own classes are not among them.
 */
public final class FlinkCluster implements AutoCloseable {
  private static final String HEAP_LOG_END = ".heap.log";
  private static final String HEAP_LOG = "%p" + HEAP_LOG_END;
  private static final String JOB_MANAGER =
      "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint";
  private static final String APPLICATION =
      "org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint";
  private static final String TASK_MANAGER =
      "org.apache.flink.runtime.taskexecutor.TaskManagerRunner";
  private static final String PART =
      "--%s\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\"%s\"\r\n"
          + "Content-Type: application/x-java-archive\r\n\r\n";
  private static final String ZOOKEEPER =
      "org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer";

  /** The JobManager for {@link #kill}. */
  public static final String JOB_MANAGER_NAME = "jobmanager";

  private static final String CLIENT = "org.apache.flink.client.cli.CliFrontend";
  private static final String SQL_GATEWAY = "org.apache.flink.table.gateway.SqlGateway";

  /** One class of each library that both a cluster and the job's jar hold. */
  private static final List<Class<?>> SHARED =
      List.of(StringUtils.class, FastMath.class, LZ4Factory.class, Snappy.class);

  private final Path target;
  private final Path directory;
  private final Map<String, String> environment;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, ServiceProcess> processes = new HashMap<>();
  private final int rest;

  private FlinkCluster(Path target, Path directory, Map<String, String> environment)
      throws IOException {
    this.target = target;
    this.directory = directory;
    this.environment = new HashMap<>(environment);
    // Flink looks for usrlib, the jar of an application, beside its lib.
    this.environment.put("FLINK_LIB_DIR", directory.resolve("lib").toString());
    this.environment.put("FLINK_CONF_DIR", directory.toString());
    this.rest = freePort();
    FlinkConfiguration.write(directory, freePort(), rest);
  }

  /**
   * Starts a JobManager and waits until it answers.
   *
   * @param target where the build left {@code flink-lib}
   * @param directory empty, for configuration, logs and checkpoints
   */
  public static FlinkCluster start(Path target, Path directory) throws IOException {
    return start(target, directory, Map.of());
  }

  /**
   * The same with variables of the environment, which hold the secrets of those who submit.
   *
   * @param target where the build left {@code flink-lib}
   * @param directory empty, for configuration, logs and checkpoints
   */
  public static FlinkCluster start(Path target, Path directory, Map<String, String> environment)
      throws IOException {
    return new FlinkCluster(target, directory, environment).withJobManager(JOB_MANAGER);
  }

  /**
   * Starts the JobManager of a cluster that runs one job, its application, and stays when the job
   * is done.
   *
   * @param target where the build left {@code flink-lib}
   * @param directory empty, for configuration, logs and checkpoints
   * @param jar of the job
   * @param arguments of the job
   */
  public static FlinkCluster startApplication(
      Path target,
      Path directory,
      Map<String, String> environment,
      Path jar,
      String mainClass,
      String... arguments)
      throws IOException {
    FlinkCluster cluster = new FlinkCluster(target, directory, environment);
    Files.createSymbolicLink(
        Files.createDirectory(directory.resolve("usrlib")).resolve(jar.getFileName()), jar);
    List<String> options = new ArrayList<>();
    options.addAll(List.of("-D", "execution.shutdown-on-application-finish=false"));
    // The last ends the options of Flink, which takes --config for its own --configDir.
    options.addAll(List.of("--job-classname", mainClass, "--"));
    options.addAll(List.of(arguments));
    return cluster.withJobManager(APPLICATION, options.toArray(String[]::new));
  }

  /**
   * Starts a JobManager that keeps what it must remember in a ZooKeeper of its own, so that another
   * one can take over after {@link #kill}.
   *
   * @param target where the build left {@code flink-lib}
   * @param directory empty, for configuration, logs and checkpoints
   * @param settings for all processes, over the usual ones
   */
  public static FlinkCluster startHighlyAvailable(
      Path target, Path directory, Map<String, String> settings) throws IOException {
    FlinkCluster cluster = new FlinkCluster(target, directory, Map.of());
    try {
      Map<String, String> all = new TreeMap<>(settings);
      all.put("high-availability.type", "zookeeper");
      all.put("high-availability.zookeeper.quorum", "127.0.0.1:" + cluster.startZooKeeper());
      all.put("high-availability.storageDir", directory.resolve("ha").toUri().toString());
      FlinkConfiguration.add(directory, all);
      cluster.startJobManager();
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /** Flink's own build of ZooKeeper; returns the port. */
  private int startZooKeeper() throws IOException {
    int port = freePort();
    Path file = FlinkConfiguration.zooKeeper(directory, port, freePort(), freePort());
    List<String> command = java("128m", classPath(), ZOOKEEPER);
    command.addAll(List.of("--zkConfigFile", file.toString(), "--peerId", "1"));
    Readiness.await(launch("zookeeper", command), () -> listens(port));
    return port;
  }

  /** Starts the JobManager again after {@link #kill}, and waits until it answers. */
  public void startJobManager() {
    Readiness.await(launch(JOB_MANAGER_NAME, "320m", JOB_MANAGER), this::answers);
  }

  private FlinkCluster withJobManager(String main, String... arguments) {
    try {
      Readiness.await(launch(JOB_MANAGER_NAME, "320m", main, arguments), this::answers);
      return this;
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Starts TaskManagers of two slots and waits until they have joined. */
  public void addTaskManagers(String... names) {
    for (String name : names) {
      startTaskManager(name, List.of(), Map.of());
    }
    for (String name : names) {
      Readiness.await(processes.get(name), () -> joined(name));
    }
  }

  /**
   * Starts a TaskManager of two slots in its own way and waits until it has joined.
   *
   * @param prefix a command that runs another, for instance in a network namespace
   * @param own settings of this one, over those of all
   */
  public void addTaskManager(String name, List<String> prefix, Map<String, String> own) {
    Readiness.await(startTaskManager(name, prefix, own), () -> joined(name));
  }

  private ServiceProcess startTaskManager(
      String name, List<String> prefix, Map<String, String> own) {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(java("448m", classPath(), TASK_MANAGER));
    command.add(command.indexOf(TASK_MANAGER), "-Xlog:gc:file=" + directory.resolve(HEAP_LOG));
    command.addAll(List.of("--configDir", directory.toString()));
    command.addAll(List.of("-D", "taskmanager.resource-id=" + name));
    own.forEach((key, value) -> command.addAll(List.of("-D", key + "=" + value)));
    return launch(name, command);
  }

  /** What the heaps of all TaskManagers so far were before and after each collection. */
  public List<Path> heapLogs() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(HEAP_LOG_END)).toList();
    }
  }

  /** Kills a process as a lost machine would: without a chance to say anything. */
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
    builder.environment().putAll(environment);
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
    ServiceProcess gateway = launch("sql-gateway", command);
    URI url = URI.create("http://127.0.0.1:" + port + "/v1/");
    Readiness.await(gateway, () -> SqlSession.answers(url));
    return SqlSession.open(url);
  }

  /** What the JobManager's REST interface says. */
  public JsonNode get(String path) throws IOException, InterruptedException {
    return answer(HttpRequest.newBuilder(URI.create(url() + path)).build());
  }

  /**
   * Uploads a jar by REST.
   *
   * @return what the cluster calls it
   */
  public String upload(Path jar) throws IOException, InterruptedException {
    String boundary = "end-of-part";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url() + "/jars/upload"))
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .POST(
                BodyPublishers.concat(
                    BodyPublishers.ofString(PART.formatted(boundary, jar.getFileName())),
                    BodyPublishers.ofFile(jar),
                    BodyPublishers.ofString("\r\n--" + boundary + "--\r\n")))
            .build();
    JsonNode answer = answer(request);
    if (!answer.hasNonNull("filename")) {
      throw new IOException("The cluster did not take " + jar + ": " + answer);
    }
    String name = answer.path("filename").asText();
    return name.substring(name.lastIndexOf('/') + 1);
  }

  /** Asks the JobManager by REST to do something. */
  public JsonNode post(String path, JsonNode body) throws IOException, InterruptedException {
    return answer(
        HttpRequest.newBuilder(URI.create(url() + path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString()))
            .build());
  }

  private JsonNode answer(HttpRequest request) throws IOException, InterruptedException {
    return new ObjectMapper()
        .readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  private String url() {
    return "http://127.0.0.1:" + rest;
  }

  /** Kills all of it: nothing that it might still say or save is wanted. */
  @Override
  public void close() {
    for (ServiceProcess process : processes.values()) {
      ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly);
    }
    processes.values().forEach(ServiceProcess::stop);
    processes.clear();
  }

  private ServiceProcess launch(String name, String heap, String main, String... arguments) {
    List<String> command = java(heap, classPath(), main);
    command.addAll(List.of("--configDir", directory.toString()));
    command.addAll(List.of(arguments));
    return launch(name, command);
  }

  private ServiceProcess launch(String name, List<String> command) {
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
            "-Dlog4j2.configurationFile=" + FlinkConfiguration.log4j(directory),
            "-cp",
            classPath,
            main));
  }

  private String classPath() {
    return Stream.concat(
            Stream.of(target.resolve("flink-lib") + "/*", target.resolve("flink-dist") + "/*"),
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

  private static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
