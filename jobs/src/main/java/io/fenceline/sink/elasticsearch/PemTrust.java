// SPDX-License-Identifier: Apache-2.0
package io.fenceline.sink.elasticsearch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Trust in the certificate authorities of a PEM file, and in no others. */
public final class PemTrust {

  private PemTrust() {}

  /**
   * A context that trusts the file's certificates.
   *
   * @throws IOException if the file cannot be read or holds no certificate
   */
  public static SSLContext of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (certificates.isEmpty()) {
        throw unusable(file, "it holds no certificate", null);
      }
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (Certificate certificate : certificates) {
        store.setCertificateEntry("ca-" + number++, certificate);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (NoSuchFileException missing) {
      throw unusable(file, "there is no such file on this machine", missing);
    } catch (GeneralSecurityException malformed) {
      throw unusable(file, "it is not a PEM file of certificates", malformed);
    }
  }

  private static IOException unusable(Path file, String why, Exception cause) {
    return new IOException(
        ElasticsearchOptions.CA_CERTIFICATE.key()
            + " is "
            + file
            + ": "
            + why
            + ". Name the PEM file of the authority that signed Elasticsearch's certificate.",
        cause);
  }
}
