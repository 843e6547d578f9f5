// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import io.fenceline.command.calibration.LimitSet;
import io.fenceline.command.report.ReportAlert;
import io.fenceline.command.report.ReportInput;
import io.fenceline.command.report.ReportSection;
import io.fenceline.command.report.ReportWriter;
import io.fenceline.job.Outlet;
import io.fenceline.job.Sinks;
import io.fenceline.sink.Document;
import io.fenceline.sink.file.JsonLinesSink;
import io.fenceline.sink.file.LatestRevisionSink;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The files a run leaves behind.
 *
 * @param directory exists
 */
record OutputFiles(Path directory) {

  /** Makes the directory. */
  static OutputFiles in(Path output) {
    try {
      return new OutputFiles(Files.createDirectories(output.toAbsolutePath().normalize()));
    } catch (IOException e) {
      throw new CommandFailure(
          "--output " + output + " cannot be made; name a directory that you may write to.", e);
    }
  }

  /** Removes what an earlier run left, so that nothing of it can be taken for this one's. */
  void clear() throws IOException {
    for (Path file :
        List.of(
            alerts(),
            alertRevisions(),
            events(),
            windows(),
            duplicates(),
            deadLetters(),
            evaluation(),
            reportFile())) {
      Files.deleteIfExists(file);
    }
    clearLadder();
  }

  private void clearLadder() throws IOException {
    if (Files.isDirectory(ladder())) {
      try (DirectoryStream<Path> rungs = Files.newDirectoryStream(ladder(), "alert-revisions-*")) {
        for (Path rung : rungs) {
          Files.delete(rung);
        }
      }
    }
  }

  Path alerts() {
    return directory.resolve("alerts.jsonl");
  }

  Path alertRevisions() {
    return directory.resolve("alert-revisions.jsonl");
  }

  Path events() {
    return directory.resolve("events.jsonl");
  }

  Path windows() {
    return directory.resolve("windows.jsonl");
  }

  Path duplicates() {
    return directory.resolve("duplicates.jsonl");
  }

  Path deadLetters() {
    return directory.resolve("dead-letters.jsonl");
  }

  Path reportFile() {
    return directory.resolve("report.html");
  }

  Path evaluation() {
    return directory.resolve("evaluation.json");
  }

  Path backtest() {
    return directory.resolve("backtest.json");
  }

  Path backtestPage() {
    return directory.resolve("backtest.html");
  }

  /** Where the alerts of other limits are. */
  Path ladder() {
    return directory.resolve("ladder");
  }

  /** Every revision of the alerts of one set of limits. */
  Path ladder(LimitSet limits) {
    return ladder().resolve("alert-revisions-" + limits.name() + ".jsonl");
  }

  Path log() {
    return directory.resolve("fenceline.log");
  }

  Outlet<Document> eventSink() {
    return Outlet.file(new JsonLinesSink(events()));
  }

  Outlet<Document> alertSink() {
    return Outlet.file(new LatestRevisionSink(alerts()));
  }

  /** All files of a run, with these for its alerts. */
  @SafeVarargs
  final Sinks sinks(Outlet<Document>... alerts) {
    return Sinks.NONE
        .withEvents(eventSink())
        .withAlerts(alerts)
        .withWindows(windowSink())
        .withDuplicates(duplicateSink())
        .withDeadLetters(deadLetterSink());
  }

  /** Every revision of the alerts, each alert's in their order. Its uid is not the other sink's. */
  Outlet<Document> alertRevisionSink() {
    return revisionSink(alertRevisions());
  }

  /** Every revision of the alerts into a file of one's choice. */
  static Outlet<Document> revisionSink(Path file) {
    return (revisions, stem) -> {
      String uid = stem + "-revisions-file";
      revisions.sinkTo(new JsonLinesSink(file)).uid(uid).name(uid).setParallelism(1);
    };
  }

  Outlet<Document> windowSink() {
    return Outlet.file(new JsonLinesSink(windows()));
  }

  Outlet<Document> duplicateSink() {
    return Outlet.file(new JsonLinesSink(duplicates()));
  }

  Outlet<Document> deadLetterSink() {
    return Outlet.file(new JsonLinesSink(deadLetters()));
  }

  /** Alerts in the file of the finished run. */
  long alertCount() throws IOException {
    return ReportAlert.read(alerts()).size();
  }

  void report(Summary summary) throws IOException {
    report(summary, ReportSection.NONE);
  }

  void report(Summary summary, ReportSection section) throws IOException {
    ReportWriter.write(
        reportFile(),
        new ReportInput(
            alerts(), windows(), duplicates(), events(), deadLetters(), summary.facts(), section));
  }
}
