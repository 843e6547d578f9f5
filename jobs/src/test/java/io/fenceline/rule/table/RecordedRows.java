// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.table;

import io.fenceline.baseline.BaselineStage;
import io.fenceline.ingest.EventTime;
import io.fenceline.ingest.Ingested;
import io.fenceline.ingest.LogFileSource;
import io.fenceline.ingest.LogInput;
import io.fenceline.ingest.RouteFunction;
import io.fenceline.job.JobEnvironment;
import io.fenceline.job.JobSettings;
import io.fenceline.model.EnrichedEvent;
import io.fenceline.model.InferenceEvent;
import io.fenceline.privacy.ProtectFunction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;

/** What the job makes of a log, as far as rules may read it. */
final class RecordedRows {
  private RecordedRows() {}

  /** The requests, protected by the policy that ships, in the order of the log. */
  static List<InferenceEvent> events(Path log) throws Exception {
    return collected(requests(log));
  }

  /** The requests and what the baselines say of them. */
  static List<EnrichedEvent> enriched(Path log) throws Exception {
    return collected(
        BaselineStage.apply(requests(log), JobSettings.defaults().baseline()).events());
  }

  private static DataStream<InferenceEvent> requests(Path log) {
    JobSettings settings = JobSettings.defaults();
    StreamExecutionEnvironment env = JobEnvironment.local(1, Duration.ZERO);
    return env.fromSource(
            LogFileSource.of(
                List.of(LogInput.of(log)),
                settings.ingest(),
                settings.privacy().policy().extraPaths()),
            EventTime.strategy(settings.ingest()),
            "log",
            TypeInformation.of(Ingested.class))
        .uid("log")
        .process(new RouteFunction())
        .uid("route")
        .map(new ProtectFunction(settings.privacy()))
        .uid("protect");
  }

  private static <T> List<T> collected(DataStream<T> stream) throws Exception {
    List<T> records = new ArrayList<>();
    try (CloseableIterator<T> each = stream.executeAndCollect()) {
      each.forEachRemaining(records::add);
    }
    return records;
  }
}
