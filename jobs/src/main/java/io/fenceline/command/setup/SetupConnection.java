// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.setup;

import io.fenceline.command.CommandFailure;
import io.fenceline.sink.elasticsearch.ElasticsearchConnection;
import io.fenceline.sink.elasticsearch.PemTrust;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** Services as setup reaches them, both with the same credentials and the same authority. */
final class SetupConnection {
  static final String WAYS_TO_GIVE_CREDENTIALS =
      "Give credentials with --api-key-file FILE, or with --user NAME and --password-file FILE; the"
          + " environment variables FENCELINE_SETUP_API_KEY and FENCELINE_SETUP_PASSWORD work, too.";

  /** What Elasticsearch's own clients take when an address names no port. */
  private static final int ELASTICSEARCH_PORT = 9200;

  private final ElasticsearchConnection connection;
  private final Optional<SSLContext> trust;

  /**
   * @throws CommandFailure if the authority's file cannot be used
   */
  SetupConnection(ElasticsearchConnection connection) {
    this.connection = connection;
    try {
      this.trust =
          connection.caCertificate().isEmpty()
              ? Optional.empty()
              : Optional.of(PemTrust.of(Path.of(connection.caCertificate())));
    } catch (IOException e) {
      throw new CommandFailure(
          e.getMessage().replace("elasticsearch.ca-certificate is", "The file of --ca is"), e);
    }
  }

  /**
   * The first of the addresses that can be reached.
   *
   * @throws CommandFailure if none can
   */
  HttpService elasticsearch() {
    CommandFailure last = null;
    for (String url : connection.urls()) {
      HttpService service =
          new HttpService("Elasticsearch", address(url, ELASTICSEARCH_PORT), headers(), trust);
      try {
        service.get("/");
        return service;
      } catch (CommandFailure e) {
        last = e;
      }
    }
    throw last == null ? new CommandFailure("There is no address of Elasticsearch.") : last;
  }

  /**
   * Kibana.
   *
   * @throws CommandFailure if the address is none
   */
  HttpService kibana(String url) {
    Map<String, String> headers = headers();
    // Kibana takes nothing that a page elsewhere could make a browser send.
    headers.put("kbn-xsrf", "fenceline");
    return new HttpService("Kibana", address(url, -1), headers, trust);
  }

  private Map<String, String> headers() {
    Map<String, String> headers = new HashMap<>();
    String authorization = connection.credentials().authorization();
    if (!authorization.isEmpty()) {
      headers.put("Authorization", authorization);
    }
    return headers;
  }

  private static URI address(String text, int defaultPort) {
    try {
      URI url = new URI(text);
      boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (web && url.getHost() != null && url.getUserInfo() == null && url.getQuery() == null) {
        int port = url.getPort() < 0 ? defaultPort : url.getPort();
        String path = url.getPath().replaceAll("/+$", "");
        return new URI(url.getScheme(), null, url.getHost(), port, path, null, null);
      }
    } catch (URISyntaxException e) {
      // The address may hold a password: it is not repeated, and neither is the cause.
      throw new CommandFailure("The address given is none; write it as https://host:5601.");
    }
    throw new CommandFailure(
        "The address given is none, or has more in it than scheme, host, port and path; write it as"
            + " https://host:5601.");
  }
}
