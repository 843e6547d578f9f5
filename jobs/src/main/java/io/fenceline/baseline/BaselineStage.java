// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import io.fenceline.model.DuplicateCount;
import io.fenceline.model.EnrichedEvent;
import io.fenceline.model.InferenceEvent;
import io.fenceline.model.ModelWindow;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** Third stage: events become enriched events. */
public final class BaselineStage {
  private BaselineStage() {}

  /**
   * What the stage gives.
   *
   * @param events every event exactly once, a client's events in event-time order
   * @param windows statistics of every model and window
   * @param duplicates records that came again, of every model and window that had any
   */
  public record Output(
      DataStream<EnrichedEvent> events,
      DataStream<ModelWindow> windows,
      DataStream<DuplicateCount> duplicates) {}

  /** Adds the stage to a job. */
  public static Output apply(DataStream<InferenceEvent> events, BaselineSettings settings) {
    SingleOutputStreamOperator<ModelReference> references =
        events
            .transform(
                "sum up windows per task",
                TypeInformation.of(WindowPartial.class),
                new LocalWindowOperator(settings.windowMillis()))
            .uid("baseline-window-partials")
            .keyBy(partial -> partial.model().key())
            .process(new ModelBaselineFunction(settings))
            .uid("baseline-model")
            .name("baseline per model");
    SingleOutputStreamOperator<EnrichedEvent> enriched =
        events
            .keyBy(InferenceEvent::clientKey)
            .connect(references.broadcast())
            .transform(
                "baseline per client",
                TypeInformation.of(EnrichedEvent.class),
                new ClientBaselineOperator(settings))
            .uid("baseline-client");
    DataStream<DuplicateCount> duplicates =
        enriched
            .getSideOutput(ClientBaselineFunction.DUPLICATES)
            .keyBy(count -> count.model().key())
            .process(new DuplicateWindowFunction(settings))
            .uid("baseline-duplicates")
            .name("duplicates per model");
    return new Output(
        enriched, references.getSideOutput(ModelBaselineFunction.WINDOWS), duplicates);
  }
}
