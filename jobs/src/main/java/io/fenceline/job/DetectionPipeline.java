// SPDX-License-Identifier: Apache-2.0
package io.fenceline.job;

import io.fenceline.alert.AlertStage;
import io.fenceline.baseline.BaselineStage;
import io.fenceline.detect.DetectStage;
import io.fenceline.ingest.EventTime;
import io.fenceline.ingest.Ingested;
import io.fenceline.ingest.RouteFunction;
import io.fenceline.ingest.RouteOperator;
import io.fenceline.model.Alert;
import io.fenceline.model.DeadLetter;
import io.fenceline.model.Detection;
import io.fenceline.model.EnrichedEvent;
import io.fenceline.model.InferenceEvent;
import io.fenceline.privacy.ProtectFunction;
import io.fenceline.rule.RuleSelection;
import io.fenceline.rule.RuleSettings;
import io.fenceline.rule.table.RuleTables;
import io.fenceline.sink.AlertDocument;
import io.fenceline.sink.DeadLetterDocument;
import io.fenceline.sink.Document;
import io.fenceline.sink.DuplicateDocument;
import io.fenceline.sink.EventDocument;
import io.fenceline.sink.WindowDocument;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The whole job, in the order in which data flows. There is no second topology. */
public final class DetectionPipeline {
  private static final int SECOND = AlertDocument.FIRST_LAYER + 1;

  private DetectionPipeline() {}

  /**
   * Builds the job.
   *
   * @param env where it will run
   * @param source where records come from, decoded by the ingest stage
   * @param sinks where everything goes
   * @param settings how each stage works
   * @throws IllegalArgumentException if a rule in SQL cannot run and none may be left out
   */
  public static BuiltJob build(
      StreamExecutionEnvironment env,
      Source<Ingested, ?, ?> source,
      Sinks sinks,
      JobSettings settings) {
    return build(env, source, sinks, settings, List.of());
  }

  /**
   * Builds the job, with further detection over the same enriched events beside it.
   *
   * @param variants how else to detect; the job itself does not change by them
   */
  public static BuiltJob build(
      StreamExecutionEnvironment env,
      Source<Ingested, ?, ?> source,
      Sinks sinks,
      JobSettings settings,
      List<Variant> variants) {
    RuleSettings chosen = settings.rules().apart() ? RuleSettings.NONE : settings.rules();
    return build(env, source, sinks, settings, variants, new RuleLayers(env, chosen));
  }

  /**
   * Builds the job with rules in SQL that were chosen otherwise than the settings say.
   *
   * @param chosen the rules; what is broken is treated as the settings say
   */
  public static BuiltJob build(
      StreamExecutionEnvironment env,
      Source<Ingested, ?, ?> source,
      Sinks sinks,
      JobSettings settings,
      List<Variant> variants,
      RuleSelection chosen) {
    return build(
        env, source, sinks, settings, variants, new RuleLayers(env, settings.rules(), chosen));
  }

  /** Builds the job with rules that were read already. */
  static BuiltJob build(
      StreamExecutionEnvironment env,
      Source<Ingested, ?, ?> source,
      Sinks sinks,
      JobSettings settings,
      List<Variant> variants,
      RuleLayers rules) {
    // ingest
    WatermarkStrategy<Ingested> eventTime = EventTime.strategy(settings.ingest());
    SingleOutputStreamOperator<InferenceEvent> read =
        env.fromSource(source, eventTime, "inference logs", TypeInformation.of(Ingested.class))
            .uid("ingest-source")
            .transform(
                "events and dead letters",
                TypeInformation.of(InferenceEvent.class),
                new RouteOperator())
            .uid("ingest-route");
    DataStream<DeadLetter> deadLetters = read.getSideOutput(RouteFunction.DEAD_LETTERS);

    // protect
    DataStream<InferenceEvent> protectedEvents =
        read.map(new ProtectFunction(settings.privacy()))
            .uid("privacy-protect")
            .name("privacy policy");

    // baseline
    BaselineStage.Output baseline = BaselineStage.apply(protectedEvents, settings.baseline());

    // detect
    DetectStage.Output found =
        DetectStage.apply(
            baseline.events(), baseline.windows(), protectedEvents, settings.detect());
    long tick = settings.baseline().tickMillis();
    rules.offer(RuleTables.INFERENCE_EVENTS, () -> withoutJudgement(baseline.events()), tick);
    rules.offer(RuleTables.ENRICHED_EVENTS, baseline::events, tick);
    rules.offer(RuleTables.SIGNALS, found::signals, tick);
    rules.offer(RuleTables.MODEL_WINDOWS, baseline::windows, 1);
    Optional<DataStream<Detection>> byRules = rules.overEvents();

    DataStream<Detection> detections = with(found.detections(), byRules);

    // triage
    DataStream<Alert> alerts = AlertStage.apply(detections, settings.alert());

    // detect over alerts
    rules.offer(RuleTables.ALERTS, () -> alerts, 1);
    Optional<DataStream<Detection>> overAlerts = rules.overAlerts();

    // deliver
    String namespace = settings.namespace();
    DeliveredEvents delivery = settings.events();
    DataStream<EnrichedEvent> delivered =
        delivery == DeliveredEvents.ALL
            ? baseline.events()
            : baseline.events().filter(delivery::delivers).uid("deliver-choose-events");
    deliver(delivered, new EventDocument(namespace), sinks.events(), "events");
    Optional<DataStream<Alert>> more =
        overAlerts.map(second -> AlertStage.overAlerts(second, settings.alert()));
    deliverAlerts(Optional.of(alerts), more, namespace, sinks.alerts());
    deliver(baseline.windows(), new WindowDocument(namespace), sinks.windows(), "windows");
    deliver(
        baseline.duplicates(), new DuplicateDocument(namespace), sinks.duplicates(), "duplicates");
    deliver(deadLetters, new DeadLetterDocument(namespace), sinks.deadLetters(), "dead-letters");
    sinkTo(deadLetters, sinks.deadLetterPayloads(), "dead-letter-payloads");
    sinkTo(with(detections, overAlerts), sinks.detections(), "detections");

    // compare
    for (Variant variant : variants) {
      int before = env.getTransformations().size();
      DataStream<Alert> others =
          AlertStage.apply(
              with(
                  DetectStage.apply(
                          baseline.events(), baseline.windows(), protectedEvents, variant.detect())
                      .detections(),
                  byRules),
              settings.alert());
      env.getTransformations().stream().skip(before).forEach(variant::own);
      deliver(others, new AlertDocument(namespace), variant.alerts(), "alerts-" + variant.name());
    }
    return rules.built();
  }

  /** Events once each and in a client's order, as they are delivered, but without what we made. */
  private static DataStream<InferenceEvent> withoutJudgement(DataStream<EnrichedEvent> events) {
    return events
        .map(EnrichedEvent::event)
        .returns(InferenceEvent.class)
        .uid("rule-inference-events")
        .name("events without judgement");
  }

  private static DataStream<Detection> with(
      DataStream<Detection> detections, Optional<DataStream<Detection>> more) {
    return more.isPresent() ? detections.union(more.get()) : detections;
  }

  /** Delivers alerts of both layers by one sink; those of the second say so. */
  static void deliverAlerts(
      Optional<DataStream<Alert>> alerts,
      Optional<DataStream<Alert>> overAlerts,
      String namespace,
      List<Outlet<Document>> outlets) {
    if (outlets.isEmpty()) {
      return;
    }
    Stream.of(
            alerts.map(first -> documents(first, new AlertDocument(namespace), "alerts")),
            overAlerts.map(
                second ->
                    documents(second, new AlertDocument(namespace, SECOND), "alerts-over-alerts")))
        .flatMap(Optional::stream)
        .reduce(DataStream::union)
        .ifPresent(documents -> sinkTo(documents, outlets, "alerts"));
  }

  private static <T> void deliver(
      DataStream<T> records,
      MapFunction<T, Document> toDocument,
      List<Outlet<Document>> outlets,
      String what) {
    if (outlets.isEmpty()) {
      return;
    }
    sinkTo(documents(records, toDocument, what), outlets, what);
  }

  private static <T> DataStream<Document> documents(
      DataStream<T> records, MapFunction<T, Document> toDocument, String what) {
    return records
        .map(new Delivered<>(toDocument, what))
        .returns(Document.class)
        .uid("deliver-" + what)
        .name("documents of " + what);
  }

  private static <T> void sinkTo(DataStream<T> records, List<Outlet<T>> outlets, String what) {
    outlets.forEach(outlet -> outlet.attach(records, "sink-" + what));
  }
}
