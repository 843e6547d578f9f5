// SPDX-License-Identifier: Apache-2.0
package io.fenceline.ingest;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Reads log files to their end: one JSON object per line, plain or gzip (told by content, not by
 * name). Blank lines are no records.
 *
 * <p>All files are one split, read by one reader in the order of event time, so that files that
 * overlap do not make each other late and the result does not depend on the parallelism. The reader
 * sees the files where it runs: on a cluster they must lie on a shared file system.
 */
public final class LogFileSource
    implements Source<Ingested, LogSplit, LogSplit>, ResultTypeQueryable<Ingested> {
  private static final long serialVersionUID = 1L;

  private final List<FileProgress> files;
  private final IngestSettings settings;
  private final Set<String> extraPaths;
  private final Clock clock;

  private LogFileSource(
      List<FileProgress> files, IngestSettings settings, Set<String> extraPaths, Clock clock) {
    this.files = List.copyOf(files);
    this.settings = settings;
    this.extraPaths = Set.copyOf(extraPaths);
    this.clock = clock;
  }

  /**
   * A source over files and directories (searched with their subdirectories).
   *
   * @param extraPaths fields outside the contract to keep, as in {@link EventDecoder}
   * @throws IllegalArgumentException naming the input that is missing, unreadable or without logs
   */
  public static LogFileSource of(
      List<LogInput> inputs, IngestSettings settings, Set<String> extraPaths) {
    return of(inputs, settings, extraPaths, Clock.systemUTC());
  }

  static LogFileSource of(
      List<LogInput> inputs, IngestSettings settings, Set<String> extraPaths, Clock clock) {
    return new LogFileSource(LogFiles.find(inputs), settings, extraPaths, clock);
  }

  /** Names of the files, in order, as they stand in origins. */
  public List<String> names() {
    return files.stream().map(FileProgress::name).toList();
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public SourceReader<Ingested, LogSplit> createReader(SourceReaderContext context) {
    RecordIntake intake = new RecordIntake(settings, extraPaths, clock);
    return new LogReader(
        context.metricGroup().getIOMetricGroup().getNumRecordsInCounter(),
        intake,
        settings.maxRecordBytes());
  }

  @Override
  public SplitEnumerator<LogSplit, LogSplit> createEnumerator(
      SplitEnumeratorContext<LogSplit> context) {
    return new LogEnumerator(context, new LogSplit(files));
  }

  @Override
  public SplitEnumerator<LogSplit, LogSplit> restoreEnumerator(
      SplitEnumeratorContext<LogSplit> context, LogSplit pending) {
    return new LogEnumerator(context, pending);
  }

  @Override
  public SimpleVersionedSerializer<LogSplit> getSplitSerializer() {
    return new LogSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<LogSplit> getEnumeratorCheckpointSerializer() {
    return new LogSplitSerializer();
  }

  @Override
  public TypeInformation<Ingested> getProducedType() {
    return TypeInformation.of(Ingested.class);
  }
}
