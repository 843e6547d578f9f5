// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fenceline.command.local.LocalElasticsearch;
import io.fenceline.command.local.ServiceArtifacts;
import io.fenceline.command.setup.Setup;
import io.fenceline.command.setup.SetupPlan;
import io.fenceline.job.Outlet;
import io.fenceline.sink.Document;
import io.fenceline.sink.elasticsearch.ElasticsearchOptions;
import io.fenceline.sink.elasticsearch.ElasticsearchSettings;
import io.fenceline.sink.elasticsearch.ElasticsearchSink;
import io.fenceline.sink.elasticsearch.RejectedDocument;
import io.fenceline.sink.elasticsearch.RejectedDocuments;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;

/** An Elasticsearch on this machine, in a process of its own, that the project has set up. */
final class DocumentServer implements AutoCloseable {
  private static final String STREAM = "/logs-fenceline.inference-default";

  private final LocalElasticsearch server;
  private final ElasticsearchSettings settings;
  private final HttpClient client = HttpClient.newHttpClient();

  private DocumentServer(LocalElasticsearch server) {
    this.server = server;
    Configuration config = new Configuration();
    config.set(ElasticsearchOptions.URLS, List.of(server.url()));
    settings = ElasticsearchSettings.from(config);
  }

  /** Starts it, without security, and installs the templates as {@code fenceline setup} does. */
  static DocumentServer start() {
    LocalElasticsearch server =
        LocalElasticsearch.with(ServiceArtifacts.below(Path.of(""))).heap("1g").start();
    try {
      DocumentServer documents = new DocumentServer(server);
      documents.setUp();
      return documents;
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private void setUp() {
    new Setup(
            new SetupPlan(
                "", settings.namespace(), Optional.empty(), false, false, false, false, false),
            settings.connection(),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8))
        .run();
  }

  /** The job's own sink with its own settings, which fails where a document is refused. */
  Outlet<Document> outlet() {
    return Outlet.elasticsearch(
        ElasticsearchSink.builder()
            .settings(settings)
            .rejectedDocuments((subtask, parallelism) -> new NoneRejected())
            .build());
  }

  /** How many documents of events there are to be found. */
  long count() throws IOException, InterruptedException {
    ask("POST", STREAM + "/_refresh");
    return new ObjectMapper().readTree(ask("GET", STREAM + "/_count")).required("count").asLong();
  }

  private String ask(String method, String path) throws IOException, InterruptedException {
    var answer =
        client.send(
            HttpRequest.newBuilder(URI.create(server.url() + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build(),
            BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(method + " " + path + ": " + answer.body());
    }
    return answer.body();
  }

  @Override
  public void close() {
    server.close();
  }

  /** A run in which a document is refused measures something else than delivery: it fails. */
  private static final class NoneRejected implements RejectedDocuments.Writer {
    @Override
    public void write(RejectedDocument document) {
      throw new IllegalStateException("rejected: " + document.reason());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
