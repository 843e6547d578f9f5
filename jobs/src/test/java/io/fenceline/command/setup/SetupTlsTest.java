// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.fenceline.command.CommandFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetupTlsTest {
  private static final String PASSWORD = "changeit";

  @TempDir private Path directory;

  @Test
  void aServerWhoseAuthorityIsNamedIsTrustedAndNoOther() throws Exception {
    try (FakeElasticsearch server = guarded("ip:127.0.0.1")) {
      assertThat(run(server).ca(directory.resolve("ca.pem")).lines()).contains("Done: 4 created.");

      assertThatThrownBy(() -> run(server).lines())
          .isInstanceOf(CommandFailure.class)
          .hasMessageContaining("certificate that is not trusted here")
          .hasMessageContaining("--ca FILE");
    }
  }

  @Test
  void aCertificateOfAnotherHostIsToldFromOneThatIsNotTrusted() throws Exception {
    try (FakeElasticsearch server = guarded("dns:elsewhere.example")) {
      assertThatThrownBy(() -> run(server).ca(directory.resolve("ca.pem")).lines())
          .hasMessageContaining("certificate for another host");
    }
  }

  @Test
  void nothingIsSentToAServerThatIsNotTrusted() throws Exception {
    try (FakeElasticsearch server = guarded("ip:127.0.0.1")) {
      assertThatThrownBy(() -> run(server).user("somebody", "secret").lines())
          .isInstanceOf(CommandFailure.class);
      assertThat(server.asked).isEmpty();
    }
  }

  @Test
  void plainHttpWhereTlsIsSpokenIsExplained() throws Exception {
    try (FakeElasticsearch guarded = guarded("ip:127.0.0.1")) {
      assertThatThrownBy(() -> new SetupRun("http://127.0.0.1:" + guarded.port()).lines())
          .hasMessageContaining("https://");
    }
  }

  @Test
  void nobodyThereAndNoSuchHostAreToldApart() throws Exception {
    FakeElasticsearch gone = new FakeElasticsearch();
    gone.close();

    assertThatThrownBy(() -> new SetupRun(gone.url()).lines())
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("nothing listens there");
    assertThatThrownBy(() -> new SetupRun("http://no-such-host.invalid").lines())
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("no-such-host.invalid:9200")
        .hasMessageContaining("there is no host");
  }

  @Test
  void anAuthorityThatCannotBeReadIsSaidInTheWordsOfTheCommandLine() throws IOException {
    Path file = Files.writeString(directory.resolve("ca.pem"), "no certificate");

    assertThatThrownBy(() -> new SetupRun("https://127.0.0.1:1").ca(file).lines())
        .isInstanceOf(CommandFailure.class)
        .hasMessageStartingWith("The file of --ca is " + file);
  }

  private static SetupRun run(FakeElasticsearch server) {
    return new SetupRun("https://127.0.0.1:" + server.port()).shipped(ShippedSamples.version(1));
  }

  private FakeElasticsearch guarded(String name) throws Exception {
    Path store = directory.resolve("server.p12");
    keytool(
        "-genkeypair -keyalg EC -dname CN=stub -validity 2 -storetype PKCS12 -ext SAN="
            + name
            + " -keystore "
            + store);
    keytool("-exportcert -rfc -file " + directory.resolve("ca.pem") + " -keystore " + store);
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    HttpsServer server = HttpsServer.create(FakeServer.loopback(), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    return new FakeElasticsearch(server);
  }

  private static void keytool(String arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments.split(" ")));
    command.addAll(List.of("-alias", "stub", "-storepass", PASSWORD));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }
}
