// SPDX-License-Identifier: Apache-2.0
package io.fenceline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.SimpleCounter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogReaderTest {
  @TempDir private Path directory;
  private final Received received = new Received();
  private final SimpleCounter read = new SimpleCounter();
  private final LogReader reader =
      new LogReader(
          read,
          new RecordIntake(IngestSettings.defaults(), Set.of(), Records.CLOCK),
          IngestSettings.defaults().maxRecordBytes());

  @Test
  void aLogThatIsReadInNoTimeEndsNotBeforeTheReaderIsToldThatItIsTheOnlyOne() throws Exception {
    Path log = Files.writeString(directory.resolve("log.jsonl"), Records.FULL + "\n");
    reader.addSplits(List.of(new LogSplit(LogFiles.find(List.of(LogInput.of(log))))));

    assertThat(reader.isAvailable()).isCompleted();
    assertThat(reader.pollNext(received)).isEqualTo(InputStatus.MORE_AVAILABLE);
    assertThat(reader.pollNext(received)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
    CompletableFuture<Void> told = reader.isAvailable();
    assertThat(told).isNotDone();

    reader.notifyNoMoreSplits();

    assertThat(told).isCompleted();
    assertThat(reader.pollNext(received)).isEqualTo(InputStatus.END_OF_INPUT);
    assertThat(received.records).hasSize(1);
    assertThat(read.getCount()).isOne();
  }

  @Test
  void aReaderWithoutALogWaitsUntilItIsToldThatThereIsNone() throws Exception {
    assertThat(reader.pollNext(received)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
    assertThat(reader.isAvailable()).isNotDone();

    reader.notifyNoMoreSplits();

    assertThat(reader.pollNext(received)).isEqualTo(InputStatus.END_OF_INPUT);
  }

  private static final class Received implements ReaderOutput<Ingested> {
    private final List<Ingested> records = new ArrayList<>();

    @Override
    public void collect(Ingested record) {
      records.add(record);
    }

    @Override
    public void collect(Ingested record, long timestamp) {
      records.add(record);
    }

    @Override
    public void emitWatermark(Watermark watermark) {}

    @Override
    public void markIdle() {}

    @Override
    public void markActive() {}

    @Override
    public SourceOutput<Ingested> createOutputForSplit(String split) {
      return this;
    }

    @Override
    public void releaseOutputForSplit(String split) {}
  }
}
