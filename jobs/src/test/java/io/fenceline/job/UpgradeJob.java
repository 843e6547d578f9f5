// SPDX-License-Identifier: Apache-2.0
package io.fenceline.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenceline.command.local.LocalKafka;
import io.fenceline.command.local.ServiceArtifacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** The job from a Kafka of its own to Elasticsearch, in this process, to be stopped or restored. */
final class UpgradeJob implements AutoCloseable {
  private static final String TOPIC = "events";
  private static final int PARTITIONS = 2;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** What runs that are compared have in common. */
  private static final String SETTINGS =
      """
      ingest: {out-of-orderness: 5 s, idle-timeout: 10 min}
      rules: {shipped: false, directory: %s}
      """
          .formatted(UpgradeStream.HOME.resolve("rules").toAbsolutePath());

  private final Path directory;
  private final LocalKafka kafka = LocalKafka.start(ServiceArtifacts.installed());
  private JobClient running;
  private int sent;

  /**
   * @param directory does not exist yet
   */
  UpgradeJob(Path directory) throws Exception {
    this.directory = Files.createDirectory(directory);
    try (Admin admin = Admin.create(client())) {
      admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1))).all().get();
    }
  }

  /** Runs the job from a file to the files {@code events.jsonl} and so on of a directory. */
  static void overFile(Path log, Path output) throws Exception {
    StreamExecutionEnvironment env = JobEnvironment.local(1, Duration.ZERO);
    String ends = "source.files: ['%s']\nsink.files.directory: %s\n".formatted(log, output);
    build(env, Files.writeString(output.resolve("job.yaml"), ends + SETTINGS));
    env.execute();
  }

  private static void build(StreamExecutionEnvironment env, Path yaml) {
    FencelineJob.build(
        env, JobConfiguration.load(yaml, AllOptions.CLASSES, Map.of()).configuration());
  }

  private Map<String, Object> client() {
    return Map.of("bootstrap.servers", kafka.bootstrapServers());
  }

  /** In turns to both partitions: their order is not that of the events. */
  void send(List<String> records) {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(client(), new StringSerializer(), new StringSerializer())) {
      for (String record : records) {
        producer.send(new ProducerRecord<>(TOPIC, sent++ % PARTITIONS, null, record));
      }
    }
  }

  /**
   * Starts the job.
   *
   * @param savepoint where it goes on, or empty
   * @param elasticsearch where it delivers
   * @param patience how long documents are gathered before they are sent
   */
  void start(String savepoint, int parallelism, String elasticsearch, Duration patience)
      throws Exception {
    StreamExecutionEnvironment env = JobEnvironment.local(parallelism, Duration.ofSeconds(1));
    Configuration flink = new Configuration();
    flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints().toUri().toString());
    // All state in the one file of metadata.
    flink.set(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD, MemorySize.ofMebiBytes(1));
    if (!savepoint.isEmpty()) {
      flink.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    }
    env.configure(flink);
    String ends =
        """
        source.kafka: {bootstrap-servers: '%s', topics: [%s]}
        elasticsearch:
          urls: ['%s']
          rejected-directory: %s
          batch: {interval: %s ms, documents: 5000}
        """
            .formatted(
                kafka.bootstrapServers(),
                TOPIC,
                elasticsearch,
                directory.resolve("rejected"),
                patience.toMillis());
    build(env, Files.writeString(directory.resolve("job.yaml"), ends + SETTINGS));
    running = env.executeAsync();
  }

  private Path checkpoints() {
    return directory.resolve("checkpoints");
  }

  /** Takes a savepoint after all that was sent was read and event time has followed. */
  String savepoint() throws Exception {
    await(() -> committed() == sent, PATIENCE);
    assertThat(committed()).isEqualTo(sent);
    long newest = newestCheckpoint();
    await(() -> newestCheckpoint() > newest + 1, PATIENCE);
    return running
        .triggerSavepoint(
            directory.resolve("savepoints").toUri().toString(), SavepointFormatType.CANONICAL)
        .get();
  }

  private long committed() throws Exception {
    try (Admin admin = Admin.create(client())) {
      return admin
          .listConsumerGroupOffsets("fenceline")
          .partitionsToOffsetAndMetadata()
          .get()
          .values()
          .stream()
          .mapToLong(offset -> offset.offset())
          .sum();
    }
  }

  private long newestCheckpoint() throws IOException {
    Path checkpoints = checkpoints().resolve(running.getJobID().toHexString());
    try (Stream<Path> names = Files.list(checkpoints)) {
      return names
          .map(path -> path.getFileName().toString())
          .filter(name -> name.startsWith("chk-"))
          .mapToLong(name -> Long.parseLong(name.substring("chk-".length())))
          .max()
          .orElse(0);
    }
  }

  /** A counter of the job. */
  long counter(String accumulator) throws Exception {
    return (Long) running.getAccumulators().get().get(accumulator);
  }

  /** Something that a test waits for. */
  interface Condition {
    boolean holds() throws Exception;
  }

  /**
   * Waits until something holds, but not for ever.
   *
   * @throws ExecutionException why the job failed, if it did
   */
  void await(Condition condition, Duration patience) throws Exception {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.holds() && System.nanoTime() < end) {
      if (running.getJobStatus().get().isTerminalState()) {
        running.getJobExecutionResult().get();
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  @Override
  public void close() throws Exception {
    try {
      if (running != null && !running.getJobStatus().get().isTerminalState()) {
        running.cancel().get();
      }
    } finally {
      kafka.close();
    }
  }
}
