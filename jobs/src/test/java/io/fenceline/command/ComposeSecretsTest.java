// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts of the compose file that need no Docker; needs openssl, as their users do. */
class ComposeSecretsTest {
  private static final Path COMPOSE =
      Path.of(System.getProperty("basedir", "."), "..", "deploy", "compose")
          .toAbsolutePath()
          .normalize();

  @TempDir private Path directory;

  @Test
  void everySecretIsMadeOnceForItsOwnerOnlyAndNeverShown() throws Exception {
    Path secrets = directory.resolve("secrets");
    String said = make(secrets);
    Map<String, String> first = contents(secrets);

    assertThat(first)
        .containsKeys(
            "ca.crt",
            "ca.key",
            "elasticsearch.crt",
            "elasticsearch.key",
            "kibana.crt",
            "kibana.key",
            "elastic-password",
            "kibana-password",
            "kibana-secrets.yml",
            "privacy-key");
    for (String name : List.of("elastic-password", "kibana-password", "privacy-key")) {
      assertThat(first.get(name)).as(name).matches("[0-9a-f]{64}\\n");
      assertThat(said).doesNotContain(first.get(name).strip());
    }
    assertThat(first.values()).doesNotHaveDuplicates();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets)))
        .isEqualTo("rwx------");
    for (String name : first.keySet()) {
      assertThat(
              PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets.resolve(name))))
          .as(name)
          .isEqualTo("rw-------");
    }

    make(secrets);
    assertThat(contents(secrets)).isEqualTo(first);
  }

  @Test
  void certificatesAreOfTheAuthorityAndForTheNamesThatServicesUse() throws Exception {
    make(directory);
    X509Certificate authority = certificate("ca.crt");

    assertThat(authority.getBasicConstraints()).isNotNegative();
    for (String server : List.of("elasticsearch", "kibana")) {
      X509Certificate certificate = certificate(server + ".crt");
      certificate.verify(authority.getPublicKey());
      certificate.checkValidity();
      assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
      assertThat(
              certificate.getSubjectAlternativeNames().stream().map(name -> name.get(1).toString()))
          .containsExactlyInAnyOrder(server, "localhost", "127.0.0.1");
    }
  }

  @Test
  void eachServiceGetsItsOwnSecretsAndKibanaOneFileOfBothHalves() throws Exception {
    Path from = directory.resolve("from");
    Path to = directory.resolve("to");
    make(from);
    for (String service : List.of("elasticsearch", "kibana", "setup", "job", "checkpoints")) {
      Files.createDirectories(to.resolve(service));
    }
    String me = Files.getAttribute(from, "unix:uid") + ":" + Files.getAttribute(from, "unix:gid");
    ProcessBuilder prepare = new ProcessBuilder("bash", COMPOSE.resolve("prepare.sh").toString());
    prepare
        .environment()
        .putAll(
            Map.of(
                "FROM",
                from.toString(),
                "TO",
                to.toString(),
                "ELASTIC_USER",
                me,
                "FLINK_USER",
                me,
                "KIBANA_YML",
                COMPOSE.resolve("kibana.yml").toString()));
    run(prepare);
    run(prepare);

    assertThat(contents(to.resolve("job"))).containsOnlyKeys("ca.crt", "privacy-key");
    assertThat(contents(to.resolve("setup"))).containsOnlyKeys("ca.crt", "elastic-password");
    assertThat(contents(to.resolve("elasticsearch")).keySet())
        .doesNotContain("ca.key", "kibana.key", "privacy-key");
    JsonNode kibana = new YAMLMapper().readTree(to.resolve("kibana/kibana.yml").toFile());
    assertThat(kibana.path("elasticsearch.username").asText()).isEqualTo("kibana_system");
    assertThat(kibana.path("elasticsearch.password").asText() + "\n")
        .isEqualTo(contents(from).get("kibana-password"));
    assertThat(kibana.path("server.ssl.enabled").asBoolean()).isTrue();
    assertThat(kibana.path("xpack.encryptedSavedObjects.encryptionKey").asText()).hasSize(64);
  }

  private static String make(Path secrets) throws Exception {
    return run(
        new ProcessBuilder(
            "sh", COMPOSE.resolve("make-secrets.sh").toString(), secrets.toString()));
  }

  private static String run(ProcessBuilder command) throws Exception {
    Process process = command.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  private static Map<String, String> contents(Path directory) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        contents.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return contents;
  }

  private X509Certificate certificate(String name) throws Exception {
    try (InputStream in = Files.newInputStream(directory.resolve(name))) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }
}
