// SPDX-License-Identifier: Apache-2.0
package io.fenceline.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fenceline.state.PatternsOnHeap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FencelineJobTest {
  private static final Path EXAMPLE = Path.of("../deploy/fenceline.yaml");
  private static final Map<String, String> SECRETS =
      Map.of(
          "FENCELINE_KAFKA_JAAS", "ScramLoginModule required username=f password=hidden-a;",
          "FENCELINE_ES_API_KEY", "aGlkZGVuLWI=",
          "FENCELINE_PRIVACY_KEY", "hidden-c-0123456789012345678901234567890");

  @TempDir Path directory;

  @Test
  void theExampleConfigurationMakesAJobWhoseEveryOperatorHasItsPlaceInSavepoints() {
    List<String> uids = uids(example());
    assertThat(uids)
        .doesNotContainNull()
        .doesNotHaveDuplicates()
        .contains(
            "ingest-source",
            "deliver-events",
            "sink-events-elasticsearch-stamp",
            "sink-alerts-kafka",
            "sink-dead-letter-payloads-kafka");
  }

  @Test
  void anOutletThatComesOrGoesMovesNoOther() throws IOException {
    String kafkaOnly = Files.readString(EXAMPLE).replaceAll("(?m)^elasticsearch:\n( .*\n)+", "");
    assertThat(kafkaOnly).doesNotContain("elasticsearch:");
    Path file = Files.writeString(directory.resolve("kafka.yaml"), kafkaOnly);
    List<String> few = uids(JobConfiguration.load(file, AllOptions.CLASSES, SECRETS));
    assertThat(few).hasSizeGreaterThan(10);
    assertThat(uids(example())).containsAll(few);
  }

  @Test
  void theExampleHoldsNoSecretAndShowsNone() throws IOException {
    assertThat(example().secretKeys())
        .containsExactly(
            "elasticsearch.api-key",
            "privacy.key",
            "sink.kafka.properties.sasl.jaas.config",
            "source.kafka.properties.sasl.jaas.config");
    assertThat(example().toString()).doesNotContain("hidden");
    assertThat(example().warnings()).isEmpty();
  }

  @Test
  void saysHowItIsStarted() {
    assertThatThrownBy(() -> FencelineJob.main(new String[] {"fenceline.yaml"}))
        .hasMessageContaining("Expected --config FILE, found 1 argument(s)")
        .hasMessageContaining("flink run fenceline-jobs.jar --config FILE");
  }

  @Test
  void namesTheFileItLookedForWhereverItRuns() {
    for (String[] arguments :
        List.of(new String[] {"--config", "no.yaml"}, new String[] {"--config=no.yaml"})) {
      assertThatThrownBy(() -> FencelineJob.main(arguments))
          .hasMessageContaining(Path.of("no.yaml").toAbsolutePath().toString());
    }
  }

  @Test
  void refusesWhatWouldNotRunOrNotSurvive() {
    assertThatThrownBy(() -> run("job: {parallelism: 0}"))
        .hasMessage(
            "job.parallelism: expected 1 or more, found 0; leave it out to let the cluster"
                + " decide");
    assertThatThrownBy(() -> run("job: {checkpoint-interval: 0 s}"))
        .hasMessageStartingWith("job.checkpoint-interval: expected at least 1 s, found 0 ms; ");
    assertThatThrownBy(() -> run("sink.files.directory: out"))
        .hasMessage("Nothing to read; set either source.kafka.topics or source.files");
    assertThatThrownBy(() -> run("source: {files: [a], kafka: {topics: [t]}}"))
        .hasMessage("Two sources; set either source.kafka.topics or source.files");
    assertThatThrownBy(() -> run("source.kafka.topics: [t]"))
        .hasMessageStartingWith("source.kafka.bootstrap-servers is not set");
    String source = "source.kafka: {topics: [t], bootstrap-servers: 'k:1'}\n";
    assertThatThrownBy(() -> run(source)).hasMessageStartingWith("Nothing takes the alerts; set ");
    assertThatThrownBy(() -> run(source + "elasticsearch.urls: ['http://e:9200']"))
        .hasMessageStartingWith("elasticsearch.urls needs a place for documents")
        .hasMessageContaining("elasticsearch.rejected-topic");
    assertThatThrownBy(() -> run(source + "sink.kafka.alerts-topic: t"))
        .hasMessage(
            "sink.kafka.bootstrap-servers is not set, but sink.kafka.alerts-topic needs it");
  }

  @Test
  void patternsStayOnTheHeapWhereTheClusterSaysRocksDb() {
    assertThat(backendOfJob("rocksdb")).isEqualTo(PatternsOnHeap.Factory.class.getName());
    assertThat(backendOfJob("hashmap")).isEqualTo("hashmap");
  }

  private static String backendOfJob(String ofCluster) {
    Configuration flink = JobEnvironment.settings();
    flink.set(StateBackendOptions.STATE_BACKEND, ofCluster);
    return JobEnvironment.onCluster(flink)
        .getConfiguration()
        .get(StateBackendOptions.STATE_BACKEND);
  }

  private void run(String configuration) throws Exception {
    Path file = Files.writeString(directory.resolve("fenceline.yaml"), configuration);
    FencelineJob.main(new String[] {"--config", file.toString()});
  }

  private static JobConfiguration example() {
    return JobConfiguration.load(EXAMPLE, AllOptions.CLASSES, SECRETS);
  }

  private static List<String> uids(JobConfiguration configuration) {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(JobEnvironment.settings());
    FencelineJob.build(env, configuration.configuration());
    return env.getStreamGraph().getStreamNodes().stream()
        .map(StreamNode::getTransformationUID)
        .toList();
  }
}
