// SPDX-License-Identifier: Apache-2.0
package io.fenceline.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The short form of the fault suite: three kinds of harm in one replay. */
class ChaosITCase {
  private static final long SEED = Long.getLong("fenceline.chaos.seed", 20_260_303L);

  /** Until 09:21, in which three attacks begin and end. */
  private static final int LINES = 8_600;

  @TempDir Path directory;

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void aKilledTaskManagerElasticsearchAwayAndPoisonChangeNothing() throws Exception {
    System.out.println("fenceline.chaos.seed=" + SEED);
    Traffic traffic =
        TrafficMix.sample(SEED, LINES).repetitions(100).poison(200).wrongClocks(60).build();
    Map<String, String> settings = Map.of("heartbeat.interval", "1 s", "heartbeat.timeout", "15 s");
    try (ChaosRig rig = ChaosRig.start(directory, SEED, settings, "first")) {
      Map<String, String> options =
          Map.of("rules.shipped", "false", "elasticsearch.backoff.max", "2 s");
      try (ChaosRun run = ChaosRun.start(rig, "short", traffic, options, 600)) {
        run.awaitDelivered(0.3);
        run.awaitCheckpoints(1);
        // What the job repeats after its restart thus meets a server that is away.
        rig.flink().kill("first");
        rig.elasticsearch().stop();
        rig.flink().addTaskManagers("second");
        rig.elasticsearch().start();
        run.healed();

        Figures figures = run.settle();

        assertThat(figures.restarts()).isPositive();
      }
    }
  }
}
