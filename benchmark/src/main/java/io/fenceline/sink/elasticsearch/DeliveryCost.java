// SPDX-License-Identifier: Apache-2.0
package io.fenceline.sink.elasticsearch;

import com.sun.management.OperatingSystemMXBean;
import io.fenceline.benchmark.RecordedTraffic;
import io.fenceline.model.EnrichedEvent;
import io.fenceline.sink.Document;
import io.fenceline.sink.DocumentStamp;
import io.fenceline.sink.EventDocument;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.configuration.Configuration;

/**
 * What it costs to make a document of an event and to bring it to Elasticsearch: processor time of
 * this process, without the server's.
 */
public final class DeliveryCost {
  private static final int ROUNDS = 5;
  private static final int DOCUMENTS = 300_000;
  private static final double MILLION = 1e6;

  private DeliveryCost() {}

  /**
   * Runs in the root directory of the project.
   *
   * @param args nothing for all parts with a process that only answers; or {@code make}, or {@code
   *     deliver}, the latter perhaps with the address of an Elasticsearch without security
   */
  public static void main(String[] args) throws Exception {
    List<EnrichedEvent> events = RecordedTraffic.enriched();
    EventDocument toDocument = new EventDocument("benchmark");
    List<Document> documents = new ArrayList<>();
    for (EnrichedEvent event : events) {
      documents.add(toDocument.map(event));
    }
    long bytes = documents.stream().mapToLong(document -> document.json().length).sum();
    System.out.printf(
        Locale.ROOT,
        "%,d documents of %,d bytes; CPU-s per million of the task's thread and the process:%n",
        documents.size(),
        bytes / documents.size());
    String part = args.length == 0 ? "" : args[0];
    if (!part.equals("deliver")) {
      measure("making documents", events, toDocument);
      measure("stamping documents", documents, new DocumentStamp());
    }
    if (part.equals("make")) {
      return;
    }
    if (args.length > 1) {
      deliver(documents, args[1]);
      return;
    }
    Process server =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                AnsweringServer.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
      deliver(documents, "http://127.0.0.1:" + said.readLine());
    } finally {
      server.destroy();
    }
  }

  private static <T> void measure(String what, List<T> records, MapFunction<T, Document> step)
      throws Exception {
    System.out.println(what);
    for (int round = 0; round < ROUNDS; round++) {
      Spent before = Spent.soFar();
      for (int i = 0; i < DOCUMENTS; i++) {
        if (step.map(records.get(i % records.size())).json().length == 0) {
          throw new IllegalStateException("an empty document");
        }
      }
      System.out.println(Spent.soFar().minus(before).per(DOCUMENTS));
    }
  }

  private static void deliver(List<Document> documents, String url) throws Exception {
    System.out.println("delivering documents");
    for (int round = 0; round < ROUNDS; round++) {
      Configuration config = new Configuration();
      config.set(ElasticsearchOptions.URLS, List.of(url));
      config.set(ElasticsearchOptions.NAMESPACE, "benchmark" + round);
      ElasticsearchSink<Document> sink =
          ElasticsearchSink.builder()
              .settings(ElasticsearchSettings.from(config))
              .rejectedDocuments((subtask, parallelism) -> new NoneRejected())
              .build();
      Spent before = Spent.soFar();
      try (SinkWriter<Document> writer = sink.createWriter(new WriterTask())) {
        for (int i = 0; i < DOCUMENTS; i++) {
          Document document = documents.get(i % documents.size());
          int pass = i / documents.size();
          // Each pass has other ids: a real server would find them all the same.
          writer.write(
              new Document(
                  document.stream(),
                  pass == 0 ? document.id() : pass + document.id().substring(2),
                  document.version(),
                  document.timestamp(),
                  document.known(),
                  document.json()),
              null);
        }
        writer.flush(true);
      }
      System.out.println(Spent.soFar().minus(before).per(DOCUMENTS));
    }
  }

  private record Spent(long thread, long process, long wall) {
    static Spent soFar() {
      return new Spent(
          ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime(),
          ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
              .getProcessCpuTime(),
          System.nanoTime());
    }

    Spent minus(Spent other) {
      return new Spent(thread - other.thread, process - other.process, wall - other.wall);
    }

    String per(int documents) {
      return String.format(
          Locale.ROOT,
          "  thread %.2f, process %.2f, wall %.2f",
          thread / 1e9 * MILLION / documents,
          process / 1e9 * MILLION / documents,
          wall / 1e9 * MILLION / documents);
    }
  }

  /** No document of a recording may be rejected. */
  private static final class NoneRejected implements RejectedDocuments.Writer {
    @Override
    public void write(RejectedDocument document) {
      throw new IllegalStateException(document.reason());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
