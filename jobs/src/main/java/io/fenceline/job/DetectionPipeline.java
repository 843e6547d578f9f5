// SPDX-License-Identifier: Apache-2.0
package io.fenceline.job;

import io.fenceline.alert.AlertStage;
import io.fenceline.baseline.BaselineStage;
import io.fenceline.detect.DetectStage;
import io.fenceline.ingest.EventTime;
import io.fenceline.ingest.Ingested;
import io.fenceline.ingest.RouteFunction;
import io.fenceline.model.Alert;
import io.fenceline.model.DeadLetter;
import io.fenceline.model.Detection;
import io.fenceline.model.EnrichedEvent;
import io.fenceline.model.InferenceEvent;
import io.fenceline.privacy.ProtectFunction;
import io.fenceline.sink.AlertDocument;
import io.fenceline.sink.DeadLetterDocument;
import io.fenceline.sink.Document;
import io.fenceline.sink.EventDocument;
import io.fenceline.sink.WindowDocument;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The whole job, in the order in which data flows. There is no second topology. */
public final class DetectionPipeline {
  private DetectionPipeline() {}

  /**
   * Builds the job.
   *
   * @param env where it will run
   * @param source where records come from, decoded by the ingest stage
   * @param sinks where everything goes
   * @param settings how each stage works
   */
  public static void build(
      StreamExecutionEnvironment env,
      Source<Ingested, ?, ?> source,
      Sinks sinks,
      JobSettings settings) {
    build(env, source, sinks, settings, List.of());
  }

  /**
   * Builds the job, with further detection over the same enriched events beside it.
   *
   * @param variants how else to detect; the job itself does not change by them
   */
  public static void build(
      StreamExecutionEnvironment env,
      Source<Ingested, ?, ?> source,
      Sinks sinks,
      JobSettings settings,
      List<Variant> variants) {
    // ingest
    WatermarkStrategy<Ingested> eventTime = EventTime.strategy(settings.ingest());
    SingleOutputStreamOperator<InferenceEvent> read =
        env.fromSource(source, eventTime, "inference logs", TypeInformation.of(Ingested.class))
            .uid("ingest-source")
            .process(new RouteFunction())
            .uid("ingest-route")
            .name("events and dead letters");
    DataStream<DeadLetter> deadLetters = read.getSideOutput(RouteFunction.DEAD_LETTERS);

    // protect
    DataStream<InferenceEvent> protectedEvents =
        read.map(new ProtectFunction(settings.privacy()))
            .uid("privacy-protect")
            .name("privacy policy");

    // baseline
    BaselineStage.Output baseline = BaselineStage.apply(protectedEvents, settings.baseline());

    // detect
    DataStream<Detection> detections =
        DetectStage.apply(
            baseline.events(), baseline.windows(), protectedEvents, settings.detect());

    // triage
    DataStream<Alert> alerts = AlertStage.apply(detections, settings.alert());

    // deliver
    String namespace = settings.namespace();
    DeliveredEvents delivery = settings.events();
    DataStream<EnrichedEvent> delivered =
        delivery == DeliveredEvents.ALL
            ? baseline.events()
            : baseline.events().filter(delivery::delivers).uid("deliver-choose-events");
    deliver(delivered, new EventDocument(namespace), sinks.events(), "events");
    deliver(alerts, new AlertDocument(namespace), sinks.alerts(), "alerts");
    deliver(baseline.windows(), new WindowDocument(namespace), sinks.windows(), "windows");
    deliver(deadLetters, new DeadLetterDocument(namespace), sinks.deadLetters(), "dead-letters");
    sinkTo(deadLetters, sinks.deadLetterPayloads(), "dead-letter-payloads");
    sinkTo(detections, sinks.detections(), "detections");

    // compare
    for (Variant variant : variants) {
      int before = env.getTransformations().size();
      DataStream<Alert> others =
          AlertStage.apply(
              DetectStage.apply(
                  baseline.events(), baseline.windows(), protectedEvents, variant.detect()),
              settings.alert());
      env.getTransformations().stream().skip(before).forEach(variant::own);
      deliver(others, new AlertDocument(namespace), variant.alerts(), "alerts-" + variant.name());
    }
  }

  private static <T> void deliver(
      DataStream<T> records,
      MapFunction<T, Document> toDocument,
      List<Outlet<Document>> outlets,
      String what) {
    if (outlets.isEmpty()) {
      return;
    }
    DataStream<Document> documents =
        records
            .map(new Delivered<>(toDocument, what))
            .returns(Document.class)
            .uid("deliver-" + what)
            .name("documents of " + what);
    sinkTo(documents, outlets, what);
  }

  private static <T> void sinkTo(DataStream<T> records, List<Outlet<T>> outlets, String what) {
    outlets.forEach(outlet -> outlet.attach(records, "sink-" + what));
  }
}
