// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenceline.command.setup.FakeElasticsearch;
import io.fenceline.command.setup.FakeServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class SetupCommandTest {
  @TempDir private Path directory;

  private FakeElasticsearch server;
  private String out;
  private String err;

  @BeforeEach
  void start() throws IOException {
    server = new FakeElasticsearch();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private int run(Map<String, String> environment, String... arguments) {
    StringWriter output = new StringWriter();
    StringWriter errors = new StringWriter();
    int code =
        new CommandLine(new SetupCommand(environment))
            .setOut(new PrintWriter(output))
            .setErr(new PrintWriter(errors))
            .setExecutionExceptionHandler(new FailureReport())
            .execute(arguments);
    out = output.toString();
    err = errors.toString();
    return code;
  }

  private int runThere(Map<String, String> environment, String... arguments) {
    List<String> all = new ArrayList<>(List.of("--elasticsearch", server.url()));
    all.addAll(List.of(arguments));
    return run(environment, all.toArray(String[]::new));
  }

  private Path secret(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("secret"), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private List<String> shown() {
    return server.asked.stream().map(FakeServer.Asked::authorization).distinct().toList();
  }

  private static String basic(String pair) {
    byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(bytes);
  }

  @Test
  void installsWhatShipsAndEndsWithZero() {
    assertThat(runThere(Map.of())).isZero();
    assertThat(out)
        .contains("created    component template fenceline-base")
        .contains("created    index template     logs-fenceline.inference")
        .contains("created    role               fenceline-writer")
        .doesNotContain("lifecycle policy");
    assertThat(err).isEmpty();

    assertThat(runThere(Map.of(), "--ilm")).isZero();
    assertThat(out).contains("created    lifecycle policy   fenceline-inference");
  }

  @Test
  void takesAKeyFromAFileOrTheEnvironment() throws IOException {
    assertThat(runThere(Map.of(), "--api-key-file", secret("a2V5\n").toString())).isZero();
    assertThat(shown()).containsExactly("ApiKey a2V5");

    server.asked.clear();
    assertThat(runThere(Map.of("FENCELINE_SETUP_API_KEY", "ZW52"))).isZero();
    assertThat(shown()).containsExactly("ApiKey ZW52");
  }

  @Test
  void takesAPasswordFromAFileOrTheEnvironment() throws IOException {
    String file = secret("p:w d\n").toString();
    assertThat(runThere(Map.of(), "--user", "ann", "--password-file", file)).isZero();
    assertThat(shown()).containsExactly(basic("ann:p:w d"));

    server.asked.clear();
    Map<String, String> environment =
        Map.of("FENCELINE_SETUP_PASSWORD", "env", "FENCELINE_SETUP_API_KEY", "not-used");
    assertThat(runThere(environment, "--user", "ann")).isZero();
    assertThat(shown()).containsExactly(basic("ann:env"));
  }

  @Test
  void takesTheConnectionFromTheJobsConfigurationWithoutItsOtherSecrets() throws IOException {
    Path config =
        Files.writeString(
            directory.resolve("fenceline.yaml"),
            "elasticsearch:\n  urls: ["
                + server.url()
                + "]\n  api-key: ${WRITER_KEY}\nsource.kafka.properties:\n"
                + "  sasl.jaas.config: ${NOT_SET_HERE}\n");

    assertThat(run(Map.of("WRITER_KEY", "d3JpdGVy"), "--config", config.toString())).isZero();
    assertThat(shown()).containsExactly("ApiKey d3JpdGVy");

    server.asked.clear();
    Map<String, String> own = Map.of("FENCELINE_SETUP_PASSWORD", "own");
    assertThat(run(own, "--config", config.toString(), "--user", "ann")).isZero();
    assertThat(shown()).containsExactly(basic("ann:own"));

    assertThat(run(Map.of(), "--config", config.toString())).isEqualTo(1);
    assertThat(err).contains("WRITER_KEY is not set");
  }

  @Test
  void aTypingErrorInTheConfigurationIsStillFound() throws IOException {
    Path config =
        Files.writeString(directory.resolve("fenceline.yaml"), "elasticsearch:\n  url: [x]\n");

    assertThat(run(Map.of(), "--config", config.toString())).isEqualTo(1);
    assertThat(err).contains("elasticsearch.urls");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        " | Say where Elasticsearch is",
        "--elasticsearch http://h --user ann | --user needs a password",
        "--elasticsearch http://h --password-file f | --password-file needs --user",
        "--elasticsearch http://h --user ann --api-key-file f | exclude each other",
        "--elasticsearch http://h --no-such-option | Unknown option",
      })
  void wrongUsageEndsWithTwo(String arguments, String words) {
    String[] split = arguments == null ? new String[0] : arguments.split(" ");
    assertThat(run(Map.of(), split)).isEqualTo(2);
    assertThat(err).contains(words);
  }

  @Test
  void aKeyCannotMakeKeys() {
    Map<String, String> key = Map.of("FENCELINE_SETUP_API_KEY", "a2V5");
    assertThat(runThere(key, "--api-keys", directory.toString())).isEqualTo(2);
    assertThat(err).contains("--api-keys needs --user");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--elasticsearch somewhere | --elasticsearch is 'somewhere': write it as https://host:9200",
        "--elasticsearch https://ann:pw@h | an address with a user in it",
        "--elasticsearch http://h --namespace A | --namespace is 'A'",
        "--elasticsearch http://h --api-key-file /no/such/file | --api-key-file: file /no/such/file does not exist",
        "--config /no/such/file | no such file",
      })
  void whatCannotBeUsedEndsWithOneAndShowsNoSecret(String arguments, String words) {
    assertThat(run(Map.of(), arguments.split(" "))).isEqualTo(1);
    assertThat(err).startsWith("fenceline: ").contains(words).doesNotContain("pw");
  }

  @Test
  void addressesAreTriedInTurn() {
    String gone = "http://127.0.0.1:1";
    assertThat(run(Map.of(), "--elasticsearch", gone + "," + server.url())).isZero();
    assertThat(out).startsWith("Elasticsearch 8.19.3 at " + server.url());
  }
}
