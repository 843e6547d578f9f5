// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import io.fenceline.model.Detection;
import io.fenceline.model.EnrichedEvent;
import io.fenceline.model.InferenceEvent;
import io.fenceline.model.ModelWindow;
import io.fenceline.pattern.PatternCatalog;
import io.fenceline.signal.Signal;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;

/** Fourth stage: every detector of the job; those of clients are in {@link ClientDetection}. */
public final class DetectStage {
  private DetectStage() {}

  /**
   * What the stage gives.
   *
   * @param detections what all detectors find
   * @param signals what patterns put in order
   */
  public record Output(DataStream<Detection> detections, DataStream<Signal> signals) {}

  /**
   * Adds the stage to a job.
   *
   * @param events enriched events as {@link io.fenceline.baseline.BaselineStage} gives them: spread
   *     by client key, in event-time order within it
   * @param windows statistics per model and window
   * @param requests the same events as they came, for what is known before any baseline
   */
  public static Output apply(
      DataStream<EnrichedEvent> events,
      DataStream<ModelWindow> windows,
      DataStream<InferenceEvent> requests,
      DetectSettings settings) {
    // The baseline stage has spread the events by this very key; a second exchange would buy
    // nothing.
    KeyedStream<EnrichedEvent, String> byClient =
        DataStreamUtils.reinterpretAsKeyedStream(
            events, enriched -> enriched.event().clientKey(), TypeInformation.of(String.class));

    DataStream<Signal> signals =
        events.flatMap(new SignalFunction()).uid("detect-signals").name("signals");

    return new Output(detections(byClient, signals, windows, requests, settings), signals);
  }

  private static DataStream<Detection> detections(
      KeyedStream<EnrichedEvent, String> byClient,
      DataStream<Signal> signals,
      DataStream<ModelWindow> windows,
      DataStream<InferenceEvent> requests,
      DetectSettings settings) {
    return PatternDetection.apply(signals, PatternCatalog.all())
        .union(
            ArtefactSwapDetection.apply(requests, settings.idleMillis()),
            ClientDetection.apply(byClient, settings),
            windows
                .keyBy(window -> window.model().key())
                .process(new ClassShiftFunction(settings))
                .uid("detect-class-shift")
                .name("class distribution shift"),
            windows
                .keyBy(window -> window.model().key())
                .process(new NumericDriftFunction(settings))
                .uid("detect-numeric-drift")
                .name("numeric drift"),
            windows
                .keyBy(window -> window.model().key())
                .process(new SlowModelFunction(settings))
                .uid("detect-slow-model")
                .name("slow model"),
            windows.flatMap(new NewClassFunction()).uid("detect-new-class").name("new class"),
            windows
                .flatMap(new ComputeUseFunction(settings))
                .uid("detect-compute-exhaustion")
                .name("compute exhaustion"));
  }
}
