// SPDX-License-Identifier: Apache-2.0
package io.fenceline.kubernetes;

import static io.fenceline.kubernetes.Manifests.container;
import static io.fenceline.kubernetes.Manifests.selects;
import static io.fenceline.kubernetes.Manifests.stream;
import static io.fenceline.kubernetes.Manifests.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be known of the manifests without Kubernetes. */
class ManifestsTest {
  /** Made by hand, as README.md says. */
  private static final Set<String> SECRETS =
      Set.of("fenceline-secrets", "fenceline-object-storage");

  private static final String AUTHORITIES = "fenceline-authorities";

  static Stream<Manifests> overlays() throws IOException {
    try (Stream<Path> overlays = Files.list(Manifests.KUBERNETES.resolve("overlays"))) {
      return overlays.map(one -> one.getFileName().toString()).sorted().toList().stream()
          .map(Manifests::of);
    }
  }

  @Test
  void thereIsOneOverlayToTryAndTwoToRun() throws IOException {
    assertThat(overlays().map(Manifests::overlay))
        .containsExactly("development", "production", "production-rules");
    assertThat(Manifests.of("production-rules").names("FlinkDeployment"))
        .containsExactly("fenceline", "fenceline-rules");
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void everyObjectHasItsForm(Manifests manifests) throws IOException {
    ResourceForms forms = new ResourceForms();

    assertThat(manifests.objects()).hasSizeGreaterThan(10);
    assertThat(manifests.objects())
        .allSatisfy(one -> assertThat(forms.faults(one)).as(one.toString()).isEmpty());
  }

  @Test
  void aFieldThatNobodyKnowsIsNoticed() throws IOException {
    ResourceForms forms = new ResourceForms();

    for (ObjectNode object : Manifests.of("development").objects()) {
      ObjectNode wrong = object.deepCopy();
      JsonNode inner = wrong.at("/spec/jobManager/podTemplate/spec/securityContext");
      (inner instanceof ObjectNode pod ? pod : wrong).put("runAsRoot", false);
      assertThat(forms.faults(wrong)).as(object.toString()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void whatAnObjectNamesIsThereOrIsMadeByHand(Manifests manifests) {
    List<String> configMaps = new ArrayList<>(manifests.names("ConfigMap"));
    configMaps.add(AUTHORITIES);
    for (JsonNode job : manifests.jobs()) {
      assertThat(manifests.names("ServiceAccount"))
          .contains(job.at("/spec/serviceAccount").asText());
    }
    for (JsonNode pod : manifests.pods().values()) {
      JsonNode volumes = pod.at("/spec/volumes");
      assertThat(configMaps)
          .containsAll(
              stream(volumes).filter(v -> v.has("configMap")).map(Manifests::mapName).toList());
      assertThat(SECRETS)
          .containsAll(
              stream(volumes)
                  .filter(v -> v.has("secret"))
                  .map(v -> v.at("/secret/secretName").asText())
                  .toList())
          .containsAll(
              stream(container(pod).path("envFrom"))
                  .map(v -> v.at("/secretRef/name").asText())
                  .toList());
      assertThat(manifests.names("PersistentVolumeClaim"))
          .containsAll(
              stream(volumes)
                  .filter(v -> v.has("persistentVolumeClaim"))
                  .map(v -> v.at("/persistentVolumeClaim/claimName").asText())
                  .toList());
      assertThat(texts(container(pod).path("volumeMounts"), "name"))
          .doesNotHaveDuplicates()
          .containsExactlyInAnyOrderElementsOf(texts(volumes, "name"));
    }
    for (JsonNode binding : manifests.ofKind("RoleBinding")) {
      assertThat(manifests.names("Role")).contains(binding.at("/roleRef/name").asText());
      assertThat(manifests.names("ServiceAccount"))
          .containsAll(texts(binding.path("subjects"), "name"));
    }
    Set<String> identities = new HashSet<>();
    assertThat(manifests.objects())
        .allMatch(one -> identities.add(one.path("kind") + " " + one.at("/metadata/name")));
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void everySelectorFindsPodsAndEveryPodIsShutOffFirst(Manifests manifests) {
    List<JsonNode> selectors = new ArrayList<>();
    manifests.ofKind("NetworkPolicy").forEach(one -> selectors.add(one.at("/spec/podSelector")));
    manifests.ofKind("PodMonitor").forEach(one -> selectors.add(one.at("/spec/selector")));
    manifests.ofKind("PodDisruptionBudget").forEach(one -> selectors.add(one.at("/spec/selector")));
    manifests.pods().values().forEach(pod -> selectors.addAll(pod.findValues("labelSelector")));

    assertThat(selectors).hasSizeGreaterThan(5).allMatch(one -> one.has("matchLabels"));
    assertThat(selectors)
        .allSatisfy(
            one -> assertThat(manifests.pods().values()).anyMatch(pod -> selects(one, pod)));
    JsonNode shut =
        manifests.ofKind("NetworkPolicy").stream()
            .map(one -> one.path("spec"))
            .filter(spec -> !spec.has("ingress") && !spec.has("egress"))
            .findFirst()
            .orElseThrow();
    assertThat(texts(shut.path("policyTypes"), "")).containsExactly("Ingress", "Egress");
    assertThat(manifests.pods().values())
        .allMatch(pod -> selects(shut.path("podSelector"), pod))
        .allMatch(pod -> selects(manifests.ofKind("PodMonitor").get(0).at("/spec/selector"), pod));
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void metricsAreReadWhereTheyAreServed(Manifests manifests) {
    JsonNode endpoint = manifests.ofKind("PodMonitor").get(0).at("/spec/podMetricsEndpoints/0");
    for (JsonNode pod : manifests.pods().values()) {
      JsonNode port = container(pod).at("/ports/0");
      assertThat(port.path("name")).isEqualTo(endpoint.path("port"));
      assertThat(manifests.jobs())
          .allSatisfy(
              job ->
                  assertThat(job.at("/spec/flinkConfiguration/metrics.reporter.prom.port").asInt())
                      .isEqualTo(port.path("containerPort").asInt()));
      for (JsonNode label : manifests.ofKind("PodMonitor").get(0).at("/spec/podTargetLabels")) {
        assertThat(pod.at("/metadata/labels").has(label.asText())).as(label.asText()).isTrue();
      }
    }
    List<String> ingress = new ArrayList<>();
    manifests
        .ofKind("NetworkPolicy")
        .forEach(
            policy ->
                policy
                    .at("/spec/ingress")
                    .forEach(rule -> ingress.addAll(texts(rule.path("ports"), "port"))));
    assertThat(ingress).containsExactlyInAnyOrder("8081", endpoint.path("port").asText());
  }

  /** The profile "restricted" of Kubernetes' Pod Security Standards, and a root that stays. */
  @ParameterizedTest
  @MethodSource("overlays")
  void podsMayDoNoMoreThanTheyMust(Manifests manifests) {
    manifests
        .pods()
        .forEach(
            (name, pod) -> {
              JsonNode context = pod.at("/spec/securityContext");
              assertThat(context.path("runAsNonRoot").asBoolean()).as(name).isTrue();
              assertThat(context.path("runAsUser").asInt()).as(name).isEqualTo(9999);
              assertThat(context.at("/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
              assertThat(pod.at("/spec/containers")).as(name).hasSize(1);
              JsonNode own = container(pod).path("securityContext");
              assertThat(container(pod).path("name").asText()).isEqualTo("flink-main-container");
              assertThat(own.path("allowPrivilegeEscalation").asBoolean(true)).as(name).isFalse();
              assertThat(own.path("readOnlyRootFilesystem").asBoolean()).as(name).isTrue();
              assertThat(texts(own.at("/capabilities/drop"), "")).containsExactly("ALL");
              for (String no : List.of("hostNetwork", "hostPID", "hostIPC")) {
                assertThat(pod.path("spec").has(no)).as(name).isFalse();
              }
              assertThat(pod.at("/spec/volumes"))
                  .allMatch(
                      volume ->
                          volume.has("configMap")
                              || volume.has("secret")
                              || volume.has("persistentVolumeClaim")
                              || volume.at("/emptyDir").has("sizeLimit"));
              assertThat(texts(container(pod).path("volumeMounts"), "mountPath"))
                  .contains("/tmp", "/opt/flink/log");
            });
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void noSecretStandsInAManifest(Manifests manifests) throws IOException {
    assertThat(manifests.ofKind("Secret")).isEmpty();
    for (JsonNode pod : manifests.pods().values()) {
      assertThat(container(pod).has("env")).isFalse();
    }
    for (JsonNode job : manifests.jobs()) {
      assertThat(job.at("/spec/flinkConfiguration").properties())
          .noneMatch(
              one -> one.getKey().matches("(?i).*(password|secret|token|access[.-]?key|jaas).*"));
    }
    try (Stream<Path> files = Files.walk(Manifests.KUBERNETES)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file))
            .as(file.toString())
            .doesNotContainPattern("[0-9a-fA-F]{32}|AKIA[0-9A-Z]{12}")
            .doesNotContain("PRIVATE KEY");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void onlyTheJobManagerHasTheJobsSecrets(Manifests manifests) {
    manifests
        .pods()
        .forEach(
            (name, pod) ->
                assertThat(
                        stream(pod.at("/spec/volumes"))
                            .filter(volume -> volume.has("secret"))
                            .map(volume -> volume.at("/secret/secretName").asText()))
                    .as(name)
                    .hasSize(name.endsWith("jobManager") ? 1 : 0)
                    .allMatch("fenceline-secrets"::equals));
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void versionsAreThoseThatTheBuildIsTriedWith(Manifests manifests) throws IOException {
    String pom = Files.readString(Manifests.HOME.resolve("pom.xml"));
    String flink = found(pom, "<flink.version>([^<]+)<");
    String own = found(pom, "<artifactId>fenceline</artifactId>\\s*<version>([^<]+)<");
    String[] parts = flink.split("\\.");
    String docker = Files.readString(Manifests.KUBERNETES.resolve("Dockerfile"));

    assertThat(manifests.jobs())
        .allSatisfy(
            job -> {
              assertThat(job.at("/spec/flinkVersion").asText())
                  .isEqualTo("v" + parts[0] + "_" + parts[1]);
              assertThat(job.at("/spec/image").asText()).endsWith("/fenceline:" + own);
            });
    assertThat(docker)
        .contains("FROM flink:" + flink + "-java17\n")
        .contains("flink-s3-fs-presto-" + flink + ".jar")
        .contains("fenceline-jobs.jar usrlib/fenceline-jobs.jar");
  }

  private static String found(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(pattern).isTrue();
    return matcher.group(1);
  }
}
