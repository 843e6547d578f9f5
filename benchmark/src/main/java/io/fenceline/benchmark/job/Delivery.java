// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.job;

import io.fenceline.benchmark.Process;
import io.fenceline.benchmark.memory.MemorySource;
import io.fenceline.job.JobEnvironment;
import io.fenceline.job.Outlet;
import io.fenceline.sink.Document;
import io.fenceline.sink.DocumentStamp;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A job of documents in memory and an end of the real job. */
final class Delivery {
  private static final String STEM = "events";

  private Delivery() {}

  /** An end that stamps documents as the one to Elasticsearch does, and drops them. */
  static Outlet<Document> stampAndDrop() {
    return (records, stem) ->
        Nowhere.outlet().attach(records.map(new DocumentStamp()).uid(stem + "-stamp"), stem);
  }

  /** Runs it to its end; what is found are documents as the end counts them, which may be none. */
  static Run of(RecordedDocuments documents, Outlet<Document> end) throws Exception {
    StreamExecutionEnvironment env = JobEnvironment.local(1, Duration.ZERO);
    end.attach(
        env.fromSource(
                new MemorySource<>(documents),
                WatermarkStrategy.noWatermarks(),
                "documents",
                TypeInformation.of(Document.class))
            .uid("documents"),
        STEM);
    Process.reset();
    Map<String, Object> counted = env.execute().getAllAccumulatorResults();
    Process.Spent spent = Process.sinceBeginning();
    long bytes = counted.get(Nowhere.counter(STEM)) instanceof Long sum ? sum : 0;
    return new Run(documents.count(), spent, documents.count(), 0, bytes);
  }
}
