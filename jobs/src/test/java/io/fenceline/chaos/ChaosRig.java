// SPDX-License-Identifier: Apache-2.0
package io.fenceline.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fenceline.command.local.FlinkCluster;
import io.fenceline.command.local.LocalElasticsearch;
import io.fenceline.command.local.LocalKafka;
import io.fenceline.command.local.ServiceArtifacts;
import io.fenceline.command.setup.ElasticsearchTemplates;
import io.fenceline.ingest.KafkaOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.http.HttpHost;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.elasticsearch.client.RestClient;

/**
 * Everything that a scenario disturbs, in processes of its own on this machine: Kafka,
 * Elasticsearch with a proxy in front, ZooKeeper, a JobManager and TaskManagers of two slots.
 */
final class ChaosRig implements AutoCloseable {
  static final Path HOME = Path.of(System.getProperty(ServiceArtifacts.HOME_PROPERTY));

  private static final Path TARGET = HOME.resolve("jobs/target").toAbsolutePath().normalize();
  private static final Path JAR = TARGET.resolve("fenceline-jobs.jar");
  private static final Pattern JOB = Pattern.compile("JobID ([0-9a-f]{32})");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String GROUP = KafkaOptions.GROUP_ID.defaultValue();

  private final Path directory;
  private final LocalKafka kafka;
  private final LocalElasticsearch elasticsearch;
  private final FaultProxy proxy;
  private final FlinkCluster flink;
  private final Map<Traffic, Results> clean = new IdentityHashMap<>();

  private ChaosRig(
      Path directory,
      LocalKafka kafka,
      LocalElasticsearch elasticsearch,
      FaultProxy proxy,
      FlinkCluster flink) {
    this.directory = directory;
    this.kafka = kafka;
    this.elasticsearch = elasticsearch;
    this.proxy = proxy;
    this.flink = flink;
  }

  /**
   * Starts everything, side by side.
   *
   * @param seed of the proxy
   * @param settings of Flink's processes, over the usual ones
   * @param taskManagers their names
   */
  static ChaosRig start(
      Path directory, long seed, Map<String, String> settings, String... taskManagers)
      throws Exception {
    ServiceArtifacts artifacts = ServiceArtifacts.installed();
    Path place = Files.createDirectory(directory.resolve("cluster"));
    List<CompletableFuture<? extends AutoCloseable>> services = new ArrayList<>();
    try {
      CompletableFuture<LocalElasticsearch> elasticsearch =
          CompletableFuture.supplyAsync(() -> elasticsearch(artifacts));
      services.add(elasticsearch);
      CompletableFuture<LocalKafka> kafka =
          CompletableFuture.supplyAsync(() -> LocalKafka.start(artifacts));
      services.add(kafka);
      FlinkCluster flink = FlinkCluster.startHighlyAvailable(TARGET, place, withUsual(settings));
      services.add(CompletableFuture.completedFuture(flink));
      flink.addTaskManagers(taskManagers);
      FaultProxy proxy = FaultProxy.start(elasticsearch.join().url(), seed);
      services.add(CompletableFuture.completedFuture(proxy));
      return new ChaosRig(directory, kafka.join(), elasticsearch.join(), proxy, flink);
    } catch (Exception e) {
      for (CompletableFuture<? extends AutoCloseable> service : services) {
        close(service);
      }
      throw e;
    }
  }

  private static LocalElasticsearch elasticsearch(ServiceArtifacts artifacts) {
    LocalElasticsearch server = LocalElasticsearch.with(artifacts).start();
    try (RestClient client = RestClient.builder(HttpHost.create(server.url())).build()) {
      new ElasticsearchTemplates(client).install();
      return server;
    } catch (IOException e) {
      server.close();
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The JobManager asks for metrics each 10 s otherwise, and each of our questions waits for it.
   * Checkpoints and RocksDB are as the documentation asks for.
   */
  private static Map<String, String> withUsual(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("metrics.fetcher.update-interval", "1 s");
    all.put("execution.checkpointing.incremental", "true");
    all.put("state.backend.rocksdb.use-bloom-filter", "true");
    all.put("state.backend.rocksdb.writebuffer.size", "4 mb");
    all.put("state.backend.rocksdb.memory.partitioned-index-filters", "true");
    return all;
  }

  /** Waits for what is still starting; what failed has closed itself. */
  private static void close(CompletableFuture<? extends AutoCloseable> service) throws Exception {
    AutoCloseable started = service.exceptionally(failure -> null).join();
    if (started != null) {
      started.close();
    }
  }

  /** What the same records come to undisturbed; run once for each traffic. */
  Results clean(Traffic traffic, Map<String, String> options) throws Exception {
    Results known = clean.get(traffic);
    if (known == null) {
      Path place = Files.createDirectory(directory.resolve("clean-" + clean.size()));
      known = CleanRun.of(traffic, options, place);
      clean.put(traffic, known);
    }
    return known;
  }

  Path directory() {
    return directory;
  }

  LocalKafka kafka() {
    return kafka;
  }

  LocalElasticsearch elasticsearch() {
    return elasticsearch;
  }

  FaultProxy proxy() {
    return proxy;
  }

  FlinkCluster flink() {
    return flink;
  }

  void createTopic(String name, int partitions) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin.createTopics(Set.of(new NewTopic(name, partitions, (short) 1))).all().get();
    }
  }

  /** How many records a topic holds. */
  long records(String topic, int partitions) throws Exception {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    IntStream.range(0, partitions)
        .forEach(i -> ends.put(new TopicPartition(topic, i), OffsetSpec.latest()));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      return admin.listOffsets(ends).all().get().values().stream().mapToLong(e -> e.offset()).sum();
    }
  }

  /** How many records of a topic the job's last checkpoint has read. */
  long read(String topic) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      return admin
          .listConsumerGroupOffsets(GROUP)
          .partitionsToOffsetAndMetadata()
          .get()
          .entrySet()
          .stream()
          .filter(partition -> partition.getKey().topic().equals(topic))
          .mapToLong(partition -> partition.getValue().offset())
          .sum();
    }
  }

  /** Submits the built jar as an operator does; returns the id of the job. */
  String submit(Path config, int parallelism) throws Exception {
    String said =
        flink.client(
            "run",
            "-d",
            "-p",
            Integer.toString(parallelism),
            JAR.toString(),
            "--config",
            config.toString());
    Matcher submitted = JOB.matcher(said);
    if (!submitted.find()) {
      throw new AssertionError(said);
    }
    return submitted.group(1);
  }

  /** Ends the job as its input had ended: nothing stays in buffers and windows. */
  void drain(String job) throws Exception {
    JsonNode answer =
        flink.post("/jobs/" + job + "/stop", JSON.createObjectNode().put("drain", true));
    Await.until("the job is drained", () -> state(job).equals("FINISHED"));
    if (!answer.has("request-id")) {
      throw new AssertionError("The job was not stopped: " + answer);
    }
  }

  void cancel(String job) throws Exception {
    flink.client("cancel", job);
    Await.until("the job is cancelled", () -> state(job).equals("CANCELED"));
  }

  /** State of a job, empty while no JobManager knows it. */
  String state(String job) throws InterruptedException {
    return ask("/jobs/" + job).path("state").asText();
  }

  /** How many TaskManagers the JobManager knows; a lost one for as long as it may be silent. */
  int taskManagers() throws InterruptedException {
    return ask("/taskmanagers").path("taskmanagers").size();
  }

  /** What the JobManager says, or nothing while it does not answer. */
  JsonNode ask(String path) throws InterruptedException {
    try {
      return flink.get(path);
    } catch (IOException e) {
      return JSON.missingNode();
    }
  }

  @Override
  public void close() {
    flink.close();
    proxy.close();
    elasticsearch.close();
    kafka.close();
  }
}
