// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark;

import io.fenceline.job.JobSettings;
import io.fenceline.model.EnrichedEvent;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** The project's sample as the baseline stage sees it, for benchmarks of what is inside it. */
public final class RecordedTraffic {
  static final Path SAMPLE = Path.of("deploy/local/sample/recorded-attacks.jsonl.gz");

  private final List<Station> stations;

  private RecordedTraffic(List<Station> stations) {
    this.stations = stations;
  }

  /** Reads it; the working directory is the root of the project. */
  public static RecordedTraffic read() throws Exception {
    JobSettings settings = JobSettings.defaults();
    return new RecordedTraffic(
        Recording.ofBaseline(RecordedEvents.read(SAMPLE, settings, Integer.MAX_VALUE), settings));
  }

  /** The events as they leave the baseline stage. */
  public static List<EnrichedEvent> enriched() throws Exception {
    JobSettings settings = JobSettings.defaults();
    Timeline events = RecordedEvents.read(SAMPLE, settings, Integer.MAX_VALUE);
    return new RecordedTraffic(Recording.of(events, settings, 0))
        .given("detect-signals", 0, EnrichedEvent.class);
  }

  /**
   * What an operator is given.
   *
   * @param uid of the operator
   * @param input 0 for its first input
   * @param type of the records there
   */
  public <T> List<T> given(String uid, int input, Class<T> type) {
    return stations.stream()
        .filter(station -> station.uid().equals(uid))
        .flatMap(station -> station.inputs().get(input).records())
        .map(StreamRecord::getValue)
        .map(type::cast)
        .toList();
  }
}
