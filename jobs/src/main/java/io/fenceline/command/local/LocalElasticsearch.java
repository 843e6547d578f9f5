// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A real Elasticsearch of one node on loopback, in a process and a temporary directory of its own.
 * Not thread-safe, except that {@link #close()} may come from anywhere, as on Ctrl-C.
 */
public final class LocalElasticsearch implements AutoCloseable {
  private static final String NAME = "Elasticsearch";
  private static final String KEY = "http.key";
  private static final String CERTIFICATE = "http.crt";

  private final Path home;
  private final Path run;
  private final Account account;
  private final FileRealm realm;
  private final Map<String, String> settings;
  private final String javaOptions;
  private final Optional<TlsIdentity> tls;
  private final Thread hook = new Thread(this::release, "stop-elasticsearch");
  private ServiceProcess process;
  private int port;

  private LocalElasticsearch(Builder builder) {
    this.home = ElasticsearchTree.of(builder.artifacts);
    this.realm = builder.security ? FileRealm.generate() : FileRealm.NONE;
    this.settings = new TreeMap<>(builder.settings);
    this.javaOptions = builder.javaOptions;
    this.tls = builder.tls;
    this.run = RunDirectory.create("elasticsearch");
    this.account = Account.unprivileged(run);
  }

  /** A server with 512 MB of heap and without security; see {@link Builder}. */
  public static Builder with(ServiceArtifacts artifacts) {
    return new Builder(artifacts);
  }

  /** Address of the HTTP interface, as {@code http://127.0.0.1:<port>}; stays over a restart. */
  public String url() {
    return (tls.isPresent() ? "https" : "http") + "://127.0.0.1:" + port;
  }

  /** Name of the superuser, or empty without security. */
  public String user() {
    return realm.user();
  }

  /** Password of the superuser, or empty without security. */
  public String password() {
    return realm.password();
  }

  /** Stops the server; its data and its port stay reserved for {@link #start()}. */
  public synchronized void stop() {
    if (process != null) {
      process.stop();
      process = null;
    }
  }

  /**
   * Starts the server again after {@link #stop()}, on the same port and data, and waits until it
   * answers.
   *
   * @throws ServiceFailure when it does not come up
   */
  public void start() {
    configure();
    ServiceProcess started = launch();
    if (port == 0) {
      Path ports = run.resolve("logs").resolve("http.ports");
      Readiness.await(started, () -> Files.exists(ports));
      port = readPort(ports);
    }
    HttpClient.Builder client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5));
    tls.ifPresent(identity -> client.sslContext(identity.trust()));
    HttpClient asking = client.build();
    Readiness.await(started, () -> healthy(asking));
  }

  /** Stops the server and removes everything it wrote. */
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

  private synchronized ServiceProcess launch() {
    if (process != null) {
      throw new IllegalStateException("Elasticsearch runs already; stop it first");
    }
    Map<String, String> environment =
        Map.of(
            "ES_JAVA_HOME", System.getProperty("java.home"),
            "ES_PATH_CONF", run.resolve("config").toString(),
            "ES_TMPDIR", run.resolve("tmp").toString(),
            "ES_JAVA_OPTS", javaOptions + " -XX:-AlwaysPreTouch");
    List<String> command = List.of("bash", home.resolve("bin").resolve("elasticsearch").toString());
    process =
        ServiceProcess.start(
            NAME,
            run,
            run.resolve("console.log"),
            account.running(run.getFileSystem(), command),
            environment);
    return process;
  }

  private void configure() {
    try {
      Path config = Files.createDirectories(run.resolve("config"));
      Files.createDirectories(run.resolve("tmp"));
      try (Stream<Path> files = Files.list(home.resolve("config"))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Files.copy(file, config.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
      }
      Files.deleteIfExists(run.resolve("logs").resolve("http.ports"));
      if (realm.enabled()) {
        realm.write(config);
      }
      if (tls.isPresent()) {
        // The server reads no certificate from anywhere else.
        Files.copy(tls.get().key(), config.resolve(KEY), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(
            tls.get().certificate(),
            config.resolve(CERTIFICATE),
            StandardCopyOption.REPLACE_EXISTING);
      }
      Files.writeString(config.resolve("elasticsearch.yml"), yaml());
      account.own(run);
    } catch (IOException e) {
      throw new ServiceFailure("Elasticsearch cannot be configured in " + run + ".", e);
    }
  }

  /** Port 0 lets the server find a free one, without a race; it writes it to http.ports. */
  private String yaml() {
    Map<String, String> all = new TreeMap<>();
    all.put("cluster.name", "fenceline-local");
    all.put("network.host", "127.0.0.1");
    all.put("http.port", Integer.toString(port));
    all.put("transport.port", "0");
    all.put("node.portsfile", "true");
    all.put("discovery.type", "single-node");
    all.put("path.data", run.resolve("data").toString());
    all.put("path.logs", run.resolve("logs").toString());
    all.put("cluster.routing.allocation.disk.threshold_enabled", "false");
    all.put("xpack.security.enabled", Boolean.toString(realm.enabled()));
    all.put("xpack.security.transport.ssl.enabled", "false");
    all.put("xpack.security.http.ssl.enabled", Boolean.toString(tls.isPresent()));
    if (tls.isPresent()) {
      all.put("xpack.security.http.ssl.key", KEY);
      all.put("xpack.security.http.ssl.certificate", CERTIFICATE);
    }
    all.putAll(settings);
    StringBuilder text = new StringBuilder();
    all.forEach((key, value) -> text.append(key).append(": ").append(value).append('\n'));
    return text.toString();
  }

  private static int readPort(Path ports) {
    try {
      String first = Files.readAllLines(ports).get(0);
      return Integer.parseInt(first.substring(first.lastIndexOf(':') + 1).trim());
    } catch (IOException e) {
      throw new ServiceFailure(ports + " cannot be read.", e);
    }
  }

  /** The registry's build of the server lacks {@code GET /}, so its health is asked for. */
  private boolean healthy(HttpClient client) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(url() + "/_cluster/health?wait_for_status=yellow&timeout=5s"))
            .timeout(Duration.ofSeconds(10));
    if (realm.enabled()) {
      request.header("Authorization", realm.authorization());
    }
    try {
      HttpResponse<Void> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.discarding());
      if (answer.statusCode() == 401 || answer.statusCode() == 403) {
        throw new ServiceFailure(
            "The local Elasticsearch refuses its own superuser; remove other settings of"
                + " xpack.security.");
      }
      return answer.statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** How to run the server. */
  public static final class Builder {
    private final ServiceArtifacts artifacts;
    private final Map<String, String> settings = new TreeMap<>();
    private boolean security;
    private String javaOptions;
    private Optional<TlsIdentity> tls = Optional.empty();

    private Builder(ServiceArtifacts artifacts) {
      this.artifacts = artifacts;
      heap("512m");
    }

    /** With a superuser whose password is generated. */
    public Builder security(boolean enabled) {
      this.security = enabled;
      return this;
    }

    /** With HTTPS alone, over this certificate. */
    public Builder tls(TlsIdentity identity) {
      this.tls = Optional.of(identity);
      return this;
    }

    /** A line of {@code elasticsearch.yml}, over what is set here; the value is YAML. */
    public Builder setting(String key, String value) {
      settings.put(key, value);
      return this;
    }

    /** Heap of the server as Java writes it, for example {@code 256m}. */
    public Builder heap(String size) {
      this.javaOptions = "-Xms" + size + " -Xmx" + size;
      return this;
    }

    /**
     * With 256 MB of heap and code that is compiled quickly: up with half the work, for some
     * thousand documents. With a million of them, better code is worth its compilation.
     */
    public Builder brief() {
      this.javaOptions = "-Xms256m -Xmx256m -XX:TieredStopAtLevel=1";
      return this;
    }

    /**
     * Starts the server and waits until it answers.
     *
     * @throws ServiceFailure when it does not come up; nothing is left behind
     */
    public LocalElasticsearch start() {
      LocalElasticsearch server = new LocalElasticsearch(this);
      Runtime.getRuntime().addShutdownHook(server.hook);
      try {
        server.start();
        return server;
      } catch (RuntimeException e) {
        server.close();
        throw e;
      }
    }
  }
}
