// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.setup;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;

/** Why a service gave no answer, and what to do about it. */
final class Unreachable {
  private Unreachable() {}

  /** A sentence for the person at the command line. */
  static String sentence(String name, URI address, IOException failure) {
    String at = name + " at " + address;
    if (has(failure, UnresolvedAddressException.class)) {
      return at + " cannot be reached: there is no host " + address.getHost() + "; check the URL.";
    }
    if (has(failure, CertificateException.class) || said(failure, "PKIX path")) {
      return said(failure, "subject alternative") || said(failure, "No name matching")
          ? at
              + " shows a certificate for another host; write the URL with the name that is in the"
              + " certificate."
          : at
              + " shows a certificate that is not trusted here; give the PEM file of the authority"
              + " that signed it with --ca FILE.";
    }
    if (said(failure, "SSL message") || said(failure, "plaintext")) {
      return at + " does not speak TLS; write the URL with http://, or turn TLS on there.";
    }
    if (has(failure, SSLException.class)) {
      return at + " and this client cannot agree on TLS (" + failure.getMessage() + ").";
    }
    if (failure instanceof HttpTimeoutException) {
      return at + " does not answer in time; check host and port, and firewalls on the way.";
    }
    if (has(failure, ConnectException.class)) {
      return at
          + " cannot be reached: nothing listens there; check host and port, and that it runs.";
    }
    return at
        + " gives no answer that is HTTP ("
        + failure.getMessage()
        + "); check the port, and whether the URL must begin with https://.";
  }

  private static boolean has(Throwable failure, Class<? extends Throwable> kind) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (kind.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }

  private static boolean said(Throwable failure, String words) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (String.valueOf(cause.getMessage()).contains(words)) {
        return true;
      }
    }
    return false;
  }
}
