// SPDX-License-Identifier: Apache-2.0
package io.fenceline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenceline.model.InferenceEvent;
import java.util.Set;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class RouteOperatorTest {
  @Test
  void timeEndsWithTheInputEvenIfTheSourceWasIdle() throws Exception {
    RecordIntake intake = new RecordIntake(IngestSettings.defaults(), Set.of(), Records.CLOCK);
    try (OneInputStreamOperatorTestHarness<Ingested, InferenceEvent> harness =
        new OneInputStreamOperatorTestHarness<>(new RouteOperator())) {
      harness.open();
      harness.processElement(intake.accept(Records.bytes(Records.FULL), "t/0", 1, 0), 0);
      harness.processWatermarkStatus(WatermarkStatus.IDLE);

      harness.endInput();

      assertThat(harness.getOutput())
          .hasSize(4)
          .endsWith(WatermarkStatus.IDLE, WatermarkStatus.ACTIVE, Watermark.MAX_WATERMARK);
    }
  }
}
