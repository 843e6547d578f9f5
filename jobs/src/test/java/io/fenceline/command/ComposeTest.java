// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fenceline.ingest.KafkaOptions;
import io.fenceline.job.FencelineJob;
import io.fenceline.job.JobConfiguration;
import io.fenceline.job.JobSettings;
import io.fenceline.job.PipelineOptions;
import io.fenceline.sink.elasticsearch.ElasticsearchOptions;
import io.fenceline.sink.elasticsearch.ElasticsearchSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be known of the compose file without Docker. */
class ComposeTest {
  private static final Path HOME = Path.of(System.getProperty("basedir", "."), "..");
  private static final Path COMPOSE = HOME.resolve("deploy/compose");
  private static final ObjectMapper YAML = new YAMLMapper();

  /** Those that end when they are done. */
  private static final Set<String> ONCE = Set.of("prepare", "account", "setup", "topics", "sample");

  private static JsonNode file() throws IOException {
    return YAML.readTree(COMPOSE.resolve("compose.yaml").toFile());
  }

  private static Map<String, JsonNode> services() throws IOException {
    Map<String, JsonNode> services = new TreeMap<>();
    file().path("services").properties().forEach(one -> services.put(one.getKey(), one.getValue()));
    return services;
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  @Test
  void everyImageIsOfTheVersionThatTheBuildIsTriedWith() throws IOException {
    String pom = Files.readString(HOME.resolve("pom.xml"));
    String elastic = version(pom, "elasticsearch.server.version");
    Set<String> known =
        Set.of(
            "docker.elastic.co/elasticsearch/elasticsearch:" + elastic,
            "docker.elastic.co/kibana/kibana:" + elastic,
            "flink:" + version(pom, "flink.version") + "-java17",
            "apache/kafka:" + version(pom, "kafka.version"));

    assertThat(services().values())
        .extracting(service -> service.path("image").asText())
        .containsOnlyElementsOf(known);
  }

  private static String version(String pom, String property) {
    Matcher found = Pattern.compile("<" + property + ">([^<]+)<").matcher(pom);
    assertThat(found.find()).as(property).isTrue();
    return found.group(1);
  }

  @Test
  void whatAServiceWaitsForExistsAndCanBeWaitedFor() throws IOException {
    Map<String, JsonNode> services = services();
    services.forEach(
        (name, service) ->
            service
                .path("depends_on")
                .properties()
                .forEach(
                    other -> {
                      assertThat(services).as(name).containsKey(other.getKey());
                      String condition = other.getValue().path("condition").asText();
                      JsonNode awaited = services.get(other.getKey());
                      assertThat(condition)
                          .as(name + " waits for " + other.getKey())
                          .isIn(
                              ONCE.contains(other.getKey())
                                  ? Set.of("service_completed_successfully")
                                  : Set.of("service_healthy", "service_started"));
                      assertThat(awaited.has("healthcheck"))
                          .isEqualTo(!ONCE.contains(other.getKey()));
                    }));
    assertThat(services.keySet())
        .allSatisfy(name -> assertThat(reaches(services, name)).doesNotContain(name));
    assertThat(reaches(services, "taskmanager"))
        .contains("prepare", "elasticsearch", "account", "kibana", "setup", "kafka", "topics");
  }

  private static Set<String> reaches(Map<String, JsonNode> services, String name) {
    Set<String> reached = new TreeSet<>();
    List<String> open = new ArrayList<>(List.of(name));
    while (!open.isEmpty()) {
      services
          .get(open.remove(0))
          .path("depends_on")
          .properties()
          .forEach(
              other -> {
                if (reached.add(other.getKey())) {
                  open.add(other.getKey());
                }
              });
    }
    return reached;
  }

  @Test
  void servicesThatStayAreWatchedAndBounded() throws IOException {
    long[] megabytes = new long[1];
    services()
        .forEach(
            (name, service) -> {
              String limit = service.path("mem_limit").asText();
              assertThat(limit).as(name).matches("[0-9]+[mg]");
              boolean stays = !ONCE.contains(name);
              assertThat(service.has("healthcheck")).as(name).isEqualTo(stays);
              assertThat(service.path("restart").asText())
                  .as(name)
                  .isEqualTo(stays ? "unless-stopped" : "");
              if (stays) {
                long number = Long.parseLong(limit.substring(0, limit.length() - 1));
                megabytes[0] += limit.endsWith("g") ? number * 1024 : number;
              }
            });
    assertThat(megabytes[0]).isLessThanOrEqualTo(10 * 1024);
  }

  @Test
  void portsAreOnLoopbackOnly() throws IOException {
    List<String> ports = new ArrayList<>();
    services().values().forEach(service -> ports.addAll(texts(service.path("ports"))));

    assertThat(ports).isNotEmpty().allMatch(port -> port.matches("127\\.0\\.0\\.1:\\d+:\\d+"));
  }

  @Test
  void noSecretStandsInAFileOrInTheEnvironment() throws IOException {
    services()
        .forEach(
            (name, service) ->
                assertThat(service.path("environment").properties())
                    .as(name)
                    .allMatch(
                        one ->
                            !one.getKey().matches("(?i).*(password|secret|token|api_?key).*")
                                || one.getKey().endsWith("_FILE")
                                || one.getKey().equals("SECRETS")));
    try (Stream<Path> files = Files.list(COMPOSE)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file))
            .as(file.toString())
            .doesNotContainPattern("[0-9a-fA-F]{32}")
            .doesNotContain("PRIVATE KEY");
      }
    }
    assertThat(Files.readAllLines(COMPOSE.resolve(".gitignore"))).contains("secrets/");
  }

  @Test
  void onlySetupGetsTheAdministratorsPassword() throws IOException {
    assertThat(users("setup-secrets")).containsExactly("prepare", "setup");
    assertThat(users("elasticsearch-secrets"))
        .containsExactly("account", "elasticsearch", "prepare");
    assertThat(users("kibana-secrets")).containsExactly("kibana", "prepare");
    assertThat(users("job-secrets"))
        .containsExactly("jobmanager", "prepare", "setup", "taskmanager");
  }

  private static Set<String> users(String volume) throws IOException {
    Set<String> users = new TreeSet<>();
    services()
        .forEach(
            (name, service) -> {
              if (texts(service.path("volumes")).stream()
                  .anyMatch(v -> v.startsWith(volume + ":"))) {
                users.add(name);
              }
            });
    return users;
  }

  @Test
  void everyVolumeIsDeclaredAndEveryFileIsThereOrMade() throws IOException {
    Set<String> used = new HashSet<>();
    for (JsonNode service : services().values()) {
      for (JsonNode volume : service.path("volumes")) {
        if (volume.isObject()) {
          assertThat(volume.at("/bind/create_host_path").asBoolean(true)).isFalse();
          assertThat(volume.path("source").asText())
              .isIn("./secrets", "../../jobs/target/fenceline-jobs.jar");
        } else if (volume.asText().startsWith(".")) {
          assertThat(COMPOSE.resolve(volume.asText().split(":")[0])).exists();
        } else {
          used.add(volume.asText().split(":")[0]);
        }
      }
    }
    Set<String> declared = new HashSet<>();
    file().path("volumes").fieldNames().forEachRemaining(declared::add);
    assertThat(declared).isEqualTo(used);
  }

  @Test
  void setupIsCalledWithOptionsThatExist() throws IOException {
    JsonNode setup = services().get("setup");
    String[] command = texts(setup.path("command")).toArray(String[]::new);

    assertThatCode(() -> Fenceline.commandLine().parseArgs(command)).doesNotThrowAnyException();
    assertThat(texts(setup.path("entrypoint"))).endsWith(Fenceline.class.getName());
    assertThat(texts(services().get("jobmanager").path("command")))
        .as("Flink would take --config for its own --configDir without the --")
        .containsSubsequence(FencelineJob.class.getName(), "--", "--config");
  }

  @Test
  void theJobsConfigurationIsOneAndItsTopicsAreMade(@TempDir Path directory) throws IOException {
    for (String secret : List.of("keys/fenceline-writer.key", "privacy-key")) {
      Path file = directory.resolve(secret);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "a".repeat(64));
    }
    String text = Files.readString(COMPOSE.resolve("fenceline.yaml"));
    Path file =
        Files.writeString(
            directory.resolve("fenceline.yaml"), text.replace("/job/", directory + "/"));

    Configuration config = JobConfiguration.load(file).configuration();

    JobSettings.from(config);
    ElasticsearchSettings.from(config);
    List<String> made =
        List.of(services().get("topics").at("/environment/TOPICS").asText().split(" "));
    assertThat(made)
        .containsAll(config.get(KafkaOptions.TOPICS))
        .contains(
            config.get(PipelineOptions.SINK_KAFKA_ALERTS_TOPIC),
            config.get(PipelineOptions.SINK_KAFKA_DEAD_LETTER_TOPIC),
            config.get(PipelineOptions.ELASTICSEARCH_REJECTED_TOPIC))
        .hasSize(4);
    assertThat(texts(services().get("setup").path("command")))
        .contains(
            "--namespace=" + config.get(ElasticsearchOptions.NAMESPACE),
            "--elasticsearch=" + config.get(ElasticsearchOptions.URLS).get(0),
            "--api-keys=/job/keys");
    assertThat(text).contains("file:/job/keys/fenceline-writer.key");
  }
}
