// SPDX-License-Identifier: Apache-2.0
package io.fenceline.kubernetes;

import static io.fenceline.kubernetes.Manifests.container;
import static io.fenceline.kubernetes.Manifests.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenceline.ingest.KafkaOptions;
import io.fenceline.job.JobConfiguration;
import io.fenceline.job.JobSettings;
import io.fenceline.job.PipelineOptions;
import io.fenceline.rule.RuleSettings;
import io.fenceline.sink.elasticsearch.ElasticsearchOptions;
import io.fenceline.sink.elasticsearch.ElasticsearchSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.metrics.reporter.MetricReporterFactory;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.util.TimeUtils;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The job, its settings and Flink's, as an overlay would start them. */
class DeployedJobTest {
  private static final Pattern PATH = Pattern.compile("/etc/fenceline/[\\w./-]+");

  /** Of the operator itself, whose newest classes are in no registry: key and kind of value. */
  private static final Map<String, String> OPERATOR =
      Map.of(
          "kubernetes.operator.job.upgrade.last-state.max.allowed.checkpoint.age", "duration",
          "kubernetes.operator.periodic.savepoint.interval", "duration",
          "kubernetes.operator.savepoint.format.type", "format",
          "kubernetes.operator.savepoint.history.max.age", "duration",
          "kubernetes.operator.savepoint.history.max.count", "number");

  static Stream<Manifests> overlays() throws IOException {
    return ManifestsTest.overlays();
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void theConfigurationIsOneThatTheJobReads(Manifests manifests, @TempDir Path directory)
      throws IOException {
    Configuration config = load(manifests, directory);

    JobSettings.from(config);
    ElasticsearchSettings.from(config);
    boolean apart = manifests.names("FlinkDeployment").contains("fenceline-rules");
    assertThat(RuleSettings.from(config).apart()).isEqualTo(apart);
    assertThat(config.getOptional(PipelineOptions.SINK_KAFKA_EVENTS_TOPIC).isPresent())
        .isEqualTo(apart);
    assertThat(config.getOptional(PipelineOptions.SINK_KAFKA_WINDOWS_TOPIC).isPresent())
        .isEqualTo(apart);
    assertThat(config.getOptional(PipelineOptions.PARALLELISM))
        .as("the FlinkDeployment says it")
        .isEmpty();
  }

  private static Configuration load(Manifests manifests, Path directory) throws IOException {
    String text = manifests.fencelineYaml();
    for (String path : paths(text)) {
      Path file = directory.resolve(path.substring(1));
      Files.createDirectories(file.getParent());
      Files.writeString(file, "a".repeat(64));
    }
    Path file = directory.resolve("fenceline.yaml");
    Files.writeString(file, text.replace("/etc/fenceline/", directory + "/etc/fenceline/"));
    return JobConfiguration.load(file).configuration();
  }

  private static List<String> paths(String text) {
    Matcher matcher = PATH.matcher(text.replaceAll("(?m)^#.*$", ""));
    return matcher.results().map(found -> found.group()).distinct().toList();
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void everyFileThatTheConfigurationNamesIsMountedWhereItIsRead(Manifests manifests) {
    List<String> read = paths(manifests.fencelineYaml());
    assertThat(read).anyMatch(path -> path.startsWith("/etc/fenceline/secrets/"));
    manifests
        .pods()
        .forEach(
            (name, pod) -> {
              List<String> mounts = texts(container(pod).path("volumeMounts"), "mountPath");
              List<String> needed =
                  name.endsWith("jobManager")
                      ? read
                      : read.stream().filter(path -> !path.contains("/secrets/")).toList();
              assertThat(needed)
                  .as(name)
                  .isNotEmpty()
                  .allMatch(path -> mounts.contains(path.substring(0, path.lastIndexOf('/'))));
            });
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void everySecretThatIsReadIsOneThatTheReadmeMakes(Manifests manifests) throws IOException {
    String readme = Files.readString(Manifests.KUBERNETES.resolve("README.md"));

    assertThat(paths(manifests.fencelineYaml()))
        .map(path -> path.substring(path.lastIndexOf('/') + 1))
        .allSatisfy(key -> assertThat(readme).contains("--from-file=" + key));
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void theServicesPortsAreOpen(Manifests manifests, @TempDir Path directory) throws IOException {
    Configuration config = load(manifests, directory);
    TreeSet<Integer> used = new TreeSet<>();
    for (String brokers :
        List.of(
            config.get(KafkaOptions.BOOTSTRAP_SERVERS),
            config.get(PipelineOptions.SINK_KAFKA_BOOTSTRAP_SERVERS))) {
      for (String broker : brokers.split(",")) {
        used.add(Integer.parseInt(broker.substring(broker.lastIndexOf(':') + 1)));
      }
    }
    config.get(ElasticsearchOptions.URLS).forEach(url -> used.add(URI.create(url).getPort()));

    TreeSet<Integer> open = new TreeSet<>();
    for (JsonNode policy : manifests.ofKind("NetworkPolicy")) {
      policy
          .at("/spec/egress")
          .forEach(rule -> rule.path("ports").forEach(port -> open.add(port.path("port").asInt())));
    }
    assertThat(open).containsAll(used).contains(53, 443, 6443);
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void theJobIsInTheImageAndIsCalledAsItWantsToBe(Manifests manifests) throws Exception {
    for (JsonNode job : manifests.jobs()) {
      JsonNode spec = job.at("/spec/job");
      Class<?> entry = Class.forName(spec.path("entryClass").asText());
      assertThatCode(() -> entry.getMethod("main", String[].class)).doesNotThrowAnyException();
      assertThat(texts(spec.path("args"), ""))
          .containsExactly("--config", "/etc/fenceline/config/fenceline.yaml");
      assertThat(
              texts(
                  container(job.at("/spec/jobManager/podTemplate")).path("volumeMounts"),
                  "mountPath"))
          .contains("/etc/fenceline/config");
      assertThat(spec.path("jarURI").asText())
          .isEqualTo("local:///opt/flink/usrlib/fenceline-jobs.jar");
    }
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void everySettingOfFlinkIsOneThatFlinkHas(Manifests manifests) throws Exception {
    Map<String, ConfigOption<?>> options = FlinkOptions.all();
    assertThat(options).hasSizeGreaterThan(400);
    for (JsonNode job : manifests.jobs()) {
      Configuration config = flink(job);
      List<String> unknown = new ArrayList<>();
      for (String key : config.keySet()) {
        if (options.containsKey(key)) {
          assertThatCode(() -> config.get(options.get(key))).as(key).doesNotThrowAnyException();
        } else if (OPERATOR.containsKey(key)) {
          requireValue(OPERATOR.get(key), config.toMap().get(key));
        } else if (!key.startsWith("metrics.reporter.prom.")) {
          unknown.add(key);
        }
      }
      assertThat(unknown).isEmpty();
      assertThat(Class.forName(config.toMap().get("metrics.reporter.prom.factory.class")))
          .isAssignableTo(MetricReporterFactory.class);
    }
  }

  private static void requireValue(String kind, String value) {
    assertThatCode(
            () -> {
              switch (kind) {
                case "duration" -> TimeUtils.parseDuration(value);
                case "format" -> SavepointFormatType.valueOf(value);
                default -> Integer.parseInt(value);
              }
            })
        .as(value)
        .doesNotThrowAnyException();
  }

  private static Configuration flink(JsonNode job) {
    Configuration config = new Configuration();
    job.at("/spec/flinkConfiguration")
        .properties()
        .forEach(
            one -> {
              assertThat(one.getValue().isTextual())
                  .as(one.getKey() + " is text, which every operator takes")
                  .isTrue();
              config.setString(one.getKey(), one.getValue().asText());
            });
    return config;
  }

  /** Flink's own arithmetic: the parts of a process's memory must fit into it. */
  @ParameterizedTest
  @MethodSource("overlays")
  void theMemoryOfEachProcessSuffices(Manifests manifests) {
    for (JsonNode job : manifests.jobs()) {
      Configuration config = flink(job);
      config.set(JobManagerOptions.TOTAL_PROCESS_MEMORY, memory(job, "jobManager"));
      config.set(TaskManagerOptions.TOTAL_PROCESS_MEMORY, memory(job, "taskManager"));
      config.set(TaskManagerOptions.CPU_CORES, job.at("/spec/taskManager/resource/cpu").asDouble());

      TaskExecutorProcessSpec worker = TaskExecutorProcessUtils.processSpecFromConfig(config);
      assertThat(worker.getTaskHeapSize()).isGreaterThanOrEqualTo(MemorySize.parse("512m"));
      assertThat(JobManagerProcessUtils.processSpecFromConfig(config).getJvmHeapMemorySize())
          .isGreaterThanOrEqualTo(MemorySize.parse("768m"));
    }
  }

  private static MemorySize memory(JsonNode job, String role) {
    return MemorySize.parse(job.at("/spec/" + role + "/resource/memory").asText());
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void stateOutlivesWhatTheOverlayPromises(Manifests manifests) {
    boolean production = manifests.overlay().startsWith("production");
    for (JsonNode job : manifests.jobs()) {
      JsonNode flink = job.at("/spec/flinkConfiguration");
      String storage = production ? "s3://" : "file:///checkpoints";
      assertThat(flink.path("execution.checkpointing.dir").asText()).startsWith(storage);
      assertThat(flink.path("execution.checkpointing.savepoint-dir").asText()).startsWith(storage);
      assertThat(job.at("/spec/job/upgradeMode").asText())
          .isEqualTo(production ? "last-state" : "savepoint");
      assertThat(flink.path("high-availability.type").asText())
          .isEqualTo(production ? "kubernetes" : "");
      assertThat(flink.path("high-availability.storageDir").asText())
          .startsWith(production ? "s3://" : "");
      assertThat(job.at("/spec/jobManager/replicas").asInt()).isEqualTo(production ? 2 : 1);
      if (!production) {
        for (String role : List.of("jobManager", "taskManager")) {
          assertThat(
                  texts(
                      container(job.at("/spec/" + role + "/podTemplate")).path("volumeMounts"),
                      "mountPath"))
              .contains("/checkpoints");
        }
      }
    }
  }
}
