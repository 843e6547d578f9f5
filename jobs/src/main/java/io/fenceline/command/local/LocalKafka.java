// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.local;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;

/**
 * A real Kafka broker on loopback, its own controller, in a process and a temporary directory of
 * its own. It keeps every record: recorded events are old, and a broker judges their age by their
 * own timestamps.
 */
public final class LocalKafka implements AutoCloseable {
  private static final String NAME = "Kafka";
  private static final int ATTEMPTS = 3;

  /** Settings that name listeners: ours stay, since we wait for an answer there. */
  private static final Set<String> LISTENERS =
      Set.of("listeners", "advertised.listeners", "listener.security.protocol.map");

  /** $1 is the cluster's id; class path and Java come by the environment. */
  private static final String FORMAT_AND_RUN =
      """
      "$JAVA" -Xmx128m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \\
        -Dlog4j2.configurationFile=log4j2.properties \\
        kafka.tools.StorageTool format -g -t "$1" -c server.properties &&
      exec "$JAVA" -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \\
        -Dlog4j2.configurationFile=log4j2.properties kafka.Kafka server.properties
      """;

  private static final String LOGGING =
      """
      appender.console.type = Console
      appender.console.name = console
      appender.console.layout.type = PatternLayout
      appender.console.layout.pattern = [%d] %p %m (%c)%n
      rootLogger.level = WARN
      rootLogger.appenderRef.console.ref = console
      """;

  private final String classPath;
  private final Map<String, String> settings;
  private final Path run;
  private final String cluster = Uuid.randomUuid().toString();
  private final Thread hook = new Thread(this::release, "stop-kafka");
  private ServiceProcess process;
  private int port;

  private LocalKafka(ServiceArtifacts artifacts, Map<String, String> settings) {
    this.classPath =
        artifacts.kafkaJars().stream()
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));
    this.settings = settings;
    this.run = RunDirectory.create("kafka");
  }

  /**
   * Starts a broker and waits until it answers.
   *
   * @throws ServiceFailure when it does not come up; nothing is left behind
   */
  public static LocalKafka start(ServiceArtifacts artifacts) {
    return start(artifacts, Map.of());
  }

  /**
   * Starts a broker and waits until it answers.
   *
   * @param settings broker settings, over what is set here; listeners come beside the plain one
   * @throws ServiceFailure when it does not come up; nothing is left behind
   */
  public static LocalKafka start(ServiceArtifacts artifacts, Map<String, String> settings) {
    LocalKafka broker = new LocalKafka(artifacts, settings);
    Runtime.getRuntime().addShutdownHook(broker.hook);
    try {
      broker.start();
      return broker;
    } catch (RuntimeException e) {
      broker.close();
      throw e;
    }
  }

  /** Address for {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /** Stops the broker; its data and its port stay reserved for {@link #restart()}. */
  public synchronized void stop() {
    if (process != null) {
      process.stop();
      process = null;
    }
  }

  /**
   * Starts the broker again after {@link #stop()} or after it died, on the same port and data, and
   * waits until it answers.
   *
   * @throws ServiceFailure when it does not come up
   */
  public void restart() {
    stop();
    ServiceProcess broker = launch();
    Readiness.await(broker, this::accepts);
    Readiness.await(broker, this::describes);
  }

  /** Stops the broker and removes everything it wrote. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // We are being called from a shutdown hook: the work below is the same.
    }
    release();
  }

  private synchronized void release() {
    stop();
    RunDirectory.delete(run);
  }

  /** Somebody may take a port between our finding it free and the broker's binding it. */
  private void start() {
    for (int attempt = 1; ; attempt++) {
      configure();
      ServiceProcess broker = launch();
      try {
        Readiness.await(broker, this::accepts);
        Readiness.await(broker, this::describes);
        return;
      } catch (ServiceFailure e) {
        if (attempt == ATTEMPTS || broker.alive() || !e.getMessage().contains("BindException")) {
          throw e;
        }
        release();
      }
    }
  }

  private synchronized ServiceProcess launch() {
    Map<String, String> environment =
        Map.of(
            "CLASSPATH",
            classPath,
            "JAVA",
            Path.of(System.getProperty("java.home"), "bin", "java").toString());
    process =
        ServiceProcess.start(
            NAME,
            run,
            run.resolve("console.log"),
            List.of("sh", "-c", FORMAT_AND_RUN, "kafka", cluster),
            environment);
    return process;
  }

  private void configure() {
    try {
      Files.createDirectories(run);
      port = freePort();
      Map<String, String> all = new TreeMap<>(defaults(port, freePort()));
      settings.forEach(
          (key, value) ->
              all.merge(
                  key, value, (ours, more) -> LISTENERS.contains(key) ? ours + "," + more : more));
      StringBuilder text = new StringBuilder();
      all.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
      Files.writeString(run.resolve("server.properties"), text);
      Files.writeString(run.resolve("log4j2.properties"), LOGGING);
    } catch (IOException e) {
      throw new ServiceFailure("Kafka cannot be configured in " + run + ".", e);
    }
  }

  private static Map<String, String> defaults(int clients, int controller) {
    return Map.ofEntries(
        Map.entry("process.roles", "broker,controller"),
        Map.entry("node.id", "1"),
        Map.entry("controller.quorum.voters", "1@127.0.0.1:" + controller),
        Map.entry(
            "listeners",
            "PLAINTEXT://127.0.0.1:" + clients + ",CONTROLLER://127.0.0.1:" + controller),
        Map.entry("advertised.listeners", "PLAINTEXT://127.0.0.1:" + clients),
        Map.entry("controller.listener.names", "CONTROLLER"),
        Map.entry("listener.security.protocol.map", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT"),
        Map.entry("log.dirs", "data"),
        Map.entry("log.retention.ms", "-1"),
        Map.entry("auto.create.topics.enable", "false"),
        Map.entry("offsets.topic.replication.factor", "1"),
        Map.entry("offsets.topic.num.partitions", "1"),
        Map.entry("transaction.state.log.replication.factor", "1"),
        Map.entry("transaction.state.log.min.isr", "1"),
        Map.entry("transaction.state.log.num.partitions", "1"),
        Map.entry("group.initial.rebalance.delay.ms", "0"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private boolean accepts() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private boolean describes() {
    Map<String, Object> client =
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
    try (Admin admin = Admin.create(client)) {
      return !admin.describeCluster().nodes().get(10, TimeUnit.SECONDS).isEmpty();
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
