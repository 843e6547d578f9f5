// SPDX-License-Identifier: Apache-2.0
package io.fenceline.sink.elasticsearch;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.apache.http.Header;
import org.apache.http.HttpHost;
import org.apache.http.impl.nio.reactor.IOReactorConfig;
import org.apache.http.message.BasicHeader;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.ResponseListener;
import org.elasticsearch.client.RestClient;
import org.elasticsearch.client.RestClientBuilder;

/** Sends bulk requests and turns whatever comes back into a {@link BulkAnswer}. */
final class BulkClient implements AutoCloseable {

  /** All that a verdict needs; a hundredth of the full answer. */
  private static final String FIELDS =
      "items.*.status,items.*.error.type,items.*.error.reason,"
          + "items.*.error.caused_by.type,items.*.error.caused_by.reason";

  private final RestClient client;
  private final BulkAnswerParser parser = new BulkAnswerParser();

  /** Buffers that no request uses now; no more than requests under way at the same time. */
  private final Queue<ByteBuffer> chunks = new ConcurrentLinkedQueue<>();

  private BulkClient(RestClient client) {
    this.client = client;
  }

  /**
   * Opens a client; no connection is made yet.
   *
   * @param inFlight requests under way at the same time
   * @throws IOException if the certificate authorities cannot be read
   */
  static BulkClient open(ElasticsearchConnection connection, int inFlight) throws IOException {
    HttpHost[] hosts = connection.urls().stream().map(BulkClient::host).toArray(HttpHost[]::new);
    SSLContext tls =
        connection.caCertificate().isEmpty()
            ? null
            : PemTrust.of(Path.of(connection.caCertificate()));
    RestClientBuilder builder =
        RestClient.builder(hosts)
            .setCompressionEnabled(connection.compression())
            .setRequestConfigCallback(
                request ->
                    request
                        .setConnectTimeout(connection.connectTimeoutMillis())
                        .setSocketTimeout(connection.requestTimeoutMillis()))
            .setHttpClientConfigCallback(
                http -> {
                  http.setMaxConnPerRoute(inFlight)
                      .setMaxConnTotal(inFlight * hosts.length)
                      .disableCookieManagement()
                      .setDefaultIOReactorConfig(
                          IOReactorConfig.custom()
                              .setIoThreadCount(1)
                              .setSoKeepAlive(true)
                              .build());
                  return tls == null ? http : http.setSSLContext(tls);
                });
    String path = ElasticsearchSettings.pathOf(URI.create(connection.urls().get(0)));
    if (!path.isEmpty()) {
      builder.setPathPrefix(path);
    }
    String authorization = connection.credentials().authorization();
    if (!authorization.isEmpty()) {
      builder.setDefaultHeaders(new Header[] {new BasicHeader("Authorization", authorization)});
    }
    return new BulkClient(builder.build());
  }

  private static HttpHost host(String address) {
    URI url = URI.create(address);
    return new HttpHost(url.getHost(), url.getPort() < 0 ? 9200 : url.getPort(), url.getScheme());
  }

  /**
   * Sends entries; the answer comes on a thread of the client.
   *
   * @throws IllegalStateException if the client is closed or broken
   */
  void send(List<BulkEntry> entries, Consumer<BulkAnswer> receiver) {
    Request request = new Request("POST", "/_bulk");
    request.addParameter("filter_path", FIELDS);
    request.setEntity(new BulkEntity(BulkBody.of(entries), chunks));
    client.performRequestAsync(
        request,
        new ResponseListener() {
          @Override
          public void onSuccess(Response response) {
            receiver.accept(taken(response, entries.size()));
          }

          @Override
          public void onFailure(Exception failure) {
            receiver.accept(
                failure instanceof ResponseException refusal
                    ? refused(refusal.getResponse())
                    : unanswered(failure));
          }
        });
  }

  private BulkAnswer taken(Response response, int sent) {
    int status = response.getStatusLine().getStatusCode();
    if (response.getEntity() == null) {
      return BulkAnswer.none("no_body", "an answer with status " + status + " and no body");
    }
    try (InputStream body = response.getEntity().getContent()) {
      List<BulkAnswer.Item> items = parser.items(body);
      // Nothing tells which documents are missing: all are sent again, those stored answer 409.
      return items.size() == sent
          ? BulkAnswer.ofItems(status, items)
          : BulkAnswer.none(
              "wrong_item_count", "an answer about " + items.size() + " of " + sent + " documents");
    } catch (IOException unreadable) {
      return BulkAnswer.none("unreadable_answer", "an answer that is cut off or not a bulk answer");
    }
  }

  private BulkAnswer refused(Response response) {
    int status = response.getStatusLine().getStatusCode();
    byte[] bytes = new byte[0];
    if (response.getEntity() != null) {
      try (InputStream body = response.getEntity().getContent()) {
        bytes = body.readAllBytes();
      } catch (IOException unreadable) {
        return BulkAnswer.refused(status, "", "no readable reason");
      }
    }
    BulkAnswer.Item error = parser.error(bytes);
    return BulkAnswer.refused(status, error.type(), error.reason());
  }

  private static BulkAnswer unanswered(Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      // Other TLS faults than of trust come with servers that are going down.
      if (cause instanceof java.security.cert.CertificateException
          || cause instanceof java.security.cert.CertPathValidatorException
          || (cause instanceof SSLException
              && String.valueOf(cause.getMessage()).contains("plaintext"))) {
        return BulkAnswer.none(BulkAnswer.TLS_FAILED, String.valueOf(cause.getMessage()));
      }
    }
    return BulkAnswer.none(
        "no_answer", failure.getClass().getSimpleName() + ": " + failure.getMessage());
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
