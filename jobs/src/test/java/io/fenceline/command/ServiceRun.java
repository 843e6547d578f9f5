// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import io.fenceline.ingest.KafkaEvents;
import io.fenceline.ingest.KafkaInput;
import io.fenceline.job.DetectionPipeline;
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
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A run of the job from Kafka to Elasticsearch, with dead letters' bytes to Kafka again.
 *
 * @param services they run
 * @param topic holds the records
 * @param deadLetterTopic exists
 * @param rejected file for what Elasticsearch refuses
 */
record ServiceRun(Services services, String topic, String deadLetterTopic, Path rejected) {

  /** Runs to the end of what the topic holds. */
  JobAccount run(StreamExecutionEnvironment env, String namespace) throws Exception {
    return run(env, namespace, new Configuration(), outlet -> outlet);
  }

  /**
   * Runs to the end of what the topic holds.
   *
   * @param more settings beside the shipped ones
   * @param eventPath what to put in front of the sink of events
   */
  JobAccount run(
      StreamExecutionEnvironment env,
      String namespace,
      Configuration more,
      UnaryOperator<Outlet<Document>> eventPath)
      throws Exception {
    Configuration config = new Configuration(more);
    config.set(ElasticsearchOptions.URLS, List.of(services.elasticsearchUrl()));
    config.set(ElasticsearchOptions.NAMESPACE, namespace);
    Outlet<Document> elasticsearch =
        Outlet.elasticsearch(
            ElasticsearchSink.builder()
                .settings(ElasticsearchSettings.from(config))
                .rejectedDocuments(new RejectedDocumentsFile(rejected))
                .build());
    JobSettings settings = JobSettings.from(config);
    DetectionPipeline.build(
        env,
        KafkaEvents.source(
            KafkaInput.of(services.brokers(), List.of(topic), true),
            settings.ingest(),
            settings.privacy().policy().extraPaths()),
        Sinks.ofDocuments(elasticsearch)
            .withEvents(eventPath.apply(elasticsearch))
            .withDeadLetterPayloads(
                Outlet.kafka(
                    KafkaDeadLetters.sink(KafkaBrokers.at(services.brokers()), deadLetterTopic))),
        settings);
    return LocalJob.run(env, FileRun.silent(), 0);
  }
}
