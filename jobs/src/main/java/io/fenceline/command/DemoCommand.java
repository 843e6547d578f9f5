// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import io.fenceline.command.local.LocalElasticsearch;
import io.fenceline.command.local.LocalKafka;
import io.fenceline.command.local.ServiceArtifacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Replays recorded attacks through the real job between a real Kafka and Elasticsearch. */
@Command(
    name = "demo",
    description =
        "Replay recorded attacks through the job, with Kafka and Elasticsearch started for it.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
final class DemoCommand implements Callable<Integer> {
  private static final String EVENTS = "fenceline-inference";
  private static final String ALERTS = "fenceline-alerts";
  private static final String DEAD_LETTERS = "fenceline-deadletters";
  private static final int PARTITIONS = 2;

  private final DemoJob job;

  @Spec private CommandSpec spec;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Where the report and the log go; made if missing.")
  private Path output = Path.of("fenceline-demo");

  @Option(names = "--parallelism", paramLabel = "N", description = "Parallel subtasks of the job.")
  private int parallelism = 2;

  @Option(
      names = "--keep",
      description = "Keep Kafka and Elasticsearch running at the end, until Ctrl-C.")
  private boolean keep;

  DemoCommand(DemoJob job) {
    this.job = job;
  }

  @Override
  public Integer call() throws Exception {
    if (parallelism < 1) {
      throw new ParameterException(
          spec.commandLine(), "--parallelism is " + parallelism + "; give at least 1.");
    }
    Path directory = directory();
    CommandLog.to(directory.resolve("fenceline.log"));
    Progress progress = Progress.onStandardOutput();
    Thread notice = new Thread(() -> progress.say("Stopping Kafka and Elasticsearch ..."));
    Runtime.getRuntime().addShutdownHook(notice);
    try (progress) {
      progress.say("Checking the files of Kafka and Elasticsearch ...");
      ServiceArtifacts artifacts = ServiceArtifacts.installed();
      Sample sample = Sample.below(Path.of(System.getProperty(ServiceArtifacts.HOME_PROPERTY)));
      progress.say("Starting Kafka and Elasticsearch (some 15 seconds) ...");
      try (PendingElasticsearch pending = new PendingElasticsearch(artifacts);
          LocalKafka kafka = LocalKafka.start(artifacts)) {
        createTopics(kafka.bootstrapServers());
        progress.say("Kafka is up at " + kafka.bootstrapServers() + ".");
        long records = sample.send(kafka.bootstrapServers(), EVENTS);
        progress.say(String.format("%,d recorded events are in topic %s.", records, EVENTS));
        LocalElasticsearch elasticsearch = pending.await();
        progress.say("Elasticsearch is up at " + elasticsearch.url() + ".");
        job.run(
            new DemoRun(
                kafka.bootstrapServers(),
                EVENTS,
                ALERTS,
                DEAD_LETTERS,
                elasticsearch.url(),
                directory,
                parallelism,
                records,
                progress));
        if (keep) {
          keepRunning(progress, kafka, elasticsearch);
        }
      }
    } finally {
      forget(notice);
    }
    return 0;
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending, and the hook with it.
      return;
    }
  }

  private Path directory() {
    try {
      return Files.createDirectories(output.toAbsolutePath().normalize());
    } catch (IOException e) {
      throw new CommandFailure(
          "--output " + output + " cannot be made; name a directory that you may write to.", e);
    }
  }

  private static void createTopics(String bootstrapServers) throws InterruptedException {
    Map<String, Object> settings =
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    try (Admin admin = Admin.create(settings)) {
      admin.createTopics(Set.of(topic(EVENTS), topic(ALERTS), topic(DEAD_LETTERS))).all().get();
    } catch (ExecutionException e) {
      throw new CommandFailure("Kafka refused to create the demo's topics.", e.getCause());
    }
  }

  private static NewTopic topic(String name) {
    return new NewTopic(name, PARTITIONS, (short) 1);
  }

  private static void keepRunning(
      Progress progress, LocalKafka kafka, LocalElasticsearch elasticsearch)
      throws IOException, InterruptedException {
    progress.say(
        "Still running: Kafka at "
            + kafka.bootstrapServers()
            + ", Elasticsearch at "
            + elasticsearch.url()
            + ". To look around:");
    for (LookAround.Question question : new LookAround(elasticsearch.url()).questions()) {
      progress.say("\n# " + question.about() + "\n" + question.command());
    }
    progress.say("\nCtrl-C stops both and removes their data.");
    Thread.currentThread().join();
  }

  /** Elasticsearch on its way up while Kafka starts and is filled. */
  private static final class PendingElasticsearch implements AutoCloseable {
    private final FutureTask<LocalElasticsearch> start;

    PendingElasticsearch(ServiceArtifacts artifacts) {
      this.start = new FutureTask<>(() -> LocalElasticsearch.with(artifacts).start());
      Thread thread = new Thread(start, "start-elasticsearch");
      thread.setDaemon(true);
      thread.start();
    }

    LocalElasticsearch await() throws Exception {
      try {
        return start.get();
      } catch (ExecutionException e) {
        throw e.getCause() instanceof Exception cause ? cause : e;
      }
    }

    @Override
    public void close() throws InterruptedException {
      try {
        start.get().close();
      } catch (ExecutionException e) {
        // It never ran and cleaned up after itself; await() has told why, if anybody asked.
        return;
      }
    }
  }
}
