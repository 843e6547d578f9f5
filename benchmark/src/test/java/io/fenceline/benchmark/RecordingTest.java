// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenceline.job.JobSettings;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RecordingTest {
  private static final int EVENTS = 200;
  private static List<Station> stations;

  @BeforeAll
  static void record() throws Exception {
    JobSettings settings = JobSettings.defaults();
    Path sample = Path.of("..").resolve(RecordedTraffic.SAMPLE);
    stations = Recording.of(RecordedEvents.read(sample, settings, EVENTS), settings, 1);
  }

  @Test
  void everyOperatorIsTakenFromTheJobWithItsUid() {
    assertThat(stations).extracting(Station::uid).doesNotContainNull().doesNotHaveDuplicates();
    assertThat(stations)
        .extracting(Station::uid)
        .contains(
            "baseline-client",
            "baseline-model",
            "detect-signals",
            "detect-boundary-attack-v2",
            "detect-artefact-swap",
            "detect-shared-probe",
            "detect-clients",
            "detect-distributed-extraction",
            "detect-compute-exhaustion");
  }

  @Test
  void whatAnOperatorEmitsReachesTheNext() {
    assertThat(station("baseline-client").records()).isEqualTo(EVENTS);
    assertThat(station("detect-clients").records()).isEqualTo(EVENTS);
  }

  @Test
  void stateIsCountedByKey() {
    StateSize state = station("baseline-client").state();

    assertThat(state.keys()).isBetween(20, EVENTS);
    assertThat(state.largest()).isBetween(state.mean(), state.keyed());
  }

  @Test
  void theTableHasARowForEveryOperatorThatWasGivenSomething() throws Exception {
    String table = OperatorTable.of(OperatorRun.of(stations, 0, 1), EVENTS);

    for (Station station : stations) {
      assertThat(table).contains("`" + station.uid() + "`");
    }
  }

  private static Station station(String uid) {
    return stations.stream().filter(each -> each.uid().equals(uid)).findAny().orElseThrow();
  }
}
