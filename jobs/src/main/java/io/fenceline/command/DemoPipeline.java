// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import io.fenceline.command.setup.ElasticsearchTemplates;
import io.fenceline.ingest.KafkaEvents;
import io.fenceline.ingest.KafkaInput;
import io.fenceline.job.BuiltJob;
import io.fenceline.job.DetectionPipeline;
import io.fenceline.job.JobEnvironment;
import io.fenceline.job.JobSettings;
import io.fenceline.job.Outlet;
import io.fenceline.job.Sinks;
import io.fenceline.sink.Document;
import io.fenceline.sink.elasticsearch.ElasticsearchOptions;
import io.fenceline.sink.elasticsearch.ElasticsearchSettings;
import io.fenceline.sink.elasticsearch.ElasticsearchSink;
import io.fenceline.sink.file.RejectedDocumentsFile;
import io.fenceline.sink.kafka.KafkaBrokers;
import io.fenceline.sink.kafka.KafkaDeadLetters;
import io.fenceline.sink.kafka.KafkaDocuments;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.http.HttpHost;
import org.elasticsearch.client.RestClient;

/** The job of the demo: the one topology between the real Kafka and the real Elasticsearch. */
final class DemoPipeline implements DemoJob {
  private static final Duration CHECKPOINTS = Duration.ofSeconds(5);

  @Override
  public void run(DemoRun run) throws Exception {
    long begun = System.nanoTime();
    OutputFiles files = new OutputFiles(run.output());
    files.clear();
    installTemplates(run.elasticsearchUrl());
    JobSettings settings = JobSettings.defaults();
    StreamExecutionEnvironment env = JobEnvironment.local(run.parallelism(), CHECKPOINTS);
    BuiltJob built =
        DetectionPipeline.build(
            env,
            KafkaEvents.source(
                KafkaInput.of(run.bootstrapServers(), List.of(run.eventTopic()), true),
                settings.ingest(),
                settings.privacy().policy().extraPaths()),
            sinks(run, files),
            settings);
    run.progress().say("The job is running ...");
    JobAccount account = LocalJob.run(env, run.progress(), run.records());
    Summary summary =
        new Summary("topic " + run.eventTopic(), account, System.nanoTime() - begun, built);
    files.report(summary);
    Results.show(run.progress(), files, summary);
    StoredDocuments stored = StoredDocuments.count(run.elasticsearchUrl());
    run.progress().say(stored.describe());
    stored.check(account, files.alertCount());
  }

  private static Sinks sinks(DemoRun run, OutputFiles files) {
    Outlet<Document> elasticsearch =
        Outlet.elasticsearch(
            ElasticsearchSink.builder()
                .settings(elasticsearch(run.elasticsearchUrl()))
                .rejectedDocuments(new RejectedDocumentsFile(rejected(run.output())))
                .build());
    KafkaBrokers brokers = KafkaBrokers.at(run.bootstrapServers());
    return Sinks.NONE
        .withEvents(elasticsearch, files.eventSink())
        .withAlerts(
            elasticsearch,
            Outlet.kafka(KafkaDocuments.sink(brokers, run.alertTopic())),
            files.alertSink())
        .withWindows(elasticsearch, files.windowSink())
        .withDuplicates(elasticsearch, files.duplicateSink())
        .withDeadLetters(elasticsearch, files.deadLetterSink())
        .withDeadLetterPayloads(
            Outlet.kafka(KafkaDeadLetters.sink(brokers, run.deadLetterTopic())));
  }

  private static Path rejected(Path output) {
    return output.resolve("rejected-by-elasticsearch");
  }

  private static ElasticsearchSettings elasticsearch(String url) {
    Configuration config = new Configuration();
    config.set(ElasticsearchOptions.URLS, List.of(url));
    return ElasticsearchSettings.from(config);
  }

  private static void installTemplates(String url) throws IOException {
    try (RestClient client = RestClient.builder(HttpHost.create(url)).build()) {
      new ElasticsearchTemplates(client).install();
    }
  }
}
