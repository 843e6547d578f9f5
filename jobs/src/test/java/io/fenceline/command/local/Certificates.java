// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * An authority, a server on loopback that it vouches for, and an authority that it does not know.
 */
public final class Certificates {
  private static final String PASSWORD = "only-for-this-test";

  private final Path directory;
  private final KeyStore keys;

  private Certificates(Path directory, KeyStore keys) {
    this.directory = directory;
    this.keys = keys;
  }

  /**
   * Makes them by the JDK's own tool.
   *
   * @param directory empty
   */
  public static Certificates in(Path directory)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path store = directory.resolve("keys.p12");
    keytool(store, "ca", "-ext", "bc:c");
    keytool(store, "server", "-signer", "ca", "-ext", "san=ip:127.0.0.1,dns:localhost");
    keytool(store, "stranger", "-ext", "bc:c");
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    Certificates made = new Certificates(directory, keys);
    made.write("ca.pem", keys.getCertificate("ca"));
    made.write("stranger.pem", keys.getCertificate("stranger"));
    made.write("server.crt", keys.getCertificateChain("server"));
    Files.writeString(
        directory.resolve("server.key"),
        pem("PRIVATE KEY", keys.getKey("server", PASSWORD.toCharArray()).getEncoded()));
    return made;
  }

  /** The authority's certificate, as PEM. */
  public Path authority() {
    return directory.resolve("ca.pem");
  }

  /** That of the other authority. */
  public Path stranger() {
    return directory.resolve("stranger.pem");
  }

  /** The server's. */
  public TlsIdentity server() throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("ca", keys.getCertificate("ca"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return new TlsIdentity(
        directory.resolve("server.key"), directory.resolve("server.crt"), context);
  }

  private void write(String name, Certificate... certificates)
      throws IOException, GeneralSecurityException {
    StringBuilder text = new StringBuilder();
    for (Certificate certificate : certificates) {
      text.append(pem("CERTIFICATE", certificate.getEncoded()));
    }
    Files.writeString(directory.resolve(name), text);
  }

  private static String pem(String what, byte[] content) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN " + what + "-----\n" + base64 + "\n-----END " + what + "-----\n";
  }

  private static void keytool(Path store, String alias, String... more)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-keyalg", "EC", "-validity", "2", "-alias", alias));
    command.addAll(List.of("-dname", "CN=Fenceline test " + alias));
    command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12"));
    command.addAll(List.of("-storepass:env", "STORE_PASSWORD"));
    command.addAll(List.of(more));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("STORE_PASSWORD", PASSWORD);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("keytool ended badly: " + said);
    }
  }
}
