// SPDX-License-Identifier: Apache-2.0
package io.fenceline.chaos;

import io.fenceline.chaos.Traffic.Message;
import io.fenceline.ingest.LogFileSource;
import io.fenceline.ingest.LogInput;
import io.fenceline.job.DetectionPipeline;
import io.fenceline.job.JobEnvironment;
import io.fenceline.job.JobSettings;
import io.fenceline.job.Outlet;
import io.fenceline.job.Sinks;
import io.fenceline.sink.Document;
import io.fenceline.sink.file.JsonLinesSink;
import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The same records through the same job in one process, from files to files, undisturbed. */
final class CleanRun {
  private CleanRun() {}

  /**
   * Runs to the end.
   *
   * @param directory empty
   * @return what a run through faults must come to
   */
  static Results of(Traffic traffic, Map<String, String> options, Path directory) throws Exception {
    JobSettings settings = JobSettings.from(Configuration.fromMap(options));
    List<LogInput> logs = new ArrayList<>();
    for (int partition = 0; partition < traffic.partitions(); partition++) {
      logs.add(LogInput.of(write(traffic, partition, directory)));
    }
    StreamExecutionEnvironment env = JobEnvironment.local(1, Duration.ZERO);
    Path events = directory.resolve("events.jsonl");
    Path alerts = directory.resolve("alerts.jsonl");
    Path windows = directory.resolve("windows.jsonl");
    Path duplicates = directory.resolve("duplicates.jsonl");
    Path deadLetters = directory.resolve("dead-letters.jsonl");
    DetectionPipeline.build(
        env,
        LogFileSource.of(logs, settings.ingest(), settings.privacy().policy().extraPaths()),
        Sinks.NONE
            .withEvents(lines(events))
            .withAlerts(lines(alerts))
            .withWindows(lines(windows))
            .withDuplicates(lines(duplicates))
            .withDeadLetters(lines(deadLetters)),
        settings);
    env.execute("clean run");
    Results.Collector collector = new Results.Collector();
    read(events, collector::event);
    read(alerts, collector::alert);
    read(windows, collector::window);
    read(duplicates, collector::duplicates);
    read(deadLetters, collector::deadLetter);
    return collector.results();
  }

  private static Outlet<Document> lines(Path file) {
    return Outlet.file(new JsonLinesSink(file));
  }

  private interface Line {
    void take(byte[] json) throws Exception;
  }

  private static void read(Path file, Line line) throws Exception {
    try (Stream<String> lines = Files.lines(file)) {
      for (String text : (Iterable<String>) lines::iterator) {
        line.take(text.getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static Path write(Traffic traffic, int partition, Path directory) throws Exception {
    Path file = directory.resolve("partition-" + partition + ".jsonl");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (Message message : traffic.messages()) {
        if (message.partition() == partition) {
          out.write(message.value());
          out.write('\n');
        }
      }
    }
    return file;
  }
}
