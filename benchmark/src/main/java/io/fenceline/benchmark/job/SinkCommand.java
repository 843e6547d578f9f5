// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.job;

import io.fenceline.benchmark.Machine;
import io.fenceline.benchmark.Page;
import io.fenceline.benchmark.RecordedTraffic;
import io.fenceline.job.Outlet;
import io.fenceline.model.EnrichedEvent;
import io.fenceline.sink.Document;
import io.fenceline.sink.EventDocument;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures what the client of Elasticsearch takes of a processor. */
@Command(
    name = "sink",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description =
        "Processor time of the Elasticsearch sink: documents of events to a real server, whose own"
            + " work is not counted.")
public final class SinkCommand implements Callable<Integer> {
  private static final int SMALL = 3;
  private static final String DROPPED = "the same, dropped: the pipeline's own share";

  @Option(
      names = "--documents",
      paramLabel = "N",
      defaultValue = "200000",
      description = "Documents of one run; small ones are three times as many.")
  private int documents;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "3",
      description = "Runs that are measured, after one to warm up.")
  private int runs;

  private final List<String> rows = new ArrayList<>();
  private int pass;
  private long expected;

  @Override
  public Integer call() throws Exception {
    double load = Machine.load();
    List<Document> events = new ArrayList<>();
    EventDocument toDocument = new EventDocument("default");
    for (EnrichedEvent event : RecordedTraffic.enriched()) {
      events.add(toDocument.map(event));
    }
    Path file = Files.createTempFile("benchmark", ".documents");
    try (DocumentServer server = DocumentServer.start()) {
      // The many small ones first, which warm the client best.
      measure(
          "small documents",
          RecordedDocuments.write(file, SmallDocuments.of(events), SMALL * documents),
          server);
      measure("documents of events", RecordedDocuments.write(file, events, documents), server);
    } finally {
      Files.delete(file);
    }
    Page.put("sink", load, text());
    return 0;
  }

  private void measure(String name, RecordedDocuments given, DocumentServer server)
      throws Exception {
    Repeated dropped = Repeated.of(() -> Delivery.of(given, Delivery.stampAndDrop()), runs);
    Outlet<Document> sink = server.outlet();
    Repeated sent = Repeated.of(() -> send(given, sink, server), runs);
    long bytes = dropped.last().documentBytes() / given.count();
    row(name + ", to Elasticsearch", bytes, sent);
    row(DROPPED, bytes, dropped);
  }

  /** Sends what was not sent before. */
  private Run send(RecordedDocuments given, Outlet<Document> sink, DocumentServer server)
      throws Exception {
    Run run = Delivery.of(given.from(pass), sink);
    pass = given.from(pass).end();
    expected += given.count();
    long found = server.count();
    if (found != expected) {
      throw new IllegalStateException(
          "in the index are " + found + " documents of " + expected + " that were sent");
    }
    return run;
  }

  private void row(String name, long bytes, Repeated measured) {
    rows.add(
        String.format(
            Locale.ROOT,
            "| %s | %,d | %,d | %.2f | %s | %,.0f |",
            name,
            measured.last().events(),
            bytes,
            measured.median(Run::cpuPerMillion),
            measured.range(),
            measured.median(Run::bytesPerEvent)));
    System.err.println(rows.get(rows.size() - 1));
  }

  private String text() {
    return String.format(
        Locale.ROOT,
        """
        The job's own sink with its own settings, behind a source of documents in memory and the stamp of delivery, into a real Elasticsearch of one node on this machine with the project's templates, over plain HTTP.
        CPU-seconds of this process alone, not of the server's, per million documents, garbage collection and compilation included, from the first document to the end of the job, nothing taken off: median of %d run(s) after one to warm up, in one JVM; parallelism 1, no checkpoints.
        After each run all documents were in the index.

        | what | documents of a run | bytes each, as sent | CPU-s per million documents | least to most | allocated bytes per document |
        |---|--:|--:|--:|--:|--:|
        %s
        """,
        runs,
        String.join("\n", rows));
  }
}
